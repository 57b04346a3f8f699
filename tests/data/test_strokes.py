import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray

from app.data import strokes

Pixels = NDArray[np.float64]


def grey(images: NDArray[np.uint8]) -> Pixels:
    return images.reshape(-1, 28, 28).astype(np.float64) / 255


@pytest.mark.parametrize("order", [slice(None, None, -1), slice(3, 900, 41), slice(5, 6)])
def test_an_image_is_the_same_to_the_bit_in_any_company(order: slice) -> None:
    everyone = np.arange(1000)
    alone = strokes.draw(7, everyone[order])
    assert np.array_equal(alone, strokes.draw(7, everyone)[order])
    assert np.array_equal(strokes.labels(7, everyone[order]), strokes.labels(7, everyone)[order])


def test_an_image_asked_for_twice_comes_twice() -> None:
    first, second = strokes.draw(7, np.array([10**12, 10**12]))
    assert np.array_equal(first, second)


def test_nothing_asked_for_is_nothing_drawn() -> None:
    assert strokes.draw(7, np.arange(0)).shape == (0, 784)
    assert strokes.labels(7, np.arange(0)).shape == (0,)


def test_the_pads_pen_presses_evenly() -> None:
    indices = np.arange(900)
    ones = strokes.labels(7, indices) == 1
    by_pad, by_hand = (grey(strokes.draw(7, indices, pad))[ones] for pad in (True, False))
    # Across the middle of an upright 1 lies one line: its ink is the pen's width there.
    thin, uneven = (np.sort(images.sum(2)[:, 14])[:30] for images in (by_pad, by_hand))
    assert thin.std() < 0.5 * uneven.std()
    assert thin.mean() == pytest.approx(2.4, abs=0.3)


def test_the_pad_has_more_ways_of_writing() -> None:
    indices = np.arange(3000)
    ones = strokes.labels(7, indices) == 1
    by_pad, by_hand = (grey(strokes.draw(7, indices, pad))[ones] > 0 for pad in (True, False))
    # What is wide and yet a 1 has a flag, a base or leans far.
    wide = [(images.any(1).sum(1) > 14).mean() for images in (by_pad, by_hand)]
    assert wide[0] > 2 * wide[1]


def test_a_quick_hand_leaves_straight_pieces() -> None:
    way = np.arange(11, dtype=np.float32) ** 2
    part = np.stack([way, way])[:, :, None].repeat(2, 2)
    strokes._straighten(part, np.array([0, 15]))
    assert np.array_equal(part[0, :, 1], way)  # the other hand took its time
    assert part[0, [0, 1, 6, 10], 0].tolist() == [0, 1, 36, 100]
    assert np.allclose(np.diff(part[0, 1:7, 0]), 7)


def test_another_seed_writes_other_digits() -> None:
    indices = np.arange(50)
    same = (strokes.draw(1, indices) == strokes.draw(2, indices)).all(1)
    assert not same.any()


def test_images_are_bytes_with_ink_on_paper() -> None:
    images = strokes.draw(3, np.arange(100))
    assert images.dtype == np.uint8
    assert images.shape == (100, 784)
    assert (images.max(1) > 200).all()
    assert (images[:, [0, 27, 756, 783]] == 0).all()


def test_every_ten_images_hold_each_digit_once() -> None:
    tens = strokes.labels(3, np.arange(500)).reshape(50, 10)
    assert (np.sort(tens, 1) == np.arange(10)).all()
    assert len({tuple(ten) for ten in tens.tolist()}) > 40


def test_a_label_is_the_digit_that_is_drawn() -> None:
    # A new image's nearest among 3,000 others shows the same digit: labels and images belong.
    known, fresh = np.arange(3000), np.arange(3000, 3200)
    have = strokes.draw(3, known).astype(np.float32)
    want = strokes.draw(3, fresh).astype(np.float32)
    distance = (have * have).sum(1) - 2 * want @ have.T
    nearest = strokes.labels(3, known)[distance.argmin(1)]
    assert (nearest == strokes.labels(3, fresh)).mean() > 0.85


def test_the_centre_of_mass_lies_in_the_middle() -> None:
    images = grey(strokes.draw(3, np.arange(500)))
    mass, at = images.sum((1, 2)), np.arange(28)
    row = (images.sum(2) @ at) / mass
    column = (images.sum(1) @ at) / mass
    # Whole pixels were moved, as in MNIST, so half a pixel may remain; a box at the rim more.
    off = np.maximum(abs(row - 14), abs(column - 14))
    assert np.quantile(off, 0.98) < 0.51
    assert off.max() < 2.5


def test_the_digits_fill_a_box_of_twenty_pixels() -> None:
    images = grey(strokes.draw(3, np.arange(500))) > 0
    height, width = images.any(2).sum(1), images.any(1).sum(1)
    longer = np.maximum(height, width)
    assert longer.max() == 20
    assert longer.min() >= 19


def test_there_is_as_much_ink_as_in_mnist() -> None:
    images = grey(strokes.draw(3, np.arange(1000)))
    # MNIST: 13.1 % of the paper inked, 0.043 from digit to digit, about 45 % of inked pixels grey.
    assert 0.115 < images.mean() < 0.145
    assert 0.03 < images.mean((1, 2)).std() < 0.055
    between = ((images > 0.1) & (images < 0.9)).sum() / (images > 0).sum()
    assert 0.3 < between < 0.6


def test_the_first_images_are_these_on_every_machine() -> None:
    images, digits = strokes.draw(1, np.arange(200)), strokes.labels(1, np.arange(200))
    assert digits[:10].tolist() == FIRST_DIGITS
    assert hashlib.sha256(images.tobytes()).hexdigest() == FIRST_IMAGES


FIRST_DIGITS = [1, 9, 5, 3, 7, 4, 8, 6, 2, 0]
FIRST_IMAGES = "29538403a319f93d3ffcc7d94bb2fc7b524f4b40760985f02a9a71b26ce61a5a"
