"""Training: the live run of a room, and what can be done to it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import backprop
from app.data.dataset import Dataset, DatasetError
from app.training.commands import Refused
from app.training.run import Run
from app.training.settings import MAX_SEED, RunSettings, SettingsError
from app.training.snapshot import Snapshot

#: How many resets, configurations and new weights can be taken back.
UNDO_DEPTH = 8


@dataclass(frozen=True, eq=False)
class Example:
    """What is on the stage: a training example (with its index) or a drawing."""

    pixels: NDArray[np.uint8]
    label: int | None
    index: int | None

    @property
    def is_drawing(self) -> bool:
        """Whether a person drew it."""
        return self.index is None


@dataclass(frozen=True)
class Reading:
    """What the network in training says about a drawing, at which step."""

    digit: int
    activations: list[list[float]]
    step: int


class Session:
    """One run at a time, those before it that can be had back, and the example on the stage.

    Not thread-safe: the room calls it from one place at a time.
    """

    def __init__(self, settings: RunSettings, load: Callable[[str], Dataset]) -> None:
        self._load = load
        self._runs_made = 0
        self._shelf: list[tuple[str, Run]] = []
        self.run = self._new_run(settings)
        self.example = self._training_example(0)

    # -- training

    def advance(self) -> None:
        """Take one step, and test the network where that is due."""
        self.run.advance()
        self.run.test_if_due()

    # -- commands

    def set_rate(self, rate: float) -> None:
        """Change the learning rate; the run goes on."""
        self.run.settings = self._changed({"learning_rate": rate})
        self.run.stopped = None

    def reset(self, seed: int | None) -> None:
        """Start again at step 0, from the run's own seed or another."""
        changes = {} if seed is None else {"seed": seed}
        self._start_again("reset", self._changed(changes))

    def new_weights(self) -> None:
        """Start again at step 0 from a seed that nobody chose."""
        self._start_again("new_weights", self._changed({"seed": secrets.randbelow(MAX_SEED + 1)}))

    def configure(self, changes: dict[str, Any]) -> None:
        """Start again at step 0 with some settings changed; refuse without changing anything."""
        self._start_again("configure", self._changed(changes))

    def undo(self) -> None:
        """Go back to the run that the last reset, new weights or configure put away."""
        if not self._shelf:
            raise Refused("there is nothing to undo: no reset, new weights or new settings yet")
        _, run = self._shelf.pop()
        # A page tells runs apart by their number; one that comes back is another run to it.
        self._runs_made += 1
        run.number = self._runs_made
        self.run = run
        self._keep_example()

    @property
    def can_undo(self) -> str | None:
        """What `undo` would take back: "reset", "new_weights", "configure" or nothing."""
        return self._shelf[-1][0] if self._shelf else None

    def show_example(self, index: int) -> None:
        """Put a training example on the stage."""
        if not 0 <= index < len(self.run.train):
            raise Refused(
                f"there is no example {index}: the training set has 0 to {len(self.run.train) - 1}"
            )
        self.example = self._training_example(index)

    def show_drawing(self, pixels: NDArray[np.uint8], label: int | None) -> None:
        """Put a drawing on the stage."""
        self.example = Example(pixels, label, None)

    def read(self, pixels: NDArray[np.uint8]) -> Reading:
        """Let the network, as it is now, read 784 bytes of ink."""
        with np.errstate(all="ignore"):
            layers = self.run.network.astype(np.float64).forward(pixels / 255.0)[1:]
        return Reading(
            int(layers[-1].argmax()), [[float(a) for a in layer] for layer in layers], self.run.step
        )

    # -- what it looks like

    def snapshot(self, heavy: bool) -> Snapshot:
        """Freeze this moment; `heavy` adds the parameters and the mean nudge."""
        run = self.run
        layers, wishes = self._trace()
        return Snapshot(
            run=run.number,
            step=run.step,
            epoch=run.shuffler.epochs_done,
            cost=run.last.cost if run.last else float("nan"),
            accuracy=run.last.correct / run.last.size if run.last else float("nan"),
            example=self.example.index,
            activations=layers,
            activations_fit_bytes=run.settings.activation == "sigmoid",
            wishes=wishes,
            parameters=run.network.parameters.copy() if heavy else None,
            mean_nudge=run.work.mean_nudge.copy() if heavy else None,
            curves=run.curves,
        )

    def _trace(self) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """Return activations, and wishes when the wanted digit is known, of the example."""
        # Exact in float64 from the float32 parameters: these numbers are for people to check.
        network, x = self.run.network.astype(np.float64), self.example.pixels / 255.0
        # Weights on their way to overflow make numbers that float32 cannot hold: shown as infinite.
        with np.errstate(all="ignore"):
            if self.example.label is None:
                return np.concatenate(network.forward(x)).astype(np.float32), None
            wanted = np.zeros(network.sizes[-1])
            wanted[self.example.label] = 1.0
            seen = backprop.trace(network, x, wanted)
            wishes = np.concatenate(seen.wishes).astype(np.float32)
            return np.concatenate(seen.activations).astype(np.float32), wishes

    def _changed(self, changes: dict[str, Any]) -> RunSettings:
        try:
            return self.run.settings.changed(changes)
        except SettingsError as error:
            raise Refused(str(error)) from None

    def _start_again(self, what: str, settings: RunSettings) -> None:
        run = self._new_run(settings)
        self._shelf.append((what, self.run))
        del self._shelf[:-UNDO_DEPTH]
        self.run = run
        self._keep_example()

    def _new_run(self, settings: RunSettings) -> Run:
        try:
            run = Run(self._runs_made + 1, settings, self._load(settings.dataset))
        except DatasetError as error:
            raise Refused(str(error)) from None
        self._runs_made += 1
        run.test_if_due()
        return run

    def _keep_example(self) -> None:
        """Keep the drawing, or the same number in what may be another training set."""
        if self.example.index is not None:
            self.example = self._training_example(min(self.example.index, len(self.run.train) - 1))

    def _training_example(self, index: int) -> Example:
        return Example(self.run.train.pixels(index), int(self.run.train.labels[index]), index)
