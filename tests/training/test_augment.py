import numpy as np
import pytest

from app.training import augment


def dot(x: int, y: int, copies: int = 1) -> augment.Floats:
    image = np.zeros((copies, 28, 28), np.float32)
    image[:, y, x] = 1
    return image.reshape(copies, 784)


def still(monkeypatch: pytest.MonkeyPatch, **moves: float) -> None:
    for name in ("TURN", "SIZE", "SLANT", "SHIFT"):
        monkeypatch.setattr(augment, name, moves.get(name, 0.0))


def test_without_any_movement_an_image_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch)
    images = np.random.default_rng(1).random((5, 784), np.float32)
    assert np.allclose(augment.varied(images, np.random.default_rng(2)), images, atol=1e-6)


def test_a_shift_moves_the_ink_and_keeps_its_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch, SHIFT=1.0)
    moved = augment.varied(dot(14, 14, 200), np.random.default_rng(2)).reshape(-1, 28, 28)
    assert moved.sum((1, 2)) == pytest.approx(1, abs=1e-4)
    columns = moved.sum(1) @ np.arange(28)
    assert columns.std() == pytest.approx(1, abs=0.15)
    assert columns.mean() == pytest.approx(14, abs=0.2)


@pytest.mark.parametrize("move", ["TURN", "SIZE", "SLANT"])
def test_other_movements_leave_the_middle_where_it_is(
    monkeypatch: pytest.MonkeyPatch, move: str
) -> None:
    still(monkeypatch, **{move: 0.2})
    moved = augment.varied(dot(14, 14, 50), np.random.default_rng(2)).reshape(-1, 28, 28)
    assert np.allclose(moved[:, 14, 14], 1, atol=1e-5)


def test_a_turn_takes_the_top_to_the_side(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch, TURN=0.2)
    moved = augment.varied(dot(14, 4, 300), np.random.default_rng(2)).reshape(-1, 28, 28)
    mass = moved.sum((1, 2))
    x = (moved.sum(1) @ np.arange(28)) / mass - 14
    y = (moved.sum(2) @ np.arange(28)) / mass - 14
    assert np.hypot(x, y) == pytest.approx(10, abs=0.35)
    assert x.std() == pytest.approx(2, abs=0.3)


def test_without_strength_nothing_moves() -> None:
    images = np.random.default_rng(1).random((5, 784), np.float32)
    assert np.allclose(augment.varied(images, np.random.default_rng(2), 0), images, atol=1e-6)


def test_ink_pushed_over_the_rim_is_gone_and_nothing_comes_in() -> None:
    images = augment.varied(np.ones((100, 784), np.float32), np.random.default_rng(2))
    assert images.min() == 0
    assert images.max() <= 1 + 1e-5


def test_the_same_generator_gives_the_same_images() -> None:
    images = np.random.default_rng(1).random((5, 784), np.float32)
    first, second = (augment.varied(images, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, second)
