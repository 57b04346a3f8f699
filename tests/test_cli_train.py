import argparse
from pathlib import Path

import numpy as np
import pytest

from app import cli_train
from app.core.sgd import Diverged
from app.data.dataset import Dataset, DatasetError, Examples
from app.training.models import load


class FakeLibrary:
    """Forty digits that differ in their first pixels, and no MNIST."""

    def __init__(self, *places: object) -> None:
        labels = (np.arange(40) % 10).astype(np.uint8)
        pixels = np.zeros((40, 784), np.uint8)
        pixels[np.arange(40), labels] = 255
        self._examples = Examples.eager(labels, pixels)

    def get(self, name: str) -> Dataset:
        if name == "mnist":
            raise DatasetError("MNIST is not here")
        return Dataset(name, self._examples, self._examples)

    def available(self, name: str) -> bool:
        return name == "strokes"

    def close(self) -> None:
        pass


def nudge(*words: object) -> int:
    parser = argparse.ArgumentParser(prog="nudge")
    cli_train.add_train_command(parser.add_subparsers())
    chosen = parser.parse_args(["train", *map(str, words)])
    code: int = chosen.run(chosen)
    return code


@pytest.fixture(autouse=True)
def few_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_train, "Library", FakeLibrary)


def test_a_model_is_trained_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.npz"
    assert nudge(file, "--layers", 784, 10, "--epochs", 30, "--batch", 10, "--seed", 3) == 0
    assert "reads 100.00% of the test digits of strokes" in capsys.readouterr().out
    model = load(file)
    assert model.network.sizes == (784, 10)
    assert model.provenance["strokes_accuracy"] == 1.0
    assert model.provenance["seed"] == 3


def test_the_pads_digits_are_a_set_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_train, "TRAIN_SIZE", 120)
    assert nudge(tmp_path / "mine.npz", "--data", "pad", "strokes", "--epochs", 1) == 0
    assert load(tmp_path / "mine.npz").provenance["data"] == ["pad", "strokes"]


def test_what_is_named_twice_counts_twice(tmp_path: Path) -> None:
    models = []
    for data in (["strokes"], ["strokes", "strokes"]):
        assert nudge(tmp_path / "mine.npz", "--data", *data, "--epochs", 1) == 0
        models.append(load(tmp_path / "mine.npz"))
        assert models[-1].provenance["data"] == data
    once, twice = (model.network.parameters for model in models)
    assert not np.array_equal(once, twice)


def test_the_command_in_the_provenance_makes_the_same_file(tmp_path: Path) -> None:
    first, again = tmp_path / "mine.npz", tmp_path / "again"
    again.mkdir()
    nudge(first, "--epochs", 2, "--batch", 7, "--rate", 0.5, "--augment", "--steady")
    words = load(first).provenance["command"].split()
    assert words[:3] == ["nudge", "train", "mine.npz"]
    nudge(again / "mine.npz", *words[3:])
    assert first.read_bytes() == (again / "mine.npz").read_bytes()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--epochs", 0], "0 epochs are not between 1 and 10,000"),
        (["--layers", 784, 9], "end with 10 outputs"),
        (["--rate", "nan"], "learning rate nan"),
        (["--augment", 4], "strength of 4 is not between 0 and 3"),
        (["--batch", 0], "mini-batch of 0"),
        (["--data", "mnist"], "MNIST is not here"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[object], expected: str
) -> None:
    assert nudge(tmp_path / "mine.npz", *words) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("nudge: ")
    assert expected in said
    assert not (tmp_path / "mine.npz").exists()


@pytest.mark.parametrize(
    ("name", "expected"), [("mine.txt", "end in .npz"), ("none/mine.npz", "no folder")]
)
def test_a_file_that_cannot_be_is_said_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, expected: str
) -> None:
    assert nudge(tmp_path / name) == 2
    assert expected in capsys.readouterr().err


def test_a_rate_that_is_too_large_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def grows(*anything: object) -> None:
        raise Diverged

    monkeypatch.setattr("app.training.trainer.train", grows)
    assert nudge(tmp_path / "mine.npz", "--rate", 80) == 2
    assert "at the learning rate 80 the weights grew" in capsys.readouterr().err
