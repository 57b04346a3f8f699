"""Images a second of Strokes on one thread, against drawing the same images one by one."""

import time
from collections.abc import Callable

import app  # noqa: F401  (one BLAS thread, set before NumPy is loaded)

# isort: split
import numpy as np
from numpy.typing import NDArray

from app.data import strokes

SEED = 1
TOGETHER, ALONE, CHUNK = 10_000, 100, 2_000

Indices = NDArray[np.int64]


def in_chunks(indices: Indices) -> None:
    for start in range(0, len(indices), CHUNK):
        strokes.draw(SEED, indices[start : start + CHUNK])


def one_by_one(indices: Indices) -> None:
    for index in indices:
        strokes.draw(SEED, index[None])


def best(job: Callable[[Indices], None], indices: Indices, rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        job(indices)
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    in_chunks(np.arange(CHUNK))  # the splines' matrices are made once
    together = TOGETHER / best(in_chunks, np.arange(TOGETHER))
    alone = ALONE / best(one_by_one, np.arange(ALONE))
    batch = best(in_chunks, np.random.default_rng(0).integers(0, 60_000, 100))
    print(f"chunks of {CHUNK}: {together:8,.0f} images a second")
    print(f"one by one:     {alone:8,.0f} images a second, {together / alone:.0f} times fewer")
    print(f"100 anywhere:   {batch * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
