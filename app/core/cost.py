"""Core: how wrong the outputs are, and what each output wishes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.core.activations import Array, Integers, sigmoid, sigmoid_slope, softmax


def squares_terms(z: Array, a: Array, y: Array) -> Array:
    """Return the ten terms (a - y)^2, no one half; their sum is the cost of an example."""
    return np.square(a - y)


def squares_pull(a: Array, y: Array, out: Array, scratch: Array) -> float:
    """Write -dC/dz = 2 (y - a) a (1 - a) into `out` and return the summed cost; all (m, n)."""
    np.subtract(y, a, out=out)
    cost = float(np.vdot(out, out))
    sigmoid_slope(a, scratch)
    np.multiply(out, scratch, out=out)
    np.multiply(out, 2.0, out=out)
    return cost


def squares_wish(a: Array, y: Array) -> Array:
    """Return -dC/da = 2 (y - a): what each output activation is asked to do."""
    return 2.0 * (y - a)


def cross_entropy_terms(z: Array, a: Array, y: Array) -> Array:
    """Return the ten terms -y ln a.

    ln a is taken from the pre-activations, z - ln(sum e^z): an activation that has rounded to 0
    would make it infinite.
    """
    # A wanted output of 0 costs nothing, whatever the logarithm says.
    return np.where(y > 0, y * (_log_of_sum(z) - z), 0.0).astype(a.dtype, copy=False)


def cross_entropy_pull(a: Array, y: Array, out: Array, scratch: Array) -> float:
    """Write -dC/dz = y - a into `out` (softmax and logarithm cancel); return the summed cost.

    Expects the pre-activations in `scratch`, for the reason told in `cross_entropy_terms`.
    """
    np.subtract(y, a, out=out)
    np.subtract(_log_of_sum(scratch), scratch, out=scratch)
    return float(np.vdot(y, scratch))


def cross_entropy_wish(a: Array, y: Array) -> Array:
    """Return -dC/dz = y - a: with softmax the wish is one of the pre-activations."""
    return y - a


def _log_of_sum(z: Array) -> Array:
    """Return ln(sum e^z) along the last axis, kept, without overflow."""
    largest = z.max(axis=-1, keepdims=True)
    total: Array = largest + np.log(np.exp(z - largest).sum(axis=-1, keepdims=True))
    return total


@dataclass(frozen=True)
class Cost:
    """A cost with the output activation that belongs to it.

    `pull` is minus the delta of the output layer; `wish` is what the screen shows there. A cost
    that `needs_pre_activations` finds them in the scratch that `pull` is given.
    """

    name: str
    squish: Callable[[Array, Array], None]
    terms: Callable[[Array, Array, Array], Array]
    pull: Callable[[Array, Array, Array, Array], float]
    wish: Callable[[Array, Array], Array]
    needs_pre_activations: bool = False


#: The choices, by name.
COSTS = {
    "squares": Cost("squares", sigmoid, squares_terms, squares_pull, squares_wish),
    "cross_entropy": Cost(
        "cross_entropy", softmax, cross_entropy_terms, cross_entropy_pull, cross_entropy_wish, True
    ),
}


def accuracy(outputs: Array, labels: Integers) -> float:
    """Return the share of rows of `outputs` (m, n) whose largest entry is the label (m,)."""
    return float(np.mean(outputs.argmax(axis=1) == labels))
