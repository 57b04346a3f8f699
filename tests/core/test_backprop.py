import numpy as np
import pytest

from app.core import backprop
from app.core.activations import Array
from app.core.network import Network, fresh, layer_views, network
from tests.core.autodiff import Value, total

CHOICES = [(h, c) for h in ("sigmoid", "relu", "tanh") for c in ("squares", "cross_entropy")]
SHAPES = [(5, 4, 3), (7, 6, 5, 4), (3, 2), (6, 8, 4, 3, 5)]


def example(
    sizes: tuple[int, ...], hidden: str, cost: str, start: str = "lecture", seed: int = 3
) -> tuple[Network, Array, Array]:
    rng = np.random.default_rng(seed)
    net = fresh(sizes, hidden, cost, start, rng, np.float64)
    wanted = np.zeros(sizes[-1])
    wanted[rng.integers(sizes[-1])] = 1.0
    return net, rng.random(sizes[0]), wanted


def cost_of(net: Network, x: Array, y: Array) -> float:
    """The cost by three plain lines, sharing nothing with the code under test but the squish."""
    a = net.forward(x)[-1]
    if net.cost.name == "squares":
        return float(((a - y) ** 2).sum())
    return float(-(y * np.log(a)).sum())


def central_differences(net: Network, x: Array, y: Array, h: float = 1e-5) -> Array:
    slopes = np.empty_like(net.parameters)
    for i in range(len(slopes)):
        kept = net.parameters[i]
        net.parameters[i] = kept + h
        above = cost_of(net, x, y)
        net.parameters[i] = kept - h
        slopes[i] = (above - cost_of(net, x, y)) / (2 * h)
        net.parameters[i] = kept
    return slopes


def autodiff(net: Network, x: Array, y: Array) -> tuple[Array, list[Array]]:
    """Gradient of the parameters, and of every layer's activations, by the scalar autodiff."""
    levers = [Value(float(p)) for p in net.parameters]
    layer_activations, start = [[Value(float(v)) for v in x]], 0
    for depth, (n_in, n_out) in enumerate(zip(net.sizes, net.sizes[1:], strict=False)):
        before, zs = layer_activations[-1], []
        for j in range(n_out):
            terms = [levers[start + k * n_out + j] * before[k] for k in range(n_in)]
            zs.append(total([*terms, levers[start + n_in * n_out + j]]))
        start += (n_in + 1) * n_out
        if depth < len(net.sizes) - 2:
            layer_activations.append([getattr(z, net.hidden.name)() for z in zs])
        elif net.cost.name == "squares":
            layer_activations.append([z.sigmoid() for z in zs])
        else:
            whole = total([z.exp() for z in zs]).inverse()
            layer_activations.append([z.exp() * whole for z in zs])
    outputs = layer_activations[-1]
    if net.cost.name == "squares":
        cost = total([(a - float(t)) * (a - float(t)) for a, t in zip(outputs, y, strict=True)])
    else:
        cost = -total([a.log() * float(t) for a, t in zip(outputs, y, strict=True)])
    cost.backward()
    grads = [np.array([a.grad for a in layer]) for layer in layer_activations]
    return np.array([lever.grad for lever in levers]), grads


def relative_errors(got: Array, truth: Array, sizes: tuple[int, ...]) -> list[float]:
    pairs = zip(layer_views(got, sizes), layer_views(truth, sizes), strict=True)
    return [float(np.linalg.norm(g - t) / np.linalg.norm(t)) for g, t in pairs]


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize(("hidden", "cost"), CHOICES)
def test_nudges_are_minus_the_central_differences(
    sizes: tuple[int, ...], hidden: str, cost: str
) -> None:
    net, x, y = example(sizes, hidden, cost)
    nudges = backprop.trace(net, x, y).nudges
    assert max(relative_errors(nudges, -central_differences(net, x, y), sizes)) < 1e-6


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize(("hidden", "cost"), CHOICES)
def test_nudges_are_minus_the_gradient_of_the_scalar_autodiff(
    sizes: tuple[int, ...], hidden: str, cost: str
) -> None:
    net, x, y = example(sizes, hidden, cost, start="scaled")
    gradient, _ = autodiff(net, x, y)
    nudges = backprop.trace(net, x, y).nudges
    assert max(relative_errors(nudges, -gradient, sizes)) < 1e-6


@pytest.mark.parametrize(("hidden", "cost"), CHOICES)
def test_wishes_are_minus_the_slope_of_the_cost_by_each_activation(hidden: str, cost: str) -> None:
    net, x, y = example((6, 5, 4, 3), hidden, cost)
    _, slopes = autodiff(net, x, y)
    wishes = backprop.trace(net, x, y).wishes
    for wish, slope in zip(wishes[:-1], slopes[1:-1], strict=True):
        np.testing.assert_allclose(wish, -slope, rtol=1e-9, atol=1e-12)
    if cost == "squares":
        np.testing.assert_allclose(wishes[-1], -slopes[-1], rtol=1e-9)


