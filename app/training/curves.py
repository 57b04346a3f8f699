"""Training: cost and accuracy of every step since the start of a run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Span:
    """A stretch of the curves.

    Entry i is for steps first + i * size up to the next entry's. With size 1 the entries are
    single values; above, they are (lowest, highest) pairs, so that no spike is lost.
    """

    first: int
    size: int
    costs: Floats
    accuracies: Floats


class Curves:
    """Two growing rows of numbers, one entry for each step, and the test accuracies between."""

    def __init__(self) -> None:
        self._costs = np.empty(1024, np.float32)
        self._accuracies = np.empty(1024, np.float32)
        self._tests: list[tuple[int, float]] = []
        self.steps = 0

    def add(self, cost: float, accuracy: float) -> None:
        """Note what the next step saw."""
        if self.steps == len(self._costs):
            self._costs = np.resize(self._costs, 2 * self.steps)
            self._accuracies = np.resize(self._accuracies, 2 * self.steps)
        self._costs[self.steps] = cost
        self._accuracies[self.steps] = accuracy
        self.steps += 1

    def add_test(self, accuracy: float) -> None:
        """Note the share of test examples read correctly at the present step."""
        self._tests.append((self.steps, accuracy))

    def span(self, first: int, last: int, entries: int) -> Span:
        """Return steps `first` to `last` (counted from 1, both included) in at most `entries`."""
        first, last = max(first, 1), min(last, self.steps)
        count = max(last - first + 1, 0)
        size = max(-(-count // entries), 1)
        costs = self._costs[first - 1 : first - 1 + count]
        accuracies = self._accuracies[first - 1 : first - 1 + count]
        return Span(first, size, _thinned(costs, size), _thinned(accuracies, size))

    def tests(self, after: int, until: int) -> Floats:
        """Return (step, share) pairs, flat, for the tests made after one step until another."""
        # The newest are at the end; a page that keeps up asks for none or one of them.
        found = []
        for step, share in reversed(self._tests):
            if step <= after:
                break
            if step <= until:
                found.append((step, share))
        return np.array(found[::-1], np.float32).reshape(-1)

    @property
    def last_test(self) -> int | None:
        """The step of the newest test, if there was one."""
        return self._tests[-1][0] if self._tests else None


def _thinned(values: Floats, size: int) -> Floats:
    if size == 1:
        return values.copy()
    starts = np.arange(0, len(values), size)
    pairs = np.empty((len(starts), 2), np.float32)
    pairs[:, 0] = np.minimum.reduceat(values, starts)
    pairs[:, 1] = np.maximum.reduceat(values, starts)
    return pairs.reshape(-1)
