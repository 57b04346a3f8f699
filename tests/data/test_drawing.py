import base64
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.data.drawing import from_pixels, from_strokes

Bytes = NDArray[np.uint8]
GOLDEN = json.loads((Path(__file__).parents[1] / "fixtures" / "strokes.json").read_text())
SEVEN = [[(0.2, 0.2), (0.7, 0.2), (0.4, 0.8)], [(0.35, 0.5), (0.65, 0.5)]]
points = st.tuples(st.floats(0, 1), st.floats(0, 1))


def mass_centre(pixels: Bytes) -> tuple[float, float]:
    """The centre of mass by a plain loop, in pixels from the top left corner."""
    mass = x = y = 0.0
    for k, ink in enumerate(pixels.tolist()):
        mass, x, y = mass + ink, x + ink * (k % 28 + 0.5), y + ink * (k // 28 + 0.5)
    return x / mass, y / mass


def box(pixels: Bytes, above: int = 64) -> tuple[int, int]:
    """Width and height of what is inked."""
    image = pixels.reshape(28, 28) > above
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)


@pytest.mark.parametrize("drawing", GOLDEN, ids=lambda drawing: drawing["name"])
def test_a_golden_drawing_gives_its_golden_pixels(drawing: dict[str, Any]) -> None:
    pixels = from_strokes(drawing["strokes"], drawing["centre"], drawing["size"])
    golden = np.frombuffer(base64.b64decode(drawing["pixels"]), np.uint8)
    assert np.abs(pixels.astype(int) - golden).max() <= 2


def test_a_drawing_fills_a_box_of_twenty_around_its_centre_of_mass() -> None:
    pixels = from_strokes(SEVEN)
    assert pixels.shape == (784,)
    assert pixels.dtype == np.uint8
    assert 19 <= max(box(pixels)) <= 21
    assert mass_centre(pixels) == pytest.approx((14.5, 14.5), abs=0.1)


@given(st.lists(points, min_size=2, max_size=30))
def test_the_centre_of_mass_lies_in_the_middle_as_in_mnist(
    stroke: list[tuple[float, float]],
) -> None:
    # Ink that is shifted over the edge is lost, and its weight with it.
    pixels = from_strokes([stroke]).reshape(28, 28)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    if not edge.any():
        # A thin line's sampled mass wanders a little with its place; MNIST's spread is 0.5.
        assert mass_centre(pixels.ravel()) == pytest.approx((14.5, 14.5), abs=0.25)


@given(st.floats(0.05, 0.4), points)
def test_where_and_how_large_it_was_drawn_makes_no_difference(
    size: float, corner: tuple[float, float]
) -> None:
    moved = [[(corner[0] + size * x, corner[1] + size * y) for x, y in s] for s in SEVEN]
    difference = from_strokes(moved).astype(int) - from_strokes(SEVEN)
    assert np.abs(difference).max() <= 1


def test_the_unit_of_the_pad_makes_no_difference() -> None:
    large = [[(x * 512, y * 512) for x, y in stroke] for stroke in SEVEN]
    for centre in (True, False):
        assert (from_strokes(large, centre, 512) == from_strokes(SEVEN, centre)).all()


def test_a_line_is_as_wide_as_mnists_and_soft_at_its_edges() -> None:
    line = from_strokes([[(0.1, 0.5), (0.9, 0.5)]]).reshape(28, 28) / 255
    width = line[:, 14].sum()
    assert 2.2 <= width <= 2.6
    assert line[:, 14].max() == 1
    assert ((line[:, 14] > 0) & (line[:, 14] < 1)).sum() >= 2
    assert line.sum() == pytest.approx(17 * 2.4 + math.pi * 1.2**2, rel=0.05)


@pytest.mark.parametrize("at", [(0.5, 0.5), (0, 0), (1, 0.3)])
def test_a_dot_is_a_dot_in_the_middle(at: tuple[float, float]) -> None:
    pixels = from_strokes([[at]])
    assert mass_centre(pixels) == pytest.approx((14.5, 14.5), abs=1e-6)
    assert max(box(pixels)) <= 3
    trembling = [[at, (at[0] + 0.004, at[1] - 0.003)]]
    assert (from_strokes(trembling) == pixels).all()


