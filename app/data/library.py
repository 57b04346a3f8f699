"""The data room: the data sets there are, each loaded or drawn once and shared by all rooms."""

import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.data import mnist, strokes
from app.data.dataset import PIXELS, Dataset, DatasetError, Examples

Bytes = NDArray[np.uint8]

TRAIN_SEED, TEST_SEED = 20_171_103, 20_171_104
TRAIN_SIZE, TEST_SIZE = 60_000, 10_000

_log = logging.getLogger(__name__)


class Library:
    """Data sets by their name; may be asked from any thread."""

    def __init__(
        self,
        cache: Path,
        mnist_dir: Path | None,
        mirrors: Sequence[str] = mnist.MIRRORS,
        sizes: tuple[int, int] = (TRAIN_SIZE, TEST_SIZE),
    ) -> None:
        self.cache = cache
        self._mnist_dirs = [*([mnist_dir] if mnist_dir else []), cache / "mnist"]
        self._mirrors = mirrors
        self._sizes = sizes
        self._loaders: dict[str, Callable[[], Dataset]] = {
            "strokes": self._draw_strokes,
            "mnist": self._load_mnist,
        }
        self._locks = {name: threading.Lock() for name in self._loaders}
        self._fetching = threading.Lock()
        self._loaded: dict[str, Dataset] = {}

    def get(self, name: str) -> Dataset:
        """Return the data set, the same object every time."""
        if name not in self._loaders:
            raise DatasetError(f"there is no data set {name!r}; there are strokes and mnist")
        with self._locks[name]:
            if name not in self._loaded:
                self._loaded[name] = self._loaders[name]()
            return self._loaded[name]

    def available(self, name: str) -> bool:
        """Tell whether `get` has what it needs, without opening it."""
        return name == "strokes" or (name == "mnist" and self._mnist_dir() is not None)

    def fetch_mnist(self, progress: mnist.Progress = lambda done, total: None) -> None:
        """Download MNIST into the cache folder; a second caller waits for the first."""
        with self._fetching:
            mnist.fetch(self.cache / "mnist", progress, self._mirrors)

    def close(self) -> None:
        """Stop drawing in the background."""
        for dataset in self._loaded.values():
            dataset.train.close()
            dataset.test.close()

    def _mnist_dir(self) -> Path | None:
        return next((folder for folder in self._mnist_dirs if mnist.is_there(folder)), None)

    def _load_mnist(self) -> Dataset:
        folder = self._mnist_dir()
        if folder is None:
            raise DatasetError(
                f"MNIST is not in {' or '.join(map(str, self._mnist_dirs))}. Fetch it with "
                "`nudge data fetch mnist`, or put the four files into a folder and set "
                "NUDGE_MNIST_DIR."
            )
        return mnist.load(folder)

    def _draw_strokes(self) -> Dataset:
        train, test = self._sizes
        return Dataset(
            "strokes",
            _drawn_or_cached(self.cache, "train", TRAIN_SEED, train),
            _drawn_or_cached(self.cache, "test", TEST_SEED, test),
        )


def _drawn_or_cached(cache: Path, part: str, seed: int, n: int) -> Examples:
    labels = strokes.labels(seed, np.arange(n))
    # A few images tell this version of the generator from others, and a sound file from a damaged.
    probe = np.linspace(0, n - 1, 16).astype(np.int64)
    sample = strokes.draw(seed, probe)
    version = hashlib.sha256(sample.tobytes() + labels.tobytes()).hexdigest()[:12]
    path = cache / f"strokes-{part}-{seed}-{version}.npy"
    pixels = _read(path, n)
    if pixels is not None and (pixels[probe] == sample).all():
        return Examples.eager(labels, pixels)
    return Examples.drawn(
        labels, lambda rows: strokes.draw(seed, rows), lambda pixels: _save(path, pixels)
    )


def _read(path: Path, n: int) -> Bytes | None:
    # Read as a whole: a mapped file that someone shortens would kill the process.
    try:
        with path.open("rb") as file:
            pixels = np.lib.format.read_array(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return pixels if pixels.dtype == np.uint8 and pixels.shape == (n, PIXELS) else None


def _save(path: Path, pixels: Bytes) -> None:
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            temporary = file.name
            np.save(file, pixels, allow_pickle=False)
        os.replace(temporary, path)
        _remove_older(path)
    except OSError as error:
        _log.info("the strokes are not kept for the next start: %s", error)
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _remove_older(path: Path) -> None:
    # Another version's images are 47 MB that nobody reads again.
    part = path.name.rsplit("-", 1)[0]
    for other in path.parent.glob(f"{part}-*.npy"):
        if other != path:
            other.unlink(missing_ok=True)
