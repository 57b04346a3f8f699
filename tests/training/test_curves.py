import numpy as np
import pytest

from app.training.curves import Curves


def grown(steps: int) -> Curves:
    curves = Curves()
    for step in range(1, steps + 1):
        curves.add(float(step), step / 10_000)
    return curves


def test_every_step_is_kept_across_growth() -> None:
    span = grown(5_000).span(1, 5_000, 5_000)
    assert span.size == 1
    assert span.costs.tolist() == list(range(1, 5_001))
    assert span.accuracies[-1] == pytest.approx(0.5)


@pytest.mark.parametrize("steps", [1, 99, 100, 101, 1_000, 1_001])
def test_pairs_cover_every_step_exactly_once(steps: int) -> None:
    span = grown(steps).span(1, steps, 100)
    if span.size == 1:
        assert span.costs.tolist() == list(range(1, steps + 1))
        return
    pairs = span.costs.reshape(-1, 2)
    assert len(pairs) <= 100
    for i, (low, high) in enumerate(pairs):
        assert low == span.first + i * span.size
        assert high == min(low + span.size - 1, steps)


def test_a_span_beyond_the_end_is_what_there_is() -> None:
    assert grown(5).span(4, 99, 10).costs.tolist() == [4.0, 5.0]
    assert grown(5).span(6, 99, 10).costs.tolist() == []
    assert grown(5).span(0, 2, 10).first == 1


def test_tests_are_told_once_to_whoever_has_seen_less() -> None:
    curves = Curves()
    curves.add_test(0.1)
    curves.add(1.0, 0.0)
    curves.add_test(0.5)
    np.testing.assert_allclose(curves.tests(-1, 1), [0, 0.1, 1, 0.5])
    np.testing.assert_allclose(curves.tests(0, 1), [1, 0.5])
    assert len(curves.tests(1, 1)) == 0
    assert len(curves.tests(-1, 0)) == 2
    assert curves.last_test == 1
