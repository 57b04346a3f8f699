import numpy as np
import pytest

from app.data.hand import Hand, arc, mix, sine


def states(count: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return mix(np.arange(count, dtype=np.uint64))


def test_mix_is_the_finaliser_of_splitmix64() -> None:
    # The first output of the published generator seeded with 1234567.
    state = np.array([1234567], np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    assert mix(state).tolist() == [6457827717110365317]


def test_a_draw_depends_on_its_image_and_number_alone() -> None:
    together, apart = Hand(states(100)), Hand(states(100)[40:41])
    for _ in range(3):
        assert together.uniforms(2)[:, 40].tolist() == apart.uniforms(2)[:, 0].tolist()


def test_draws_have_the_mean_and_deviation_asked_for() -> None:
    hand = Hand(states(20_000))
    uniform, normal = hand.u(2, 5), hand.n(1, 0.5)
    assert (uniform.mean(), uniform.std()) == pytest.approx((3.5, 3 / 12**0.5), abs=0.02)
    assert (normal.mean(), normal.std()) == pytest.approx((1, 0.5), abs=0.02)
    assert 2 <= uniform.min() < uniform.max() <= 5
    assert abs(np.corrcoef(uniform, normal)[0, 1]) < 0.03


def test_sine_is_right_to_a_thousandth() -> None:
    turns = np.linspace(-3, 3, 1001, dtype=np.float32)
    assert np.abs(sine(turns) - np.sin(2 * np.pi * turns)).max() < 0.0015


def test_an_arc_runs_from_the_right_downwards() -> None:
    one = np.ones(1, np.float32)
    (x0, y0, *_), _, (x2, y2, *_) = arc(1, 2, 3 * one, 4 * one, 0, 90, 3)
    assert np.allclose(np.array([x0, y0, x2, y2]).ravel(), [4, 2, 1, 6], atol=0.01)
