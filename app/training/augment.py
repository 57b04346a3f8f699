"""Training: the same digits written a little otherwise, by small shifts, turns, slants, sizes."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIDE = 28
# One deviation: radians, a share of the size, a slant, pixels. With these 784-16-16-10 reads a
# point more of MNIST's test digits.
TURN, SIZE, SLANT, SHIFT = 0.13, 0.09, 0.13, 0.8
_LIMIT = 2.5  # deviations; a hand has off days, not catastrophes

_MIDDLE = 14.0  # MNIST's centre of mass, in pixels counted from 0
_ACROSS = (np.arange(SIDE, dtype=np.float32) - np.float32(_MIDDLE))[None, None, :]
_DOWN = _ACROSS.transpose(0, 2, 1)


def varied(images: Floats, rng: np.random.Generator, strength: float = 1) -> Floats:
    """Return the images (m, 784) each turned, sized, slanted and shifted by chance."""
    m = len(images)
    x, y = _sources(m, rng, np.float32(strength))
    # A rim of paper, so that whatever lies outside an image is white.
    framed = np.zeros((m, SIDE + 2, SIDE + 2), np.float32)
    framed[:, 1:-1, 1:-1] = images.reshape(m, SIDE, SIDE)
    np.clip(x + 1, 0, SIDE + 0.999, out=x)
    np.clip(y + 1, 0, SIDE + 0.999, out=y)
    column, row = x.astype(np.int32), y.astype(np.int32)
    x -= column
    y -= row
    at = row * (SIDE + 2) + column
    at += (np.arange(m, dtype=np.int32) * (SIDE + 2) ** 2)[:, None, None]
    flat = framed.ravel()
    above = flat[at] * (1 - x) + flat[at + 1] * x
    at += SIDE + 2
    below = flat[at] * (1 - x) + flat[at + 1] * x
    moved: Floats = above + (below - above) * y
    return moved.reshape(m, SIDE * SIDE)


def _sources(m: int, rng: np.random.Generator, strength: np.float32) -> tuple[Floats, Floats]:
    """Return where each pixel (m, 28, 28) of the new images is taken from."""
    chance = np.clip(rng.standard_normal((6, m, 1, 1), np.float32), -_LIMIT, _LIMIT)
    chance *= strength
    turn, wide, high = TURN * chance[0], 1 + SIZE * chance[1], 1 + SIZE * chance[2]
    slant, dx, dy = SLANT * chance[3], SHIFT * chance[4], SHIFT * chance[5]
    cos, sin = np.cos(turn), np.sin(turn)
    across, down = _ACROSS - dx, _DOWN - dy
    x = (cos * across + sin * down) * wide
    y = (cos * down - sin * across) * high
    return x + slant * y + np.float32(_MIDDLE), y + np.float32(_MIDDLE)