@pytest.mark.parametrize("end", [(0.9, 0.1), (0.1, 0.9), (0.9, 0.9)])
def test_a_straight_line_is_as_long_as_the_box(end: tuple[float, float]) -> None:
    pixels = from_strokes([[(0.1, 0.1), end]])
    assert 19 <= max(box(pixels)) <= 21


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_an_empty_pad_is_all_zeros(strokes: list[Any]) -> None:
    for centre in (True, False):
        assert not from_strokes(strokes, centre).any()


def test_a_drawing_left_as_it_is_keeps_its_place_and_size() -> None:
    pixels = from_strokes([[(0.25, 0.25), (0.25, 0.75)]], centre=False)
    assert mass_centre(pixels) == pytest.approx((7, 14), abs=1e-6)
    assert 15 <= box(pixels)[1] <= 17


def test_many_points_draw_the_same_line_as_two() -> None:
    many = [(0.1 + 0.8 * k / 999, 0.3 + 0.4 * k / 999) for k in range(1000)]
    difference = from_strokes([many]).astype(int) - from_strokes([[many[0], many[-1]]])
    assert np.abs(difference).max() <= 1


def test_the_order_of_strokes_and_their_direction_make_no_difference() -> None:
    backwards = [stroke[::-1] for stroke in SEVEN[::-1]]
    assert (from_strokes(backwards) == from_strokes(SEVEN)).all()


def digit(height: int, width: int) -> Bytes:
    """A dark square frame with an open side, as a picture with ink = 255."""
    picture = np.zeros((height, width), np.uint8)
    picture[height // 5 : height // 2, width // 3 : width // 2] = 255
    picture[height // 3 : height // 2, width // 3 : 2 * width // 3] = 255
    return picture


def test_a_picture_fills_a_box_of_twenty_around_its_centre_of_mass() -> None:
    for height, width in [(300, 200), (200, 300), (28, 28), (1000, 40)]:
        pixels = from_pixels(digit(height, width))
        assert 20 <= max(box(pixels, above=100)) <= 21
        assert mass_centre(pixels) == pytest.approx((14.5, 14.5), abs=0.05)


def test_a_picture_keeps_its_aspect() -> None:
    pixels = from_pixels(np.full((200, 50), 255, np.uint8))
    width, height = box(pixels, above=100)
    assert 4 <= width <= 6
    assert 19 <= height <= 21


def test_pixels_are_averaged_over_their_area() -> None:
    picture = np.zeros((56, 56), np.uint8)
    picture[10, 20] = 200
    pixels = from_pixels(picture, centre=False).reshape(28, 28)
    assert pixels[5, 10] == 50
    assert pixels.sum() == 50


def test_a_picture_of_28_by_28_left_as_it_is_stays_the_same_to_the_byte() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (28, 28), dtype=np.uint8)
    assert (from_pixels(picture, centre=False) == picture.ravel()).all()


def test_an_oblong_picture_left_as_it_is_gets_paper_on_both_sides() -> None:
    pixels = from_pixels(np.full((100, 50), 255, np.uint8), centre=False).reshape(28, 28)
    assert (pixels[:, 7:21] == 255).all()
    assert not pixels[:, :7].any()
    assert not pixels[:, 21:].any()


def test_a_thin_or_pale_line_becomes_dark() -> None:
    picture = np.zeros((400, 400), np.uint8)
    picture[50:350, 200] = 90
    assert from_pixels(picture).max() == 255


def test_faint_noise_does_not_widen_the_box() -> None:
    noisy = digit(200, 200)
    noisy[::7, ::5] = np.maximum(noisy[::7, ::5], 20)
    assert 20 <= max(box(from_pixels(noisy), above=100)) <= 21


def test_a_blank_picture_is_all_zeros() -> None:
    for centre in (True, False):
        assert not from_pixels(np.zeros((50, 30), np.uint8), centre).any()


def test_a_single_pixel_is_no_accident() -> None:
    assert from_pixels(np.full((1, 1), 255, np.uint8)).max() == 255
