"""Training: what one moment of a run shows, frozen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.training.curves import Curves

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The numbers of one step; nothing in it changes any more, save that the curves grow.

    `parameters` and `mean_nudge` are there together or not at all. `activations` run from the
    pixels to the outputs, `wishes` from the first hidden layer on. `example` is None for a
    drawing. `cost` and `accuracy` are those of the last mini-batch before its update.
    """

    run: int
    step: int
    epoch: int
    cost: float
    accuracy: float
    example: int | None
    activations: Floats
    activations_fit_bytes: bool
    wishes: Floats | None
    parameters: Floats | None
    mean_nudge: Floats | None
    curves: Curves
