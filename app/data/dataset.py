"""The data room: labelled images, kept as bytes and handed out as batches of floats."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

PIXELS = 784

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Indices = NDArray[np.intp]
Draw = Callable[[Indices], Bytes]

_INK = np.float32(1 / 255)
_BLOCK = 256  # images converted at once: 200 kB of bytes a thread, whatever the batch


class DatasetError(Exception):
    """A data set is not there, is damaged, or is smaller than what was asked for."""


class _Storage(Protocol):
    """Where the bytes of all images lie: all there from the start, or made when needed."""

    pixels: Bytes

    def need(self, rows: Indices) -> None: ...
    def ready(self, rows: Indices | None) -> int: ...
    def prepare(self, rows: Indices) -> None: ...
    def close(self) -> None: ...


class Examples:
    """Images and their labels; a restriction to some digits shares the images."""

    labels: Bytes

    def __init__(self, labels: Bytes, storage: _Storage, rows: Indices | None = None) -> None:
        self.labels = labels
        self._storage = storage
        self._rows = rows
        self._thread = threading.local()

    @classmethod
    def eager(cls, labels: Bytes, pixels: Bytes) -> "Examples":
        """Hold images, (n, 784) bytes with ink = 255, that are all there already."""
        return cls(labels, _Eager(pixels))

    @classmethod
    def drawn(
        cls, labels: Bytes, draw: Draw, done: Callable[[Bytes], None] = lambda pixels: None
    ) -> "Examples":
        """Make images when they are needed, and in the background; `done` gets all of them.

        `draw` must give the same bytes for an index however often and in whatever company it is
        asked. It is called from several threads.
        """
        return cls(labels, _Drawn(len(labels), draw, done))

    def __len__(self) -> int:
        """Return how many examples there are, made or not."""
        return len(self.labels)

    @property
    def made(self) -> int:
        """How many of the images are ready."""
        return self._storage.ready(self._rows)

    def prepare(self, order: Indices) -> None:
        """Hint that these examples will be needed first, in this order."""
        self._storage.prepare(self._in_storage(order))

    def gather(self, indices: Indices, out: Floats) -> None:
        """Write the images as pixel/255 into `out` (m, 784), perhaps a view of a wider buffer."""
        self.gather_ink(indices, out)
        np.multiply(out, _INK, out=out)

    def gather_ink(self, indices: Indices, out: Floats) -> None:
        """Write the images as they are, ink = 255, into `out` (m, 784).

        Half the time of `gather`: training divides where there are fewer numbers.
        """
        scratch = self._scratch()
        for start in range(0, len(indices), _BLOCK):
            rows = self._in_storage(indices[start : start + _BLOCK])
            self._storage.need(rows)
            block = scratch[: len(rows)]
            # "clip" writes straight into the block; the default checks first, through a copy.
            np.take(self._storage.pixels, rows, axis=0, out=block, mode="clip")
            np.copyto(out[start : start + _BLOCK], block)

    def pixels(self, index: int) -> Bytes:
        """Return a copy of one image: 784 bytes, ink = 255."""
        row = self._in_storage(np.array([index]))
        self._storage.need(row)
        image: Bytes = self._storage.pixels[row[0]]
        return image.copy()

    def restricted(self, digits: Sequence[int], size: int | None) -> "Examples":
        """Return the first `size` (or all) of the examples that show one of these digits."""
        chosen = np.flatnonzero(np.isin(self.labels, np.array(digits, dtype=np.int64)))
        names = ", ".join(map(str, digits)) or "no digits"
        if not len(chosen):
            raise DatasetError(f"expected at least one example of {names}, but there is none")
        if size is not None and not 1 <= size <= len(chosen):
            raise DatasetError(
                f"{size:,} examples of {names} were asked for; there are {len(chosen):,}"
            )
        chosen = chosen[:size]
        return Examples(self.labels[chosen], self._storage, self._in_storage(chosen))

    def close(self) -> None:
        """Stop making images in the background; what is needed is still made on demand."""
        self._storage.close()

    def _in_storage(self, indices: Indices) -> Indices:
        return indices if self._rows is None else self._rows[indices]

    def _scratch(self) -> Bytes:
        # Rooms train in several threads at once: each has a byte buffer of its own, kept.
        scratch: Bytes | None = getattr(self._thread, "scratch", None)
        if scratch is None:
            scratch = self._thread.scratch = np.empty((_BLOCK, PIXELS), np.uint8)
        return scratch


@dataclass(frozen=True)
class Dataset:
    """A training set and the test set that judges it."""

    name: str
    train: Examples
    test: Examples


class _Eager:
    """Images that are all there."""

    def __init__(self, pixels: Bytes) -> None:
        self.pixels = pixels

    def need(self, rows: Indices) -> None:
        pass

    def ready(self, rows: Indices | None) -> int:
        return len(self.pixels) if rows is None else len(rows)

    def prepare(self, rows: Indices) -> None:
        pass

    def close(self) -> None:
        pass


class _Drawn:
    """Images made by whoever needs them first: a training thread, or the maker in the background.

    There is no lock: an image is the same bytes whoever draws it, it is flagged only after it lies
    in the storage, and being drawn twice costs time and changes nothing.
    """

    chunk = 1000
    rest_s = 0.002  # between chunks: lets waiting threads have the interpreter
    # Two makers at once are no faster (they share the interpreter) and keep the event loop waiting.
    one_at_a_time = threading.Lock()

    def __init__(self, n: int, draw: Draw, done: Callable[[Bytes], None]) -> None:
        self.pixels = np.empty((n, PIXELS), np.uint8)
        self._is_made = np.zeros(n, np.bool_)
        self._all_made = False
        self._draw = draw
        self._done = done
        self._order = np.arange(n)
        self._stop = threading.Event()
        self._maker = threading.Thread(target=self._make, name="image maker", daemon=True)
        self._maker.start()

    def need(self, rows: Indices) -> None:
        if not self._all_made:
            missing = rows[~self._is_made[rows]]
            if len(missing):
                self._make_rows(np.unique(missing))

    def ready(self, rows: Indices | None) -> int:
        return int(np.count_nonzero(self._is_made if rows is None else self._is_made[rows]))

    def prepare(self, rows: Indices) -> None:
        rest = np.ones(len(self.pixels), np.bool_)
        rest[rows] = False
        self._order = np.concatenate([rows, np.flatnonzero(rest)])

    def close(self) -> None:
        self._stop.set()
        self._maker.join()

    def _make(self) -> None:
        while not self._stop.is_set():
            order = self._order
            missing = order[~self._is_made[order]]
            if not len(missing):
                self._all_made = True
                self._done(self.pixels)
                return
            # A training run draws the very next images itself. The maker takes the chunk behind
            # them, or both would draw the same images all the way.
            ahead = missing[self.chunk : 2 * self.chunk]
            with self.one_at_a_time:
                self._make_rows(ahead if len(ahead) else missing)
            time.sleep(self.rest_s)

    def _make_rows(self, rows: Indices) -> None:
        self.pixels[rows] = self._draw(rows)
        self._is_made[rows] = True
