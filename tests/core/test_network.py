import numpy as np
import pytest

from app.core.network import fresh, network, parameter_count


def test_the_lectures_network_has_13002_parameters() -> None:
    assert parameter_count((784, 16, 16, 10)) == 13_002


def test_weights_and_biases_are_views_of_the_flat_vector() -> None:
    net = network((2, 3, 1), "sigmoid", "squares", np.zeros(13, np.float32))
    # Weight from neuron 1 before to neuron 2: row 1, column 2 of the first matrix.
    net.parameters[1 * 3 + 2] = 5.0
    net.parameters[2 * 3 + 0] = 7.0
    assert net.weights(0)[2, 1] == 5.0
    assert net.biases(0)[0] == 7.0
    assert net.weights(1).shape == (1, 3)


def test_forward_is_the_three_line_loop() -> None:
    rng = np.random.default_rng(0)
    net = fresh((4, 3, 2), "sigmoid", "squares", "lecture", rng, np.float64)
    x = rng.random((5, 4))
    for row, expected in zip(x, net.forward(x)[-1], strict=True):
        a = row
        for layer in range(2):
            a = 1 / (1 + np.exp(-(net.weights(layer) @ a + net.biases(layer))))
        np.testing.assert_allclose(expected, a, rtol=1e-12)


def test_a_vector_of_the_wrong_length_is_refused_with_both_numbers() -> None:
    with pytest.raises(ValueError, match=r"13002 parameters, not an array of shape \(10,\)"):
        network((784, 16, 16, 10), "sigmoid", "squares", np.zeros(10, np.float32))


@pytest.mark.parametrize(("hidden", "gain"), [("sigmoid", 1), ("tanh", 1), ("relu", 2)])
def test_scaled_weights_have_the_variance_of_their_fan_in(hidden: str, gain: int) -> None:
    net = fresh((784, 400, 10), hidden, "squares", "scaled", np.random.default_rng(1))
    assert net.weights(0).var() == pytest.approx(gain / 784, rel=0.02)
    assert net.weights(1).var() == pytest.approx(1 / 400, rel=0.08)
    assert not net.biases(0).any()
    assert net.parameters.dtype == np.float32


def test_the_lectures_start_has_unit_weights_and_biases() -> None:
    net = fresh((784, 400, 10), "sigmoid", "squares", "lecture", np.random.default_rng(1))
    assert net.weights(0).std() == pytest.approx(1, rel=0.02)
    assert net.biases(0).std() == pytest.approx(1, rel=0.15)


def test_the_same_generator_gives_the_same_network() -> None:
    a, b = (fresh((5, 4, 3), "tanh", "squares", "scaled", np.random.default_rng(9)) for _ in "ab")
    np.testing.assert_array_equal(a.parameters, b.parameters)
