from typing import Any

import numpy as np
import pytest

from app.core import backprop
from app.training.commands import Refused
from app.training.session import Session
from app.training.settings import RunSettings
from tests.small import load_small


def a_session(**changes: Any) -> Session:
    settings = RunSettings(layers=(784, 8, 10), batch=20, seed=3).changed(changes)
    return Session(settings, load_small)


def advance(session: Session, steps: int) -> bytes:
    for _ in range(steps):
        session.advance()
    return session.run.network.parameters.tobytes()


def test_reset_with_the_same_seed_starts_the_same_run() -> None:
    session = a_session()
    first = advance(session, 12)
    session.reset(None)
    assert session.run.step == 0
    assert advance(session, 12) == first
    session.reset(99)
    assert advance(session, 12) != first


def test_new_weights_come_from_a_seed_of_their_own() -> None:
    session = a_session()
    session.new_weights()
    assert session.run.settings.seed != 3
    assert session.run.step == 0


def test_undo_goes_back_to_the_run_as_it_was_and_on_from_there() -> None:
    straight = a_session()
    expected = advance(straight, 20)
    session = a_session()
    advance(session, 12)
    session.reset(None)
    advance(session, 3)
    session.configure({"layers": [784, 10], "activation": "relu"})
    assert session.can_undo == "configure"
    session.undo()
    assert session.can_undo == "reset"
    assert session.run.step == 3
    session.undo()
    assert session.can_undo is None
    assert session.run.step == 12
    assert advance(session, 8) == expected
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()


def test_every_start_and_every_undo_is_another_run_to_the_page() -> None:
    session = a_session()
    numbers = {session.run.number}
    session.reset(None)
    numbers.add(session.run.number)
    session.new_weights()
    numbers.add(session.run.number)
    session.undo()
    numbers.add(session.run.number)
    assert len(numbers) == 4


def test_the_learning_rate_changes_without_a_restart() -> None:
    session = a_session()
    advance(session, 5)
    session.set_rate(0.25)
    assert session.run.step == 5
    before = session.run.network.parameters.copy()
    advance(session, 1)
    moved = session.run.work.mean_nudge * np.float32(0.25) + before
    np.testing.assert_array_equal(session.run.network.parameters, moved)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"dataset": "mnist"}, "MNIST is not on this machine"),
        ({"batch": 10_000}, "larger than the training set"),
        ({"activation": "swish"}, "hidden activation must be one of"),
        ({"size": 10_000}, "10,000 examples"),
    ],
)
def test_a_refused_configuration_changes_nothing(changes: dict[str, Any], expected: str) -> None:
    session = a_session()
    parameters = advance(session, 5)
    number = session.run.number
    with pytest.raises(Refused, match=expected):
        session.configure(changes)
    assert session.run.number == number
    assert session.run.network.parameters.tobytes() == parameters
    assert session.can_undo is None


def test_a_snapshot_is_frozen_while_the_run_goes_on() -> None:
    session = a_session()
    advance(session, 4)
    shot = session.snapshot(heavy=True)
    assert shot.parameters is not None
    kept = shot.parameters.copy()
    advance(session, 4)
    np.testing.assert_array_equal(shot.parameters, kept)
    assert shot.step == 4


def test_a_snapshot_shows_the_example_as_an_exact_trace() -> None:
    session = a_session()
    advance(session, 6)
    session.show_example(17)
    shot = session.snapshot(heavy=False)
    run = session.run
    assert shot.example == 17
    assert shot.parameters is None
    wanted = np.eye(10)[run.train.labels[17]]
    pixels = run.train.pixels(17) / 255
    seen = backprop.trace(run.network.astype(np.float64), pixels, wanted)
    np.testing.assert_allclose(shot.activations, np.concatenate(seen.activations), rtol=1e-6)
    assert shot.wishes is not None
    np.testing.assert_allclose(shot.wishes, np.concatenate(seen.wishes), rtol=1e-5, atol=1e-9)


def test_a_drawing_has_wishes_only_when_its_digit_is_known() -> None:
    session = a_session()
    ink = np.zeros(784, np.uint8)
    ink[300:320] = 255
    session.show_drawing(ink, None)
    assert session.snapshot(False).wishes is None
    assert session.snapshot(False).example is None
    session.show_drawing(ink, 4)
    wishes = session.snapshot(False).wishes
    assert wishes is not None
    assert wishes[-10 + 4] > 0
    assert (np.delete(wishes[-10:], 4) < 0).all()


def test_a_drawing_stays_on_the_stage_through_a_reset() -> None:
    session = a_session()
    session.show_drawing(np.zeros(784, np.uint8), 2)
    session.reset(None)
    assert session.example.is_drawing


def test_an_example_that_is_not_there_is_refused_with_the_range() -> None:
    with pytest.raises(Refused, match="no example 230: the training set has 0 to 229"):
        a_session().show_example(230)


def test_reading_says_what_the_network_says() -> None:
    session = a_session()
    advance(session, 30)
    pixels = session.run.train.pixels(7)
    reading = session.read(pixels)
    outputs = session.run.network.astype(np.float64).forward(pixels / 255)[-1]
    assert reading.activations[-1] == outputs.tolist()
    assert reading.digit == outputs.argmax()
    assert reading.step == 30