def test_the_output_wish_of_softmax_is_that_of_the_pre_activation() -> None:
    net, x, y = example((6, 5, 4), "relu", "cross_entropy")
    seen = backprop.trace(net, x, y)
    np.testing.assert_allclose(seen.wishes[-1], y - seen.activations[-1])
    np.testing.assert_allclose(seen.wishes[-1], -seen.deltas[-1])


@pytest.mark.parametrize(("hidden", "cost"), CHOICES)
def test_columns_of_the_desires_sum_to_the_wish_of_the_layer_before(hidden: str, cost: str) -> None:
    net, x, y = example((6, 5, 4, 3), hidden, cost)
    seen = backprop.trace(net, x, y)
    for desires, wish in zip(seen.desires[1:], seen.wishes, strict=False):
        np.testing.assert_allclose(desires.sum(axis=0), wish, rtol=1e-12)
    # The pixels have wishes too: the first layer's column sums are minus dC/dx.
    _, slopes = autodiff(net, x, y)
    np.testing.assert_allclose(seen.desires[0].sum(axis=0), -slopes[0], rtol=1e-9, atol=1e-12)


def test_deltas_are_minus_the_nudges_of_the_biases() -> None:
    net, x, y = example((6, 5, 4), "tanh", "squares")
    seen = backprop.trace(net, x, y)
    for layer, delta in zip(layer_views(seen.nudges, net.sizes), seen.deltas, strict=True):
        np.testing.assert_array_equal(layer[-1], -delta)


def test_cost_terms_of_a_trace_sum_to_the_cost_by_hand() -> None:
    for hidden, cost in CHOICES:
        net, x, y = example((6, 5, 4), hidden, cost)
        assert backprop.trace(net, x, y).cost == pytest.approx(cost_of(net, x, y), rel=1e-12)


@pytest.mark.parametrize("sizes", [(5, 4, 3), (9, 7, 6, 5, 4)])
@pytest.mark.parametrize(("hidden", "cost"), CHOICES)
def test_mean_of_single_nudges_is_the_mean_nudge_of_the_batch(
    sizes: tuple[int, ...], hidden: str, cost: str
) -> None:
    rng = np.random.default_rng(1)
    net, _, _ = example(sizes, hidden, cost)
    # A batch of 8 with room for 12: what lies beyond the eighth must not count.
    work = backprop.Workspace(sizes, 12, np.float64)
    images, labels = rng.random((8, sizes[0])), rng.integers(sizes[-1], size=8)
    work.rows(8).inputs[:] = images
    work.rows(8).want(labels)
    batch_cost = backprop.mean_nudge(net, work, 8)
    wanted = np.eye(sizes[-1])
    singles = [backprop.trace(net, x, wanted[k]) for x, k in zip(images, labels, strict=True)]
    mean = np.mean([s.nudges for s in singles], axis=0)
    assert max(relative_errors(work.mean_nudge, mean, sizes)) < 1e-12
    assert batch_cost == pytest.approx(np.mean([s.cost for s in singles]), rel=1e-12)


def test_pixels_kept_as_bytes_give_the_same_nudges() -> None:
    rng = np.random.default_rng(2)
    net, _, _ = example((30, 7, 6, 5), "tanh", "squares")
    ink, labels, nudges = rng.integers(0, 256, (12, 30)), rng.integers(5, size=12), []
    for unit in (1.0, 255.0):
        work = backprop.Workspace(net.sizes, 12, np.float64, unit)
        work.rows(12).inputs[:] = ink * unit / 255
        work.rows(12).want(labels)
        backprop.mean_nudge(net, work, 12)
        nudges.append(work.mean_nudge)
    np.testing.assert_allclose(nudges[0], nudges[1], rtol=1e-10, atol=1e-15)


def test_the_lectures_network_has_13002_true_nudges() -> None:
    net, x, y = example((784, 16, 16, 10), "sigmoid", "squares", start="scaled")
    nudges = backprop.trace(net, x, y).nudges
    assert nudges.shape == (13_002,)
    rng = np.random.default_rng(0)
    picked = rng.choice(13_002, 200, replace=False)
    h = 1e-4
    for i in picked:
        moved = net.parameters.copy()
        moved[i] += h
        above = cost_of(network(net.sizes, "sigmoid", "squares", moved), x, y)
        moved[i] -= 2 * h
        below = cost_of(network(net.sizes, "sigmoid", "squares", moved), x, y)
        assert nudges[i] == pytest.approx(-(above - below) / (2 * h), rel=1e-5, abs=1e-9)


def test_a_float32_batch_agrees_with_float64() -> None:
    rng = np.random.default_rng(5)
    net, _, _ = example((784, 16, 16, 10), "sigmoid", "squares", start="scaled")
    images, labels = rng.random((100, 784)), rng.integers(10, size=100)
    results = []
    for dtype in (np.float32, np.float64):
        work = backprop.Workspace(net.sizes, 100, dtype)
        work.rows(100).inputs[:] = images
        work.rows(100).want(labels)
        backprop.mean_nudge(net.astype(dtype), work, 100)
        results.append(work.mean_nudge.astype(np.float64))
    assert max(relative_errors(results[0], results[1], net.sizes)) < 1e-4
