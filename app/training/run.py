"""Training: one run from its random weights on, decided to the bit by settings and data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import sgd
from app.core.backprop import Workspace, forward
from app.core.network import fresh
from app.data.dataset import Dataset
from app.training.commands import Refused
from app.training.curves import Curves
from app.training.settings import RunSettings

#: Rows of the buffers: a larger mini-batch is taken in parts, which also suits the caches.
ROOM = 1000
#: The network is tested at these steps, and then every quarter of an epoch.
EARLY_TESTS = (0, 10, 30, 60)


class Run:
    """A network in training, its data, and everything that it has seen.

    Raises Refused when the settings ask for more data than there is.
    """

    def __init__(self, number: int, settings: RunSettings, data: Dataset) -> None:
        self.number = number
        self.settings = settings
        self.train = data.train.restricted(settings.digits, settings.size)
        self.test = data.test.restricted(settings.digits, None)
        if settings.batch > len(self.train):
            raise Refused(
                f"a mini-batch of {settings.batch:,} is larger than the training set, "
                f"which has {len(self.train):,} examples"
            )
        rng = np.random.default_rng(settings.seed)
        self.network = fresh(
            settings.layers, settings.activation, settings.cost, settings.start, rng
        )
        self.shuffler = sgd.Shuffler(len(self.train), settings.batch, rng)
        self.train.prepare(self.shuffler.order)
        self.work = self._workspace(settings.batch)
        self.curves = Curves()
        self.last: sgd.StepResult | None = None
        self.stopped: str | None = None
        self._test_work: Workspace | None = None

    def _workspace(self, rows: int) -> Workspace:
        return Workspace(self.network.sizes, min(rows, ROOM), unit=255)

    @property
    def step(self) -> int:
        """How many mini-batch updates there have been."""
        return self.curves.steps

    @property
    def steps_per_epoch(self) -> int:
        """How many mini-batches make one pass over the training set."""
        return -(-len(self.train) // self.settings.batch)

    def advance(self) -> None:
        """Take one step; when it would overflow, take none and say so in `stopped`."""
        dealt = self.shuffler.deal()

        def fill(start: int, out: NDArray[Any]) -> None:
            self.train.gather_ink(dealt[start : start + len(out)], out)

        rate = self.settings.learning_rate
        try:
            with np.errstate(all="ignore"):
                result = sgd.step(self.network, self.work, fill, self.train.labels[dealt], rate)
        except sgd.Diverged:
            self.stopped = (
                f"the learning rate {rate:g} made the weights overflow at step {self.step + 1}; "
                "go back, or lower it"
            )
            return
        self.last = result
        self.curves.add(result.cost, result.correct / result.size)

    def test_if_due(self) -> None:
        """Measure the test accuracy at the steps that call for it.

        Only reads the network, so it never changes the run. Waits for no image: while the test
        images are still being made, nothing is measured.
        """
        every = max(self.steps_per_epoch // 4, 50)
        due = self.step in EARLY_TESTS or self.step % every == 0
        if due and self.curves.last_test != self.step and self.test.made == len(self.test):
            self.curves.add_test(self.test_accuracy())

    def test_accuracy(self) -> float:
        """Return the share of the test examples that the network reads correctly."""
        if self._test_work is None:
            self._test_work = self._workspace(len(self.test))
        work, correct = self._test_work, 0
        with np.errstate(all="ignore"):
            for start in range(0, len(self.test), work.batch):
                labels = self.test.labels[start : start + work.batch]
                rows = np.arange(start, start + len(labels))
                self.test.gather_ink(rows, work.rows(len(labels)).inputs)
                read = forward(self.network, work, len(labels)).argmax(axis=1)
                correct += int(np.count_nonzero(read == labels))
        return correct / len(self.test)
