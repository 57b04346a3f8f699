"""The data room: the hand that draws digits, its random numbers and the curves it knows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Number = float | NDArray[np.floating[Any]]
Point = tuple[Number, Number] | tuple[Number, Number, bool]
Strokes = list[list[Point]]

CORNER = True  # third member of a point: the pen stops and turns here
_GAMMA = np.uint64(0x9E3779B97F4A7C15)


def mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return splitmix64's finaliser: 64 well-mixed bits from any 64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Hand:
    """Random numbers of n images: the k-th one depends on its image and on k, on nothing else."""

    def __init__(self, state: NDArray[np.uint64], start: int = 0) -> None:
        self._state = state
        self._drawn = start

    def bits(self, count: int) -> NDArray[np.uint64]:
        """Return the next `count` hashes of every image, (count, n)."""
        k = np.arange(self._drawn + 1, self._drawn + 1 + count, dtype=np.uint64)
        self._drawn += count
        return mix(self._state + k[:, None] * _GAMMA)

    def uniforms(self, count: int) -> Floats:
        """Return uniforms in [0, 1), (count, n)."""
        high: Floats = (self.bits(count) >> np.uint64(40)).astype(np.float32)
        return high * np.float32(2.0**-24)

    def normals(self, count: int) -> Floats:
        """Return near-normals within 3.5 deviations, (count, n)."""
        # The sum of a hash's four 16-bit quarters: no logarithm, whose last bit differs by machine.
        b = self.bits(count)
        total = np.zeros(b.shape, np.uint64)
        for shift in (0, 16, 32, 48):
            total += (b >> np.uint64(shift)) & np.uint64(0xFFFF)
        unit = np.float32(np.sqrt(3.0) / 65536)
        spread: Floats = total.astype(np.float32) - np.float32(131070)
        return spread * unit

    def u(self, low: float, high: float) -> Floats:
        """Return one uniform between low and high, (n,)."""
        value: Floats = self.uniforms(1)[0] * np.float32(high - low) + np.float32(low)
        return value

    def n(self, mean: float, deviation: float) -> Floats:
        """Return one near-normal, (n,)."""
        value: Floats = self.normals(1)[0] * np.float32(deviation) + np.float32(mean)
        return value


def sine(turns: Floats) -> Floats:
    """Return the sine of an angle in whole turns, to a thousandth and alike on every machine."""
    t = turns - np.rint(turns)
    s = t * (8 - 16 * np.abs(t))
    value: Floats = s * (np.float32(0.775) + np.float32(0.225) * np.abs(s))
    return value


def arc(cx: Number, cy: Number, rx: Number, ry: Number, start: Number, end: Number, count: int,
        grow: Number = 0.0) -> list[Point]:  # fmt: skip
    """Return points on an ellipse between two angles in degrees (0 right, 90 down, 270 up)."""
    f = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    turns = (start + (end - np.asarray(start, np.float32)) * f) * np.float32(1 / 360)
    g = 1 + grow * f
    x = cx + rx * g * sine(turns + np.float32(0.25))
    y = cy + ry * g * sine(turns)
    return [(x[i], y[i]) for i in range(count)]
