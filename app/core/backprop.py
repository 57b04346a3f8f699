"""Core: backpropagation, once for a single example and once for a mini-batch.

The conventions are the lecture's: C = sum (a - y)^2 without one half, a *wish* is the way an
activation should go (-dC/da), a *nudge* the way a weight or bias should go. Nudges are therefore
minus the gradient, and a step adds them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from app.core.activations import Array, Integers
from app.core.network import Network, layer_views, parameter_count


@dataclass(frozen=True)
class Trace:
    """Everything that one example says about the network; lists run from the first layer on.

    `pre_activations`, `slopes`, `deltas`, `wishes` and `desires` have one entry per layer after
    the input; `activations` starts with the input. `desires[l]` is (n_l, n_{l-1}): what neuron j
    of layer l asks of neuron k before it, so its column sums are the wish of the layer before.
    """

    activations: list[Array]
    pre_activations: list[Array]
    slopes: list[Array]
    cost_terms: Array
    cost: float
    deltas: list[Array]
    wishes: list[Array]
    desires: list[Array]
    nudges: Array


def trace(network: Network, x: Array, y: Array) -> Trace:
    """Follow one example (n_0,) with its wanted outputs (n_L,) forwards and back."""
    steps = network.forward_steps(x)
    activations = [a for _, a in steps]
    slopes = [np.empty_like(a) for a in activations[1:]]
    for a, slope in zip(activations[1:-1], slopes[:-1], strict=True):
        network.hidden.slope(a, slope)
    output = activations[-1]
    before_squish = steps[-1][0]
    pull, scratch = np.empty_like(output), before_squish.copy()
    network.cost.pull(output, y, pull, scratch)
    # With softmax no slope stands between the wish and the delta: it is part of the sum.
    slopes[-1][:] = scratch if network.cost.name == "squares" else 1.0

    terms = network.cost.terms(before_squish, output, y)
    deltas, wishes = [-pull], [network.cost.wish(output, y)]
    desires: list[Array] = []
    for layer in range(len(network.layers) - 1, -1, -1):
        # One row per neuron j of this layer: -delta_j times its weights to the layer before.
        desires.insert(0, -deltas[0][:, None] * network.weights(layer))
        if layer > 0:
            wishes.insert(0, desires[0].sum(axis=0))
            deltas.insert(0, -wishes[0] * slopes[layer - 1])
    return Trace(
        activations=activations,
        pre_activations=[z for z, _ in steps[1:]],
        slopes=slopes,
        cost_terms=terms,
        cost=float(terms.sum()),
        deltas=deltas,
        wishes=wishes,
        desires=desires,
        nudges=_nudges(network, activations, deltas),
    )


def _nudges(network: Network, activations: list[Array], deltas: list[Array]) -> Array:
    """Return -dC/dw for every weight and bias, in the order of the parameters."""
    flat = np.empty_like(network.parameters, dtype=deltas[0].dtype)
    for layer, a, delta in zip(layer_views(flat, network.sizes), activations, deltas, strict=False):
        np.outer(a, -delta, out=layer[:-1])
        layer[-1] = -delta
    return flat


class Workspace:
    """The buffers of a mini-batch, made once and filled again at every step.

    Every activation buffer but the last has one column more than the layer has neurons, always 1:
    with it the biases are just another row of weights, and one product does both. The input
    buffer may be kept in another unit: with `unit` 255 the pixels go in as the bytes that they
    are, and the products are divided afterwards, where there are 16 columns instead of 784.
    """

    def __init__(
        self, sizes: tuple[int, ...], batch: int, dtype: DTypeLike = np.float32, unit: float = 1.0
    ) -> None:
        self.batch = batch
        self.per_unit = 1.0 / unit
        self.folded = [np.ones((batch, n + 1), dtype) for n in sizes[:-1]]
        self.folded[0][:, -1] = unit
        self.outputs = np.empty((batch, sizes[-1]), dtype)
        self.targets = np.zeros((batch, sizes[-1]), dtype)
        self.pulls = [np.zeros((batch, n + 1), dtype) for n in sizes[1:-1]]
        self.output_pull = np.empty((batch, sizes[-1]), dtype)
        self.slopes = [np.empty((batch, n + 1), dtype) for n in sizes[1:-1]]
        self.scratch = np.empty((batch, sizes[-1]), dtype)
        self.mean_nudge = np.zeros(parameter_count(sizes), dtype)
        self.nudge_layers = layer_views(self.mean_nudge, sizes)
        self.moved = np.empty_like(self.mean_nudge)
        self.ones = np.ones_like(self.mean_nudge)
        self._rows: dict[int, Rows] = {}

    def rows(self, m: int) -> "Rows":
        """Return the buffers' first m rows; an epoch has two sorts of mini-batch, so they are kept.

        (Slicing anew at every step costs 5 of its 150 microseconds.)
        """
        if m not in self._rows:
            self._rows[m] = Rows(self, m)
        return self._rows[m]


class Rows:
    """The first m rows of a workspace's buffers: views, named as there."""

    def __init__(self, work: Workspace, m: int) -> None:
        self.numbers = np.arange(m)
        self.folded = [a[:m] for a in work.folded]
        self.neurons = [a[:m, :-1] for a in work.folded]
        self.transposed = [a[:m].T for a in work.folded]
        self.ones = [a[:m, -1] for a in work.folded]
        self.outputs = work.outputs[:m]
        self.targets = work.targets[:m]
        self.pulls = [a[:m] for a in work.pulls]
        self.pulls_of_neurons = [a[:m, :-1] for a in work.pulls]
        self.output_pull = work.output_pull[:m]
        self.slopes = [a[:m] for a in work.slopes]
        self.scratch = work.scratch[:m]

    @property
    def inputs(self) -> Array:
        """The place for the pixels, (m, n_0), in the workspace's unit."""
        return self.neurons[0]

    def want(self, labels: Integers) -> None:
        """Set the wanted outputs to the one-hot rows of `labels` (m,)."""
        self.targets.fill(0.0)
        self.targets[self.numbers, labels] = 1.0


