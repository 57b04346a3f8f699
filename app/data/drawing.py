"""The data room: a drawing becomes an input as MNIST was made; twin of static/js/pad/raster.js.

Pixel k of a row covers [k, k + 1), so its centre is at k + 0.5.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Stroke = Sequence[Sequence[float]]

SIDE = 28
# MNIST puts the ink's centre of mass in the middle of pixel 14, give or take the half pixel that
# whole-pixel shifts leave: the mean over its 60,000 training images is (14.507, 14.496).
MIDDLE = 14.5
# Half the pen's width and the width of its soft edge, in pixels. MNIST's lines, traced and drawn
# again with these, have its ink (0.121 of the area, 0.122), its width (2.6 px) and its share of
# full pixels (0.05), and are read as well: 95.0 and 95.1 % by two networks that read 95.5 and 95.7.
PEN = 1.2
EDGE = 1.4
# The ink's box is 20 × 20, so the pen's path keeps within 17. With a path of 20 those two networks
# read 87 and 90 %.
BOX = 20
PATH = 17
# A hand that trembles within this part of the pad made a dot.
TREMBLE = 0.01
_PAPER = 1 / 8  # of the darkest ink: scanners' and JPEG's noise is no ink
_CHUNK = 256


def from_strokes(strokes: Sequence[Stroke], centre: bool = True, size: float = 1) -> Bytes:
    """Return the 784 bytes, ink = 255, of polylines on a square pad whose side is `size`.

    Without `centre` the drawing stays as large as it is and where it is on the pad.
    """
    segments = _segments(strokes)
    if not len(segments):
        return np.zeros(SIDE * SIDE, np.uint8)
    if not centre:
        return _bytes(_ink(segments * (SIDE / size)))
    low, high = segments.min(axis=(0, 1)), segments.max(axis=(0, 1))
    extent = float((high - low).max())
    scale = PATH / extent if extent > TREMBLE * size else 0
    placed = (segments - (low + high) / 2) * scale + SIDE / 2
    # Drawn once to weigh the ink, and again at the shifted place: nothing is resampled.
    return _bytes(_ink(placed + MIDDLE - _centre_of_mass(_ink(placed))))


def from_pixels(grey: NDArray[np.uint8] | Floats, centre: bool = True) -> Bytes:
    """Return the 784 bytes of a picture (h, w), ink = 255 and paper = 0.

    Without `centre` the whole picture is fitted into the square, whatever is on it.
    """
    ink = grey.astype(np.float64)
    if not ink.any():
        return np.zeros(SIDE * SIDE, np.uint8)
    if not centre:
        scale = SIDE / max(ink.shape)
        shift = (SIDE - scale * np.array(ink.shape[::-1])) / 2
        return _bytes(_averaged(ink, scale, shift) / 255)
    ink = _cropped(ink)
    scale = BOX / max(ink.shape)
    averaged = _averaged(ink, scale, MIDDLE - _centre_of_mass(ink) * scale)
    # A thin line is pale when it is averaged; MNIST's darkest pixel is black in every image.
    return _bytes(averaged / averaged.max())


def _segments(strokes: Sequence[Stroke]) -> Floats:
    """Return all pieces of all polylines, (n, 2 ends, 2); a single point is a piece of length 0."""
    pieces = [np.empty((0, 2, 2))]
    for stroke in strokes:
        if len(stroke):
            points = np.array(stroke, np.float64)
            ends = points[1:] if len(points) > 1 else points
            pieces.append(np.stack([points[: len(ends)], ends], axis=1))
    return np.concatenate(pieces)


def _ink(segments: Floats) -> Floats:
    """Return how much ink, 0 to 1, a round pen along the segments leaves on each pixel."""
    across = np.arange(SIDE) + 0.5
    nearest = np.full((SIDE, SIDE), np.inf)
    for start in range(0, len(segments), _CHUNK):
        a, b = segments[start : start + _CHUNK].transpose(1, 2, 0)[..., None, None]
        x, y = b - a
        dx, dy = across - a[0], across[:, None] - a[1]
        # The nearest point of the segment is a + t (b - a).
        t = np.clip((dx * x + dy * y) / np.maximum(x * x + y * y, 1e-12), 0, 1)
        squared = (dx - t * x) ** 2 + (dy - t * y) ** 2
        np.minimum(nearest, squared.min(axis=0), out=nearest)
    ink: Floats = np.clip((PEN - np.sqrt(nearest)) / EDGE + 0.5, 0, 1)
    return ink


def _centre_of_mass(ink: Floats) -> Floats:
    """Return the (x, y) of the ink's centre of mass."""
    across, down = np.arange(ink.shape[1]) + 0.5, np.arange(ink.shape[0]) + 0.5
    moments = np.array([ink.sum(axis=0) @ across, ink.sum(axis=1) @ down])
    mass: Floats = moments / ink.sum()
    return mass


def _cropped(ink: Floats) -> Floats:
    inked = ink > ink.max() * _PAPER
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    box: Floats = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return box


def _averaged(ink: Floats, scale: float, shift: Floats) -> Floats:
    """Return the 28×28 means of the picture, scaled and then shifted by (x, y)."""
    x, y = shift
    rows, columns = (_shares(n, scale, o) for n, o in zip(ink.shape, (y, x), strict=True))
    averaged: Floats = rows @ ink @ columns.T
    return averaged


def _shares(n: int, scale: float, shift: float) -> Floats:
    """Return which part of each output pixel (28) is covered by each source pixel (n)."""
    starts = np.arange(n) * scale + shift
    pixels = np.arange(SIDE)[:, None]
    overlap = np.minimum(starts + scale, pixels + 1) - np.maximum(starts, pixels)
    shares: Floats = np.maximum(overlap, 0)
    return shares


def _bytes(ink: Floats) -> Bytes:
    return np.floor(ink * 255 + 0.5).astype(np.uint8).ravel()
