"""Core: shuffled mini-batches, and the step downhill that each of them asks for."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.activations import Array, Integers
from app.core.backprop import Workspace, mean_nudge
from app.core.network import Network


class Diverged(Exception):
    """A step would have made the parameters infinite or not a number; it was not taken."""


class Shuffler:
    """Deals the indices of a training set into mini-batches, reshuffled for every epoch.

    The last mini-batch of an epoch is short when the batch does not divide the set.
    """

    def __init__(self, count: int, batch: int, rng: np.random.Generator) -> None:
        self.batch = batch
        self.epoch = 0
        self.position = 0
        self.order: NDArray[np.intp] = np.arange(count, dtype=np.intp)
        self._rng = rng
        rng.shuffle(self.order)

    def deal(self) -> NDArray[np.intp]:
        """Return the indices (m,) of the next mini-batch: a view, good until the next call."""
        if self.position >= len(self.order):
            self._rng.shuffle(self.order)
            self.epoch += 1
            self.position = 0
        dealt = self.order[self.position : self.position + self.batch]
        self.position += len(dealt)
        return dealt

    @property
    def epochs_done(self) -> int:
        """How many whole passes over the set have been dealt."""
        return self.epoch + (self.position >= len(self.order))


@dataclass(frozen=True)
class StepResult:
    """What one step saw before it moved: mean cost, and how many of `size` were read correctly."""

    cost: float
    correct: int
    size: int


#: Writes the inputs of the examples from `start` on into `out` (m, n_0), in the workspace's unit.
Fill = Callable[[int, Array], None]


def step(
    network: Network, work: Workspace, fill: Fill, labels: Integers, rate: float
) -> StepResult:
    """Move the parameters by rate * mean nudge of the mini-batch that `labels` (m,) belong to.

    A mini-batch larger than the workspace is taken in parts, whose nudges are averaged. Raises
    Diverged, with the parameters as they were, when the result would not be finite.
    """
    if len(labels) > work.batch:
        result = _nudge_in_parts(network, work, fill, labels)
    else:
        result = _nudge(network, work, fill, labels, 0)
    apply(network, work, rate)
    return result


def _nudge(
    network: Network, work: Workspace, fill: Fill, labels: Integers, start: int
) -> StepResult:
    m = len(labels)
    rows = work.rows(m)
    fill(start, rows.inputs)
    rows.want(labels)
    cost = mean_nudge(network, work, m)
    correct = int(np.count_nonzero(rows.outputs.argmax(axis=1) == labels))
    return StepResult(cost, correct, m)


def _nudge_in_parts(network: Network, work: Workspace, fill: Fill, labels: Integers) -> StepResult:
    mean, cost, correct = np.zeros_like(work.mean_nudge), 0.0, 0
    for start in range(0, len(labels), work.batch):
        part = _nudge(network, work, fill, labels[start : start + work.batch], start)
        share = part.size / len(labels)
        mean += work.mean_nudge * mean.dtype.type(share)
        cost += part.cost * share
        correct += part.correct
    work.mean_nudge[:] = mean
    return StepResult(cost, correct, len(labels))


def apply(network: Network, work: Workspace, rate: float) -> None:
    """Add rate * mean nudge to the parameters in place, all at once, or raise Diverged."""
    moved = work.moved
    np.multiply(work.mean_nudge, rate, out=moved)
    np.add(moved, network.parameters, out=moved)
    # One sum tells for all: an infinity or a NaN anywhere makes it infinite or a NaN. As a
    # product with ones it takes a quarter of the time of a sum.
    if not math.isfinite(np.dot(moved, work.ones)):
        raise Diverged
    network.parameters[:] = moved
