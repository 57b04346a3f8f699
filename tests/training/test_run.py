from typing import Any

import numpy as np
import pytest

from app.core import backprop
from app.core.network import layer_views
from app.data.dataset import Dataset, DatasetError, Examples
from app.training.commands import Refused
from app.training.run import Run
from app.training.settings import RunSettings
from tests.small import pictures, small_dataset


def a_run(data: Dataset | None = None, **changes: Any) -> Run:
    settings = RunSettings(layers=(784, 8, 10), batch=20, seed=3).changed(changes)
    return Run(1, settings, data or small_dataset())


def test_training_learns_and_notes_every_step() -> None:
    run = a_run(activation="tanh", learning_rate=1.0)
    for _ in range(120):
        run.advance()
    assert run.step == 120
    costs = run.curves.span(1, 120, 120).costs
    assert costs[-10:].mean() < 0.3 * costs[:10].mean()
    assert run.test_accuracy() > 0.9


def test_a_run_repeated_from_its_seed_is_equal_to_the_bit() -> None:
    runs = [a_run(), a_run(), a_run(seed=4)]
    for run in runs:
        for _ in range(30):
            run.advance()
    assert runs[0].network.parameters.tobytes() == runs[1].network.parameters.tobytes()
    assert runs[0].network.parameters.tobytes() != runs[2].network.parameters.tobytes()


def test_testing_in_between_changes_nothing() -> None:
    plain, tested = a_run(), a_run()
    for _ in range(25):
        plain.advance()
        tested.advance()
        tested.test_accuracy()
    assert plain.network.parameters.tobytes() == tested.network.parameters.tobytes()


def test_a_step_applies_the_mean_of_its_examples_nudges() -> None:
    run = a_run()
    dealt = run.shuffler.order[:20].copy()
    network = run.network.astype(np.float64)
    run.advance()
    nudges = []
    for index in dealt:
        wanted = np.eye(10)[run.train.labels[index]]
        nudges.append(backprop.trace(network, run.train.pixels(index) / 255, wanted).nudges)
    mean = np.mean(nudges, axis=0)
    for got, true in zip(
        layer_views(run.work.mean_nudge, run.network.sizes),
        layer_views(mean, run.network.sizes),
        strict=True,
    ):
        assert np.linalg.norm(got - true) < 1e-5 * np.linalg.norm(true)
    moved = run.network.parameters - network.parameters
    np.testing.assert_allclose(moved, 5.0 * mean, atol=2e-6)


def test_an_overflow_stops_the_run_and_keeps_the_last_good_weights() -> None:
    run = a_run(
        activation="relu",
        cost="cross_entropy",
        start="lecture",
        learning_rate=100.0,
        layers=[784, 60, 60, 60, 60, 60, 10],
    )
    kept = run.network.parameters.copy()
    for _ in range(500):
        kept = run.network.parameters.copy()
        run.advance()
        if run.stopped:
            break
    assert run.stopped == (
        f"the learning rate 100 made the weights overflow at step {run.step + 1}; "
        "go back, or lower it"
    )
    assert np.isfinite(run.network.parameters).all()
    np.testing.assert_array_equal(run.network.parameters, kept)


def test_a_batch_larger_than_the_training_set_is_refused_with_both_sizes() -> None:
    with pytest.raises(Refused, match=r"mini-batch of 231 .* which has 230 examples"):
        a_run(batch=231)


def test_the_full_batch_is_allowed() -> None:
    run = a_run(batch=230)
    run.advance()
    assert run.steps_per_epoch == 1
    assert run.shuffler.epochs_done == 1


def test_digits_and_size_narrow_the_training_set() -> None:
    run = a_run(digits=[2, 5], size=40)
    assert len(run.train) == 40
    assert set(run.train.labels.tolist()) == {2, 5}
    assert set(run.test.labels.tolist()) == {2, 5}
    with pytest.raises(DatasetError, match="there are 46"):
        a_run(digits=[2, 5], size=47)


def test_nothing_is_measured_while_the_test_images_are_still_being_made() -> None:
    labels, images = pictures(60, 2)

    class Unfinished(Examples):
        @property
        def made(self) -> int:
            return 59

        def restricted(self, digits: Any, size: Any) -> Examples:
            return self

    test = Unfinished.eager(labels, images)
    run = a_run(Dataset("strokes", small_dataset().train, test))
    run.test_if_due()
    assert run.curves.last_test is None


def test_the_network_is_tested_early_and_then_every_so_often() -> None:
    run = a_run()
    run.test_if_due()
    for _ in range(100):
        run.advance()
        run.test_if_due()
    steps = run.curves.tests(-1, 100)[::2].tolist()
    assert steps == [0, 10, 30, 50, 60, 100]
