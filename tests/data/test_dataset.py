import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from app.data.dataset import DatasetError, Examples

Bytes = NDArray[np.uint8]
Indices = NDArray[np.intp]


def images(indices: Indices) -> Bytes:
    """Bytes that differ from image to image and from pixel to pixel."""
    return ((indices[:, None] * 31 + np.arange(784) * 7) % 256).astype(np.uint8)


def labels(n: int) -> Bytes:
    return (np.arange(n) % 10).astype(np.uint8)


def eager(n: int) -> Examples:
    return Examples.eager(labels(n), images(np.arange(n)))


def gathered(examples: Examples, indices: Indices) -> NDArray[np.float32]:
    out = np.full((len(indices), 784), np.nan, np.float32)
    examples.gather(indices, out)
    return out


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


class SlowPen:
    """Draws like `images`, tells who asked for what, and holds the maker back until let go."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Indices]] = []
        self.go_on = threading.Event()

    def __call__(self, indices: Indices) -> Bytes:
        name = threading.current_thread().name
        self.asked.append((name, indices))
        if name == "image maker":
            self.go_on.wait()
        return images(indices)

    def asked_by(self, name: str) -> list[Indices]:
        return [indices for who, indices in self.asked if who == name]


def test_a_batch_is_the_pixels_divided_by_255() -> None:
    order = np.random.default_rng(1).permutation(900)
    batch = gathered(eager(900), order)
    np.testing.assert_allclose(batch, images(order) / 255, atol=1e-7)
    assert batch.max() == 1.0


def test_a_batch_may_be_written_into_part_of_a_wider_buffer() -> None:
    wide = np.full((3, 785), -1, np.float32)
    eager(10).gather(np.array([4, 4, 9]), wide[:, :784])
    np.testing.assert_allclose(wide[:, :784], images(np.array([4, 4, 9])) / 255, atol=1e-7)
    assert (wide[:, 784] == -1).all()


def test_gathering_leaves_numpys_own_buffer_as_it_was() -> None:
    own = np.setbufsize(4096)
    gathered(eager(10), np.arange(10))
    assert np.setbufsize(own) == 4096


def test_a_single_image_is_a_copy() -> None:
    examples = eager(10)
    examples.pixels(3)[:] = 0
    assert (examples.pixels(3) == images(np.array([3]))[0]).all()


def test_only_twos_are_left_when_only_twos_are_wanted() -> None:
    twos = eager(100).restricted([2], None)
    assert len(twos) == twos.made == 10
    assert (twos.labels == 2).all()
    last = gathered(eager(100), np.array([92]))
    np.testing.assert_array_equal(gathered(twos, np.array([9])), last)
    assert (twos.pixels(1) == eager(100).pixels(12)).all()


def test_the_first_examples_are_kept_and_a_restriction_can_be_restricted() -> None:
    few = eager(100).restricted([3, 1], 5)
    assert few.labels.tolist() == [1, 3, 1, 3, 1]
    threes = few.restricted([3], None)
    assert (threes.pixels(1) == eager(100).pixels(13)).all()


def test_a_restriction_shares_the_images() -> None:
    examples = eager(100)
    assert examples.restricted([1], 5)._storage is examples._storage


@pytest.mark.parametrize(
    ("digits", "size", "says"),
    [
        ([1], 11, "11 examples of 1 were asked for; there are 10"),
        ([4, 5], 0, "0 examples of 4, 5 were asked for; there are 20"),
        ([12], None, "at least one example of 12"),
        ([], None, "at least one example of no digits"),
    ],
)
def test_an_impossible_restriction_says_what_there_is(
    digits: list[int], size: int | None, says: str
) -> None:
    with pytest.raises(DatasetError, match=says):
        eager(100).restricted(digits, size)


def test_drawn_images_are_made_when_they_are_needed() -> None:
    pen = SlowPen()
    examples = Examples.drawn(labels(5000), pen)
    order = np.array([4000, 7, 4000, 2])
    np.testing.assert_allclose(gathered(examples, order), images(order) / 255, atol=1e-7)
    assert examples.made == 3
    assert (examples.pixels(8) == images(np.array([8]))[0]).all()
    assert pen.asked_by("MainThread")[0].tolist() == [2, 7, 4000]
    pen.go_on.set()
    examples.close()


def test_the_maker_makes_all_the_rest_and_hands_it_over_once() -> None:
    finished: list[Bytes] = []
    examples = Examples.drawn(labels(3456), images, finished.append)
    until(lambda: finished)
    assert examples.made == 3456
    (all_of_them,) = finished
    np.testing.assert_array_equal(all_of_them, images(np.arange(3456)))
    examples.close()


def test_the_maker_follows_the_announced_order_and_leaves_the_next_to_the_trainer() -> None:
    pen = SlowPen()
    examples = Examples.drawn(labels(5000), pen)
    until(lambda: pen.asked)
    order = np.arange(5000)[::-1]
    examples.prepare(order[:2500])
    pen.go_on.set()
    until(lambda: examples.made == 5000)
    _, second, third, *_ = pen.asked_by("image maker")
    assert second.tolist() == order[1000:2000].tolist()
    assert third[:500].tolist() == order[2000:2500].tolist()
    examples.close()


def test_a_restriction_announces_its_order_in_its_own_numbers() -> None:
    pen = SlowPen()
    examples = Examples.drawn(labels(20_000), pen)
    until(lambda: pen.asked)
    examples.restricted([7], None).prepare(np.arange(2000)[::-1])
    pen.go_on.set()
    until(lambda: len(pen.asked) > 1)
    assert (pen.asked[1][1][:900] % 10 == 7).all()
    examples.close()


def test_closing_stops_the_maker_and_images_are_still_made_on_demand() -> None:
    pen = SlowPen()
    examples = Examples.drawn(labels(60_000), pen)
    until(lambda: pen.asked)
    pen.go_on.set()
    examples.close()
    made = examples.made
    assert made < 60_000
    time.sleep(0.02)
    assert examples.made == made
    last = np.array([59_999])
    np.testing.assert_allclose(gathered(examples, last), images(last) / 255, atol=1e-7)


def test_several_rooms_gathering_at_once_all_get_the_right_bytes() -> None:
    examples = Examples.drawn(labels(4000), images)
    order = np.random.default_rng(5).permutation(4000)

    def one_epoch(shift: int) -> bool:
        mine = np.roll(order, shift)
        batch = np.empty((37, 784), np.float32)
        for start in range(0, 4000 - 37, 37):
            examples.gather(mine[start : start + 37], batch)
            if not np.allclose(batch, images(mine[start : start + 37]) / 255, atol=1e-6):
                return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(one_epoch, range(0, 3000, 500)))
    examples.close()


def test_the_labels_of_a_drawn_set_are_known_before_anything_is_drawn() -> None:
    pen = SlowPen()
    examples = Examples.drawn(labels(5000), pen)
    assert examples.restricted([9], 10).labels.tolist() == [9] * 10
    assert examples.made == 0
    pen.go_on.set()
    examples.close()
