"""Training: a model from data to file, without anybody watching; what `nudge train` does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.activations import Array
from app.core.backprop import Workspace
from app.core.cost import accuracy
from app.core.network import Network, fresh
from app.core.sgd import Shuffler, step
from app.data.dataset import Examples
from app.training.augment import varied
from app.training.models import Model

#: Called with the steps made, all steps, the mean cost of late, and the share of test digits
#: read correctly when it was just measured.
Progress = Callable[[int, int, float, float | None], None]

_REPORT = 100  # steps between two reports
_JUDGED = 1000  # test digits read at once


@dataclass(frozen=True)
class Plan:
    """How to train: with the data and the machine's arithmetic it decides the model to the bit."""

    layers: tuple[int, ...] = (784, 16, 16, 10)
    activation: str = "sigmoid"
    cost: str = "squares"
    epochs: int = 10
    batch: int = 100
    learning_rate: float = 5.0
    decay: bool = True
    augment: float = 0.0  # 0 is off, 1 the deviations of augment.py
    seed: int = 0

    @property
    def settings(self) -> dict[str, Any]:
        """What the provenance says beside layers, activation and cost, which the file has."""
        names = ("epochs", "batch", "learning_rate", "decay", "augment")
        return {name: getattr(self, name) for name in names}


class Mixture:
    """Several training sets, dealt as one."""

    def __init__(self, sources: Sequence[Examples]) -> None:
        self._sources = sources
        self._starts = np.cumsum([0, *(len(source) for source in sources)])
        self.labels = np.concatenate([source.labels for source in sources])

    def gather(self, indices: NDArray[np.intp], out: NDArray[np.float32]) -> None:
        """Write the images as pixel/255 into `out` (m, 784)."""
        whose = np.searchsorted(self._starts, indices, side="right") - 1
        for number, source in enumerate(self._sources):
            mine = np.flatnonzero(whose == number)
            images = np.empty((len(mine), out.shape[1]), np.float32)
            source.gather(indices[mine] - self._starts[number], images)
            out[mine] = images


def train(
    sources: Sequence[Examples],
    test: Examples,
    plan: Plan,
    progress: Progress = lambda done, steps, cost, accuracy: None,
) -> tuple[Network, float]:
    """Return a network trained on the sources, and the share of the test digits it reads."""
    rng = np.random.default_rng(plan.seed)
    mixture = Mixture(sources)
    network = fresh(plan.layers, plan.activation, plan.cost, "scaled", rng)
    work = Workspace(network.sizes, plan.batch)
    shuffler = Shuffler(len(mixture.labels), plan.batch, rng)
    an_epoch = -(-len(mixture.labels) // plan.batch)
    steps, lately, read = an_epoch * plan.epochs, 0.0, 0.0

    for done in range(1, steps + 1):
        rows = shuffler.deal()
        images = np.empty((len(rows), plan.layers[0]), np.float32)
        mixture.gather(rows, images)
        if plan.augment:
            images = varied(images, rng, plan.augment)
        rate = plan.learning_rate * ((steps - done + 1) / steps if plan.decay else 1)
        result = step(network, work, _filling(images), mixture.labels[rows], rate)
        lately += (result.cost - lately) / min(done, _REPORT)
        if done % an_epoch == 0:
            read = judge(network, test)
            progress(done, steps, lately, read)
        elif done % _REPORT == 0:
            progress(done, steps, lately, None)
    return network, read


def judge(network: Network, test: Examples) -> float:
    """Return the share of the examples that the network reads correctly."""
    right = 0.0
    for start in range(0, len(test), _JUDGED):
        rows = np.arange(start, min(start + _JUDGED, len(test)))
        images = np.empty((len(rows), network.sizes[0]), np.float32)
        test.gather(rows, images)
        right += accuracy(network.forward(images)[-1], test.labels[rows]) * len(rows)
    return right / len(test)


def model(
    name: str, network: Network, plan: Plan, data: Sequence[str], judged: str, read: float,
    command: str,
) -> Model:  # fmt: skip
    """Return the model with its provenance; `judged` is the set that `read` was measured on."""
    provenance: dict[str, Any] = {
        "data": list(data),
        "seed": plan.seed,
        "settings": plan.settings,
        # What everybody compares are MNIST's test digits; others go by another name.
        "test_accuracy" if judged == "mnist" else f"{judged}_accuracy": round(read, 6),
        "command": command,
    }
    return Model(name, network, provenance)


def _filling(images: NDArray[np.float32]) -> Callable[[int, Array], None]:
    def fill(start: int, out: Array) -> None:
        out[:] = images[start : start + len(out)]

    return fill
