import gzip
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.data import library, strokes
from app.data.dataset import Dataset, DatasetError
from app.data.library import TEST_SEED, TRAIN_SEED, Library

SIZES = (60, 20)


@contextmanager
def opened(cache: Path, mnist_dir: Path | None = None) -> Iterator[Library]:
    small = Library(cache, mnist_dir, sizes=SIZES)
    yield small
    small.close()


def drawn(cache: Path) -> Dataset:
    """The strokes, all of them drawn and saved."""
    with opened(cache) as small:
        dataset = small.get("strokes")
        until_saved(cache)
        return dataset


def until_saved(cache: Path) -> None:
    end = time.monotonic() + 10
    while len(list(cache.glob("*.npy"))) < 2 or list(cache.glob("*.part")):
        assert time.monotonic() < end, "nothing was saved"
        time.sleep(0.005)


def saved(cache: Path) -> Path:
    return next(cache.glob("strokes-train-*.npy"))


def write_mnist(folder: Path, n: int = 5) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("train", "t10k"):
        images = struct.pack(">4I", 0x803, n, 28, 28) + bytes(784 * n)
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(images))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(
            struct.pack(">2I", 0x801, n) + bytes(range(n))
        )


def test_strokes_are_there_at_once_and_every_image_is_the_pens(tmp_path: Path) -> None:
    with opened(tmp_path) as small:
        assert small.available("strokes")
        dataset = small.get("strokes")
        assert (dataset.name, len(dataset.train), len(dataset.test)) == ("strokes", 60, 20)
        one = np.array([59])
        assert (dataset.train.pixels(59) == strokes.draw(TRAIN_SEED, one)[0]).all()
        assert dataset.train.labels[59] == strokes.labels(TRAIN_SEED, one)[0]
        assert (dataset.test.pixels(7) == strokes.draw(TEST_SEED, np.array([7]))[0]).all()


def test_the_full_sets_have_mnists_sizes() -> None:
    assert (library.TRAIN_SIZE, library.TEST_SIZE) == (60_000, 10_000)
    assert TRAIN_SEED != TEST_SEED


def test_everyone_gets_the_same_data_set(tmp_path: Path) -> None:
    with opened(tmp_path) as small, ThreadPoolExecutor(8) as pool:
        assert len({id(d) for d in pool.map(small.get, ["strokes"] * 8)}) == 1


def test_strokes_are_saved_and_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawn(tmp_path)
    asked: list[int] = []
    draw = strokes.draw

    def counted(seed: int, indices: NDArray[np.int64]) -> NDArray[np.uint8]:
        asked.append(len(indices))
        return draw(seed, indices)

    monkeypatch.setattr(strokes, "draw", counted)
    with opened(tmp_path) as small:
        again = small.get("strokes")
        assert again.train.made == 60
        assert all((again.train.pixels(k) == first.train.pixels(k)).all() for k in range(60))
        assert again.train.labels.tolist() == first.train.labels.tolist()
    assert asked == [16, 16]


def damage_shape(path: Path) -> None:
    np.save(path, np.zeros((60, 783), np.uint8))


def damage_kind(path: Path) -> None:
    np.save(path, np.load(path).astype(np.float32))


def damage_content(path: Path) -> None:
    np.save(path, np.zeros((60, 784), np.uint8))


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def damage_all(path: Path) -> None:
    path.write_bytes(b"")


class Burglar:
    """Unpickled, it leaves a file where it was run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path.with_name("burgled"),)


def damage_by_pickle(path: Path) -> None:
    np.save(path, np.array([Burglar(path)], object), allow_pickle=True)


@pytest.mark.parametrize(
    "damage",
    [damage_shape, damage_kind, damage_content, damage_end, damage_all, damage_by_pickle],
)
def test_a_damaged_cache_is_ignored_and_made_anew(tmp_path: Path, damage: object) -> None:
    drawn(tmp_path)
    assert callable(damage)
    damage(saved(tmp_path))
    dataset = drawn(tmp_path)
    assert dataset.train.pixels(3).dtype == np.uint8
    assert (dataset.train.pixels(3) == strokes.draw(TRAIN_SEED, np.array([3]))[0]).all()
    assert not (tmp_path / "burgled").exists()
    with opened(tmp_path) as small:
        end = time.monotonic() + 10
        while small.get("strokes").train.made < 60:
            assert time.monotonic() < end


def test_a_newer_pen_does_not_use_an_older_pens_images(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(tmp_path)
    old, draw = saved(tmp_path), strokes.draw
    monkeypatch.setattr(strokes, "draw", lambda s, rows: draw(s + 1, rows))
    with opened(tmp_path) as small:
        pixels = small.get("strokes").train.pixels(3)
        assert (pixels == draw(TRAIN_SEED + 1, np.array([3]))[0]).all()
        end = time.monotonic() + 10
        while old.exists():
            assert time.monotonic() < end, "the older images are still there"
    assert len(list(tmp_path.glob("*train*"))) == 1


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with opened(in_the_way) as small:
        train = small.get("strokes").train
        end = time.monotonic() + 10
        while train.made < 60:
            assert time.monotonic() < end
    assert in_the_way.read_text() == "not a folder"


def test_mnist_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    with opened(tmp_path / "cache", tmp_path / "elsewhere") as small:
        assert not small.available("mnist")
        says = r"elsewhere or .*cache/mnist.*nudge data fetch mnist.*NUDGE_MNIST_DIR"
        with pytest.raises(DatasetError, match=says):
            small.get("mnist")


@pytest.mark.parametrize("where", ["own", "cache/mnist"])
def test_mnist_is_read_from_its_own_folder_or_from_the_cache(tmp_path: Path, where: str) -> None:
    with opened(tmp_path / "cache", tmp_path / "own") as small:
        write_mnist(tmp_path / where)
        assert small.available("mnist")
        assert len(small.get("mnist").train) == 5
        assert small.get("mnist") is small.get("mnist")


def test_mnist_that_was_missing_is_found_once_it_is_there(tmp_path: Path) -> None:
    with opened(tmp_path) as small:
        with pytest.raises(DatasetError):
            small.get("mnist")
        write_mnist(tmp_path / "mnist")
        assert small.get("mnist").name == "mnist"


def test_a_fetch_that_fails_says_so(tmp_path: Path) -> None:
    unreachable = Library(tmp_path, None, mirrors=["http://127.0.0.1:9/"], sizes=SIZES)
    with pytest.raises(DatasetError, match="MNIST could not be fetched"):
        unreachable.fetch_mnist(lambda done, total: None)
    assert not unreachable.available("mnist")


def test_an_unknown_name_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as small:
        assert not small.available("letters")
        with pytest.raises(DatasetError, match="'letters'; there are strokes and mnist"):
            small.get("letters")