def forward(network: Network, work: Workspace, m: int) -> Array:
    """Run the first m examples of the workspace forwards; return the outputs (m, n_L)."""
    rows, last = work.rows(m), len(network.layers) - 1
    for i, layer in enumerate(network.layers):
        z = rows.outputs if i == last else rows.neurons[i + 1]
        np.matmul(rows.folded[i], layer, out=z)
        # Working on the column of ones too, and mending it, is three times as fast as walking
        # around it: the buffer is then one piece of memory.
        whole = rows.outputs if i == last else rows.folded[i + 1]
        if i == 0 and work.per_unit != 1.0:
            np.multiply(whole, work.per_unit, out=whole)
        if i == last and network.cost.needs_pre_activations:
            np.copyto(rows.scratch, z)
        (network.cost.squish if i == last else network.hidden.squish)(whole, whole)
        if i < last:
            rows.ones[i + 1].fill(1.0)
    return rows.outputs


def mean_nudge(network: Network, work: Workspace, m: int) -> float:
    """Fill `work.mean_nudge` from the first m examples and return their mean cost.

    Expects the inputs and the targets in place. The mean nudge is minus the gradient of the mean
    cost. What is carried backwards is the *pull* -delta/m, so that each product is a mean nudge
    at once; the pixels get none, because nobody can change a pixel.
    """
    outputs, rows = forward(network, work, m), work.rows(m)
    pull = rows.output_pull
    cost = network.cost.pull(outputs, rows.targets, pull, rows.scratch)
    np.multiply(pull, 1.0 / m, out=pull)
    for i in range(len(network.layers) - 1, 0, -1):
        np.matmul(rows.transposed[i], pull, out=work.nudge_layers[i])
        before = rows.pulls_of_neurons[i - 1]
        np.matmul(pull, network.layers[i][:-1].T, out=before)
        network.hidden.slope(rows.folded[i], rows.slopes[i - 1])
        # In one piece again: what this makes of the column of ones, nobody reads.
        np.multiply(rows.pulls[i - 1], rows.slopes[i - 1], out=rows.pulls[i - 1])
        pull = before
    if work.per_unit != 1.0:
        np.multiply(pull, work.per_unit, out=pull)
    np.matmul(rows.transposed[0], pull, out=work.nudge_layers[0])
    return cost / m
