import math

import numpy as np
import pytest

from app.core.cost import COSTS, accuracy


def test_squares_are_summed_without_a_half() -> None:
    a, y = np.array([0.9, 0.2, 0.5]), np.array([1.0, 0.0, 0.0])
    assert COSTS["squares"].terms(a, a, y) == pytest.approx([0.01, 0.04, 0.25])
    assert COSTS["squares"].wish(a, y) == pytest.approx([0.2, -0.4, -1.0])


def test_cross_entropy_is_minus_the_logarithm_of_the_wanted_output() -> None:
    z, y = np.array([[2.0, 0.5, -1.0]]), np.array([[1.0, 0.0, 0.0]])
    a = np.exp(z) / np.exp(z).sum()
    cost = -math.log(a[0, 0])
    assert COSTS["cross_entropy"].terms(z, a, y).tolist() == [[pytest.approx(cost), 0, 0]]
    out = np.empty_like(a)
    assert COSTS["cross_entropy"].pull(a, y, out, z.copy()) == pytest.approx(cost)
    assert out[0] == pytest.approx([1 - a[0, 0], -a[0, 1], -a[0, 2]])


def test_an_activation_that_has_rounded_to_nothing_costs_what_it_should() -> None:
    z, y = np.array([[-500.0, 500.0]], np.float32), np.array([[1.0, 0.0]], np.float32)
    a, out = np.array([[0.0, 1.0]], np.float32), np.empty((1, 2), np.float32)
    assert COSTS["cross_entropy"].terms(z, a, y).sum() == 1000.0
    assert COSTS["cross_entropy"].pull(a, y, out, z.copy()) == 1000.0


def test_accuracy_counts_rows_whose_largest_output_is_the_label() -> None:
    outputs = np.array([[0.1, 0.9], [0.8, 0.3], [0.4, 0.5]])
    assert accuracy(outputs, np.array([1, 0, 0])) == pytest.approx(2 / 3)
