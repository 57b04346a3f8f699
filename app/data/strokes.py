"""The data room: Strokes, the embedded default, digits written by the app's own pen.

Image i depends on the seed and on i alone, to the bit, on any machine and in any company: every
random number is a hash of seed, image and draw, and pixels are made by elementwise operations
that IEEE rounds in one way only (no logarithm, no matrix product, no sum whose order may vary).
The image is the last axis of every array, so that each operation runs along contiguous numbers.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.data.drawing import EDGE, PATH, PEN
from app.data.hand import Floats, Hand, Point, mix, sine
from app.data.skeletons import LEANS, PAD_SHARES, SKELETONS, WIDTHS, Skeleton

SIDE, BOX = 28, 20
_BLOCK = 64  # images inked together: their canvases stay in the cache
_STEP = np.float32(0.75)  # pixels between two dots of ink
_FINE = 5  # points on a spline between two of the skeleton's
_KINDS = [kind for kinds in SKELETONS for kind, _ in kinds]
_FIRST = np.cumsum([0] + [len(kinds) for kinds in SKELETONS])

# Distributions, fitted by eye and against MNIST's training digits: (mean, deviation).
_WOBBLE, _DRIFT, _WARP = 0.032, 0.02, 0.16
_WIDEN, _SLANT, _TURN = 0.19, 0.23, 0.03
# The same on a pad, whose digits are wider and more upright than MNIST's; and the share of
# images, in sixteenths, that a quick hand leaves as a few straight pieces.
_PAD_WIDEN, _PAD_SLANT, _PAD_TURN, _QUICK = 0.22, 0.22, 0.06, 4
_PEN, _PEN_SPREAD, _PEN_LIMITS = 2.4, 0.25, (1.3, 5.0)
_PRESSURE, _EDGE = 0.2, (0.9, 1.5)


def labels(seed: int, indices: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return which digit each image shows: every ten images hold each digit once."""
    place = (indices % 10).astype(np.uint64)
    ten = _states(seed, indices // 10, room=1)
    lots = Hand(ten).bits(10)
    mine = np.take_along_axis(lots, place[None].astype(np.int64), 0)
    rank: NDArray[np.uint8] = (lots < mine).sum(0).astype(np.uint8)
    return rank


def draw(seed: int, indices: NDArray[np.int64], pad: bool = False) -> NDArray[np.uint8]:
    """Return the images (m, 784), ink 255 and paper 0, made the way MNIST was.

    With `pad` the ink is the drawing pad's, and the ways of writing a digit are about as likely
    as each other: who draws on a pad may have learned to write anywhere.
    """
    state = _states(seed, indices, room=0)
    digits = labels(seed, indices)
    kinds = _choose(digits, Hand(state).uniforms(1)[0], pad)
    order = np.argsort(kinds, kind="stable")
    path, lifted = _write(state[order], kinds[order], pad)
    images = np.empty((len(indices), SIDE * SIDE), np.uint8)
    for i in range(0, len(order), _BLOCK):
        block = order[i : i + _BLOCK]
        hand = Hand(state[block], start=300)
        bent = _bend(path[:, :, i : i + _BLOCK], digits[block], hand, pad)
        images[block] = _centre(_ink(bent, lifted[:, i : i + _BLOCK], hand, pad))
    return images


def _states(seed: int, indices: NDArray[np.int64], room: int) -> NDArray[np.uint64]:
    key = mix(np.array([(2 * seed + room) % 2**64], np.uint64))
    return mix(key ^ mix(indices.astype(np.uint64)))


def _choose(digits: NDArray[np.uint8], lot: Floats, pad: bool) -> NDArray[np.int64]:
    """Return the number of each image's skeleton."""
    limits = np.full((10, max(len(kinds) for kinds in SKELETONS)), 2.0, np.float32)
    for digit, kinds in enumerate(SKELETONS):
        if pad:
            share = np.array([PAD_SHARES.get(kind, 1.0) for kind, _ in kinds])
        else:
            share = np.array([weight for _, weight in kinds if weight])
        limits[digit, : len(share) - 1] = np.cumsum(share / share.sum())[:-1]
    chosen: NDArray[np.int64] = _FIRST[digits] + (lot[:, None] >= limits[digits]).sum(1)
    return chosen


def _write(
    state: NDArray[np.uint64], kinds: NDArray[np.int64], pad: bool
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the pen's way (2, points, n) of images sorted by kind, and where the pen is lifted."""
    numbers, starts = np.unique(kinds, return_index=True)
    ends = [*starts, len(kinds)][1:]
    ways = [_way(_KINDS[k], state[a:b], pad) for k, a, b in zip(numbers, starts, ends, strict=True)]
    longest = max((way.shape[1] for way, _ in ways), default=2)
    path = np.empty((2, longest, len(kinds)), np.float32)
    lifted = np.zeros((longest - 1, len(kinds)), np.bool_)
    for (way, jumps), a, b in zip(ways, starts, ends, strict=True):
        path[:, : way.shape[1], a:b] = way
        path[:, way.shape[1] :, a:b] = way[:, -1:]  # the pen waits where it ended
        lifted[jumps, a:b] = True
    return path, lifted


def _way(kind: Skeleton, state: NDArray[np.uint64], pad: bool) -> tuple[Floats, list[int]]:
    """Return one skeleton's splines for n images, and the steps between its strokes."""
    hand, wobble = Hand(state, start=1), Hand(state, start=100)
    quick = (Hand(state, start=400).bits(1)[0] >> np.uint64(32)).astype(np.int64) if pad else None
    parts, jumps, length = [], [], 0
    for stroke in kind(hand):
        part = _spline(stroke, wobble, len(state))
        if quick is not None:
            _straighten(part, quick)
        length += part.shape[1]
        parts.append(part)
        jumps.append(length - 1)
    return np.concatenate(parts, 1), jumps[:-1]


def _spline(stroke: list[Point], hand: Hand, n: int) -> Floats:
    points = np.empty((2, len(stroke), n), np.float32)
    for i, point in enumerate(stroke):
        points[0, i], points[1, i] = point[0], point[1]
    count = len(stroke)
    wobble = np.float32(_WOBBLE) * hand.normals(2 * count).reshape(points.shape)
    if count > 6:  # points this close shake together, or rings come out as polygons
        wobble[:, 1:] += wobble[:, :-1].copy()
        wobble[:, :-1] += wobble[:, 1:].copy()
        wobble *= np.float32(0.2)
    points += wobble
    points += np.float32(_DRIFT) * hand.normals(2)[:, None]
    corners = tuple(i for i in range(1, count - 1) if len(stroke[i]) > 2)
    basis = _basis(count, corners)
    curve = np.zeros((2, len(basis), n), np.float32)
    for i in range(count):
        curve += basis[:, i, None] * points[:, i, None, :]
    return curve


def _straighten(part: Floats, lot: NDArray[np.int64]) -> None:
    """Leave some of the images' curves as straight pieces, which cut their corners."""
    last = part.shape[1] - 1
    for first in range(_QUICK):
        mine = np.flatnonzero(lot % 16 == first)
        knots = sorted({0, *range(first + 1, last, _FINE), last})
        for a, b in pairwise(knots):
            start, way = part[:, a, mine], part[:, b, mine] - part[:, a, mine]
            for i in range(a + 1, b):
                part[:, i, mine] = start + way * np.float32((i - a) / (b - a))


@cache
def _basis(count: int, corners: tuple[int, ...]) -> Floats:
    """Return the matrix from a stroke's points to Catmull-Rom splines that join at its corners."""
    cuts = [0, *corners, count - 1]
    rows = []
    for a, b in pairwise(cuts):
        for i in range(a, b):
            for t in np.arange(_FINE) / _FINE:
                row = np.zeros(count)
                pulls = (
                    -t + 2 * t**2 - t**3,
                    2 - 5 * t**2 + 3 * t**3,
                    t + 4 * t**2 - 3 * t**3,
                    t**3 - t**2,
                )
                for j, pull in zip(range(i - 1, i + 3), pulls, strict=True):
                    # Beyond its ends a piece goes on as its mirror image.
                    end = min(max(j, a), b)
                    row[end] += pull / 2 if j == end else pull
                    if j != end:
                        row[2 * end - j] -= pull / 2
                rows.append(row)
    return np.array([*rows, np.eye(count)[-1]], np.float32)


def _bend(path: Floats, digits: NDArray[np.uint8], hand: Hand, pad: bool) -> Floats:
    """Return the path warped, widened, slanted and turned, each image in its own way."""
    a = np.float32(_WARP) * hand.normals(8)
    f, p = hand.uniforms(4).reshape(2, 2, -1)
    f = np.float32(0.4) + np.float32(0.6) * f
    x, y = path[0] - np.float32(0.5), path[1] - np.float32(0.5)
    xy, xx, yy = 2 * x * y, x * x, y * y
    tenth, k = np.float32(0.1), np.float32(1.4)
    x, y = (
        x + a[0] * xy + k * a[1] * (yy - tenth) + a[2] * xx + a[3] * sine(f[0] * y + p[0]) / 3,
        y + a[4] * xy + k * a[5] * (xx - tenth) + a[6] * yy + a[7] * sine(f[1] * x + p[1]) / 3,
    )
    wide = np.float32(_PAD_WIDEN if pad else _WIDEN) * hand.normals(1)[0]
    slant = LEANS[digits] * (0.5 if pad else 1)
    slant = slant + np.float32(_PAD_SLANT if pad else _SLANT) * hand.normals(1)[0]
    turn = np.float32(_PAD_TURN if pad else _TURN) * hand.normals(1)[0]
    if pad:
        wide = np.minimum(wide + np.float32(0.12), np.float32(0.45))
    x = x * WIDTHS[digits] * (1 + wide + wide * wide / 2) - y * slant
    cos, sin = sine(turn + np.float32(0.25)), sine(turn)
    return np.stack([x * cos - y * sin, x * sin + y * cos])


def _ink(path: Floats, lifted: NDArray[np.bool_], hand: Hand, pad: bool) -> NDArray[np.uint8]:
    """Return canvases (20, 20, n) of the path fitted into them, ink included."""
    spread = np.float32(_PEN_SPREAD) * hand.normals(1)[0]
    pen = np.clip(_PEN * (1 + spread + spread * spread / 2), *_PEN_LIMITS)
    edge = hand.u(*_EDGE)
    pressure = np.float32(_PRESSURE) * hand.normals(3)
    box = BOX - pen
    if pad:
        pen, edge, pressure = np.full_like(pen, 2 * PEN), np.full_like(edge, EDGE), 0 * pressure
        box = np.full_like(pen, PATH)
    low, high = path.min(1), path.max(1)
    scale = box / np.maximum((high - low).max(0), np.float32(1e-3))
    # The narrower way lies anywhere in its pixel; the longer one fills the box.
    slack = np.minimum(BOX - pen - scale * (high - low), 1)
    corner = (BOX - scale * (high - low) - slack) / 2 + slack * hand.uniforms(2)
    path = (path - low[:, None]) * scale + corner[:, None]
    x, y, s = _dots(path, lifted)
    press = 1 + pressure[0] * (s - np.float32(0.5)) + pressure[1] * sine(s) * np.float32(0.6)
    press += pressure[2] * sine(2 * s + np.float32(0.25)) * np.float32(0.4)
    m = _nearest(x, y, 1 / np.maximum(pen * press, np.float32(1.0)))
    grey = (np.float32(0.5) - np.sqrt(m)) * (pen / edge) + np.float32(0.5)
    ink: NDArray[np.uint8] = (np.clip(grey, 0, 1) * 255 + np.float32(0.5)).astype(np.uint8)
    return ink


def _dots(path: Floats, lifted: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return dots (count, n) evenly along the path, and how far along each lies, 0 to 1."""
    leg = path[:, 1:] - path[:, :-1]
    length = np.sqrt(leg[0] * leg[0] + leg[1] * leg[1])
    length[lifted] = 0
    start = np.cumsum(length, 0) - length
    total = start[-1] + length[-1]
    count = int(np.ceil(total.max() / _STEP)) + 1
    # Past the end the last dot repeats, which changes no nearest dot: company does not matter.
    s = np.minimum(np.arange(count, dtype=np.float32)[:, None] * _STEP, total)
    x, y = np.repeat(path[:, :1], count, 1)
    rate = 1 / np.maximum(length, np.float32(1e-4))
    for i in range(len(length)):
        share = np.clip((s - start[i]) * rate[i], 0, 1)
        x += leg[0, i] * share
        y += leg[1, i] * share
    return x, y, s / np.maximum(total, np.float32(1e-3))


def _nearest(x: Floats, y: Floats, rate: Floats) -> Floats:
    """Return each pixel's squared distance to the nearest dot, in pen widths."""
    centre = np.arange(BOX, dtype=np.float32)[:, None] + np.float32(0.5)
    nearest = np.full((BOX, BOX, x.shape[1]), np.inf, np.float32)
    here = np.empty_like(nearest)
    for i in range(len(x)):
        dx, dy = (centre - x[i]) * rate[i], (centre - y[i]) * rate[i]
        np.add((dy * dy)[:, None], (dx * dx)[None], out=here)
        np.minimum(nearest, here, out=nearest)
    return nearest


def _centre(canvas: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the canvases laid on 28 x 28 with the centre of mass in the middle."""
    ink = canvas.astype(np.int64)
    mass = np.maximum(ink.sum((0, 1)), 1)
    at = np.arange(BOX)[:, None]
    row, column = (at * ink.sum(1)).sum(0), (at * ink.sum(0)).sum(0)
    middle, most = SIDE // 2, SIDE - BOX
    images = np.zeros((canvas.shape[2], SIDE, SIDE), np.uint8)
    tops = np.clip(middle - (2 * row + mass) // (2 * mass), 0, most)
    lefts = np.clip(middle - (2 * column + mass) // (2 * mass), 0, most)
    for i, (top, left) in enumerate(zip(tops.tolist(), lefts.tolist(), strict=True)):
        images[i, top : top + BOX, left : left + BOX] = canvas[:, :, i]
    return images.reshape(-1, SIDE * SIDE)
