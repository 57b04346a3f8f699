"""Training: the things that one can ask of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Refused(Exception):
    """A command that cannot be obeyed; the message says what was expected."""


@dataclass(frozen=True)
class Play:
    """Train until told otherwise."""


@dataclass(frozen=True)
class Pause:
    """Stop after the step that is under way."""


@dataclass(frozen=True)
class Step:
    """Take exactly one mini-batch update."""


@dataclass(frozen=True)
class SetSpeed:
    """Train at so many steps a second; None is as fast as it goes."""

    steps_per_second: float | None


@dataclass(frozen=True)
class SetRate:
    """Change the learning rate from the next step on."""

    learning_rate: float


@dataclass(frozen=True)
class Reset:
    """Go back to step 0 with the weights of a seed; None is the run's own."""

    seed: int | None = None


@dataclass(frozen=True)
class NewWeights:
    """Go back to step 0 with the weights of a fresh seed."""


@dataclass(frozen=True)
class Configure:
    """Go back to step 0 with some settings changed."""

    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Undo:
    """Take back the last reset, new weights or configure."""


@dataclass(frozen=True)
class ShowExample:
    """Put a training example on the stage."""

    index: int


@dataclass(frozen=True, eq=False)
class ShowDrawing:
    """Put a drawing on the stage, with the digit that it is meant to be, when that is known."""

    pixels: NDArray[np.uint8]
    label: int | None


@dataclass(frozen=True, eq=False)
class Read:
    """Let the network read a drawing, without putting it on the stage."""

    pixels: NDArray[np.uint8]


Command = (
    Play
    | Pause
    | Step
    | SetSpeed
    | SetRate
    | Reset
    | NewWeights
    | Configure
    | Undo
    | ShowExample
    | ShowDrawing
    | Read
)
