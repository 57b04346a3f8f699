import math

import numpy as np
import pytest

from app.core.activations import HIDDEN, sigmoid, softmax


def test_sigmoid_is_its_formula_and_never_overflows() -> None:
    z = np.array([-1000.0, -3.0, 0.0, 0.7, 1000.0])
    out = np.empty_like(z)
    sigmoid(z, out)
    assert out[1:4] == pytest.approx([1 / (1 + math.exp(-v)) for v in z[1:4]], rel=1e-12)
    assert out[0] == 0.0
    assert out[-1] == 1.0


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_every_slope_is_the_central_difference_of_its_squish(name: str) -> None:
    activation = HIDDEN[name]
    z = np.array([-4.0, -0.5, 0.2, 1.5, 6.0])
    a, above, below, slope = (np.empty_like(z) for _ in range(4))
    activation.squish(z, a)
    activation.slope(a, slope)
    activation.squish(z + 1e-6, above)
    activation.squish(z - 1e-6, below)
    np.testing.assert_allclose(slope, (above - below) / 2e-6, rtol=1e-6, atol=1e-9)


def test_relu_is_off_at_its_kink() -> None:
    a, slope = np.array([0.0]), np.array([7.0])
    HIDDEN["relu"].slope(a, slope)
    assert slope[0] == 0.0


def test_softmax_rows_sum_to_one_even_for_huge_inputs() -> None:
    z = np.array([[1000.0, 1000.0, 0.0], [0.0, math.log(3), 0.0]])
    softmax(z, z)
    np.testing.assert_allclose(z, [[0.5, 0.5, 0.0], [0.2, 0.6, 0.2]], atol=1e-12)
