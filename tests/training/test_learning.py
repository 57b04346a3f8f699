"""That the default network learns as well as the README says."""

import statistics
from pathlib import Path

import numpy as np

from app.data import mnist
from app.data.dataset import Dataset, Examples
from app.data.library import TEST_SEED, TRAIN_SEED
from app.data.strokes import draw, labels
from app.training.run import Run
from app.training.settings import RunSettings
from tests.data.test_mnist import real_files


def strokes(seed: int, count: int) -> Examples:
    indices = np.arange(count)
    return Examples.eager(labels(seed, indices), draw(seed, indices))


def after_epochs(data: Dataset, seed: int, epochs: int) -> float:
    run = Run(1, RunSettings(seed=seed), data)
    for _ in range(epochs * run.steps_per_epoch):
        run.advance()
    return run.test_accuracy()


def test_one_epoch_of_mnist_reads_nine_digits_of_ten(tmp_path: Path) -> None:
    folder, count, _ = real_files(tmp_path)
    # Where MNIST is not on this machine, Strokes shows the same: that the defaults learn.
    here = count == 60_000
    data = mnist.load(folder) if here else small_strokes()
    read = statistics.median(after_epochs(data, seed, 1 if here else 12) for seed in range(5))
    assert read >= 0.90


def test_ten_epochs_of_strokes_carry_over_to_digits_that_it_never_saw(tmp_path: Path) -> None:
    folder, count, _ = real_files(tmp_path)
    data = small_strokes()
    if count == 60_000:
        data = Dataset("strokes", strokes(TRAIN_SEED, 30_000), mnist.load(folder).test)
    assert after_epochs(data, 0, 10) >= 0.85


def small_strokes() -> Dataset:
    return Dataset("strokes", strokes(TRAIN_SEED, 12_000), strokes(TEST_SEED, 1_000))
