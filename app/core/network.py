"""Core: the network itself, one flat vector of parameters seen as layers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike

from app.core.activations import HIDDEN, Activation, Array
from app.core.cost import COSTS, Cost


def parameter_count(sizes: Sequence[int]) -> int:
    """Return how many weights and biases a network with these layer sizes has."""
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def layer_views(flat: Array, sizes: Sequence[int]) -> list[Array]:
    """Return the flat vector (parameters,) as matrices A[l] of shape (n_in + 1, n_out).

    Row k of A[l] holds the weights out of neuron k of the layer before; the last row the biases.
    """
    views, start = [], 0
    for n_in, n_out in pairwise(sizes):
        stop = start + (n_in + 1) * n_out
        views.append(flat[start:stop].reshape(n_in + 1, n_out))
        start = stop
    return views


@dataclass(frozen=True)
class Network:
    """Layer sizes, the hidden activation, the cost, and the parameters.

    `parameters` is one flat vector; `layers` are views of it, so changing the vector in place
    changes the network.
    """

    sizes: tuple[int, ...]
    hidden: Activation
    cost: Cost
    parameters: Array
    layers: tuple[Array, ...]

    def weights(self, layer: int) -> Array:
        """Return W of a layer (0 = the first after the input) as (n_out, n_in), a view."""
        weights: Array = self.layers[layer][:-1].T
        return weights

    def biases(self, layer: int) -> Array:
        """Return b of a layer as (n_out,), a view."""
        biases: Array = self.layers[layer][-1]
        return biases

    def forward(self, x: Array) -> list[Array]:
        """Return the activations of all layers, input first; `x` is (n_0,) or (m, n_0)."""
        return [a for _, a in self.forward_steps(x)]

    def forward_steps(self, x: Array) -> list[tuple[Array, Array]]:
        """Return (pre-activation, activation) of all layers; the input counts as both."""
        steps = [(x, x)]
        for i, layer in enumerate(self.layers):
            z = steps[-1][1] @ layer[:-1] + layer[-1]
            a = np.empty_like(z)
            last = i == len(self.layers) - 1
            (self.cost.squish if last else self.hidden.squish)(z, a)
            steps.append((z, a))
        return steps

    def astype(self, dtype: DTypeLike) -> "Network":
        """Return a copy with parameters of another precision."""
        return network(self.sizes, self.hidden.name, self.cost.name, self.parameters.astype(dtype))


def network(sizes: Sequence[int], hidden: str, cost: str, parameters: Array) -> Network:
    """Build a network around a flat vector of parameters, which it keeps and does not copy."""
    if parameters.shape != (parameter_count(sizes),):
        raise ValueError(
            f"layers {list(sizes)} have {parameter_count(sizes)} parameters, "
            f"not an array of shape {parameters.shape}"
        )
    views = tuple(layer_views(parameters, sizes))
    return Network(tuple(sizes), HIDDEN[hidden], COSTS[cost], parameters, views)


def fresh(
    sizes: Sequence[int],
    hidden: str,
    cost: str,
    start: str,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float32,
) -> Network:
    """Return a network with random parameters.

    `start` is "scaled": weights N(0, 1/fan-in), or N(0, 2/fan-in) before ReLU neurons (He et al.
    2015), biases 0; or "lecture": weights and biases N(0, 1).
    """
    flat = rng.standard_normal(parameter_count(sizes))
    if start == "scaled":
        views = layer_views(flat, sizes)
        for i, layer in enumerate(views):
            gain = 2.0 if hidden == "relu" and i < len(views) - 1 else 1.0
            layer[:-1] *= math.sqrt(gain / (layer.shape[0] - 1))
            layer[-1] = 0.0
    return network(sizes, hidden, cost, flat.astype(dtype))
