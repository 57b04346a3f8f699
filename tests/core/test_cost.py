import math

import numpy as np
import pytest

from app.core.cost import COSTS, accuracy


def test_squares_are_summed_without_a_half() -> None:
    a, y = np.array([0.9, 0.2, 0.5]), np.array([1.0, 0.0, 0.0])
    assert COSTS["squares"].terms(a, y) == pytest.approx([0.01, 0.04, 0.25])
    assert COSTS["squares"].wish(a, y) == pytest.approx([0.2, -0.4, -1.0])


def test_cross_entropy_is_minus_the_logarithm_of_the_wanted_output() -> None:
    a, y = np.array([[0.7, 0.3, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    assert COSTS["cross_entropy"].terms(a, y).tolist() == [[pytest.approx(-math.log(0.7)), 0, 0]]
    out, scratch = np.empty_like(a), np.empty_like(a)
    assert COSTS["cross_entropy"].pull(a, y, out, scratch) == pytest.approx(-math.log(0.7))
    assert out[0] == pytest.approx([0.3, -0.3, 0.0])


def test_a_wanted_output_of_nothing_costs_much_but_not_infinity() -> None:
    a, y = np.array([[0.0, 1.0]], np.float32), np.array([[1.0, 0.0]], np.float32)
    out, scratch = np.empty_like(a), np.empty_like(a)
    assert 80 < COSTS["cross_entropy"].pull(a, y, out, scratch) < 1e3


def test_accuracy_counts_rows_whose_largest_output_is_the_label() -> None:
    outputs = np.array([[0.1, 0.9], [0.8, 0.3], [0.4, 0.5]])
    assert accuracy(outputs, np.array([1, 0, 0])) == pytest.approx(2 / 3)
