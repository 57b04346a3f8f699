import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from app.core.network import Network, fresh
from app.training.models import SHIPPED, Model, ModelError, load, parse, save, shipped

SIZES = (784, 3, 10)
ABOUT = {"layers": [784, 3, 10], "activation": "relu", "cost": "squares", "provenance": {}}


def small() -> Network:
    return fresh(SIZES, "relu", "squares", "scaled", np.random.default_rng(1))


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return buffer.getvalue()


def array(values: object) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(values))
    return buffer.getvalue()


def file(about: object = ABOUT, parameters: object = None) -> bytes:
    note = np.frombuffer(json.dumps(about).encode(), np.uint8)
    chosen = small().parameters if parameters is None else parameters
    return packed(parameters=array(chosen), about=array(note))


def test_a_model_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    provenance = {"data": ["mnist"], "seed": 3, "test_accuracy": 0.95}
    save(tmp_path / "mine.npz", Model("mine", small(), provenance))
    back = load(tmp_path / "mine.npz")
    assert (back.name, back.provenance, back.test_accuracy) == ("mine", provenance, 0.95)
    assert (back.network.sizes, back.network.hidden.name) == (SIZES, "relu")
    assert back.network.cost.name == "squares"
    assert back.network.parameters.dtype == np.float32
    assert np.array_equal(back.network.parameters, small().parameters)


def test_the_same_model_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        save(tmp_path / name, Model("x", small(), {"seed": 1}))
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_save_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    save(tmp_path / "mine.npz", Model("mine", small(), {}))
    before = (tmp_path / "mine.npz").read_bytes()
    with pytest.raises(TypeError):
        save(tmp_path / "mine.npz", Model("mine", small(), {"data": object()}))
    assert (tmp_path / "mine.npz").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine.npz"]


def test_a_saved_model_may_be_read_by_whoever_may_read_a_new_file(tmp_path: Path) -> None:
    save(tmp_path / "mine.npz", Model("mine", small(), {}))
    (tmp_path / "ordinary").touch()
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_file_that_is_whole_is_taken() -> None:
    assert parse("mine", file()).network.sizes == SIZES


@pytest.mark.parametrize("length", [0, 1, 100, 5000, -1, -30])
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(ModelError, match="mine"):
        parse("mine", file()[:length])


def test_a_pickle_is_never_opened() -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (pytest.fail, ("the pickle was opened",))

    trap = np.empty(1, object)
    trap[0] = Trap()
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, trap, allow_pickle=True)
    for content in (buffer.getvalue(), pickle.dumps(Trap())):
        with pytest.raises(ModelError):
            parse("mine", packed(parameters=content, about=array(np.zeros(3, np.uint8))))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (np.zeros(5, np.float32), "should have 2,395 parameters"),
        (np.zeros((5, 479), np.float32), "should have 2,395 parameters"),
        (np.zeros(2395, np.float64), "float32"),
        (np.full(2395, np.nan, np.float32), "not numbers"),
        (np.full(2395, np.inf, np.float32), "infinite"),
    ],
)
def test_parameters_of_another_kind_are_refused(parameters: object, expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        parse("mine", file(parameters=parameters))


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ([], "layers, activation, cost"),
        ({**ABOUT, "layers": None}, "layers must be"),
        ({**ABOUT, "layers": [784, 10**9, 10]}, "between 1 and 512"),
        ({**ABOUT, "layers": [2, 3, 10]}, "784"),
        ({**ABOUT, "activation": "cube"}, "relu"),
        ({**ABOUT, "cost": "guilt"}, "squares"),
        ({**ABOUT, "provenance": "mine"}, "provenance"),
        ({key: ABOUT[key] for key in ("layers", "cost")}, "layers, activation, cost"),
    ],
)
def test_a_note_that_says_something_else_is_refused(about: object, expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        parse("mine", file(about))


def test_a_header_that_promises_more_than_is_there_gets_no_memory() -> None:
    head = array(np.zeros(1, np.float32)).replace(b"(1,), }" + b" " * 10, b"(99999999999,), }")
    with pytest.raises(ModelError, match="does not lie in"):
        parse("mine", packed(parameters=head, about=array(np.zeros(3, np.uint8))))


def test_other_arrays_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(ModelError, match="parameters and about"):
        parse("mine", packed(parameters=b"", weights=b""))
    with pytest.raises(ModelError, match="unpacks to more"):
        parse("mine", packed(parameters=bytes(5 * 2**20), about=b""))


def test_a_file_that_is_not_there_or_too_large_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "none.npz")
    (tmp_path / "big.npz").write_bytes(bytes(5 * 2**20))
    with pytest.raises(ModelError, match="larger"):
        load(tmp_path / "big.npz")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_models_read_mnist_and_say_where_they_come_from(name: str) -> None:
    model = shipped(name)
    expected = {"lecture": (13_002, 0.95), "reader": (101_770, 0.983)}[name]
    assert model.network.parameters.shape == expected[:1]
    assert model.test_accuracy is not None
    assert model.test_accuracy >= expected[1]
    assert model.provenance["command"].startswith(f"nudge train {name}.npz ")


def test_there_is_no_other_shipped_model() -> None:
    with pytest.raises(ModelError, match="there are reader, lecture"):
        shipped("oracle")
