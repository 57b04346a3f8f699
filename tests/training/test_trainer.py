import numpy as np
import pytest

from app.data.dataset import Examples
from app.training.trainer import Mixture, Plan, judge, model, train


def halves(count: int, seed: int) -> Examples:
    """Zeros have ink on the left, ones on the right: one layer can tell them."""
    rng = np.random.default_rng(seed)
    labels = (np.arange(count) % 2).astype(np.uint8)
    pixels = rng.integers(0, 60, (count, 28, 28)).astype(np.uint8)
    pixels[labels == 0, :, :14] += 180
    pixels[labels == 1, :, 14:] += 180
    return Examples.eager(labels, pixels.reshape(count, 784))


def test_training_learns_what_the_data_show() -> None:
    plan = Plan(layers=(784, 5, 10), epochs=6, batch=10, learning_rate=1.0)
    network, read = train([halves(200, 1)], halves(50, 2), plan)
    assert network.sizes == (784, 5, 10)
    assert read == judge(network, halves(50, 2)) == 1.0


@pytest.mark.parametrize("augment", [0, 0.5])
def test_the_same_plan_gives_the_same_network(augment: float) -> None:
    plan = Plan(layers=(784, 5, 10), epochs=2, batch=16, augment=augment, seed=4)
    first, second = (train([halves(60, 1)], halves(10, 2), plan)[0] for _ in range(2))
    assert np.array_equal(first.parameters, second.parameters)


def test_the_rate_falls_to_the_end_unless_it_is_held() -> None:
    def trained(epochs: int, decay: bool) -> list[float]:
        plan = Plan(layers=(784, 10), epochs=epochs, batch=60, learning_rate=0.1, decay=decay)
        network, _ = train([halves(60, 1)], halves(10, 2), plan)
        return list(network.parameters)

    assert trained(1, True) == trained(1, False)  # the first step of all is a whole one
    assert trained(2, True) != trained(2, False)


def test_progress_is_told_to_the_last_step_and_judged_once_an_epoch() -> None:
    told: list[tuple[int, int, float, float | None]] = []
    plan = Plan(layers=(784, 10), epochs=3, batch=1, learning_rate=0.01)
    train([halves(130, 1)], halves(10, 2), plan, lambda *now: told.append(now))
    assert [now[0] for now in told] == [100, 130, 200, 260, 300, 390]
    assert {now[1] for now in told} == {390}
    assert [now[0] for now in told if now[3] is not None] == [130, 260, 390]


def test_a_mixture_deals_each_set_its_own() -> None:
    one, two = halves(7, 1), halves(5, 2)
    mixture = Mixture([one, two])
    rows = np.array([11, 0, 6, 7, 3])
    images = np.empty((5, 784), np.float32)
    mixture.gather(rows, images)
    for image, row in zip(images, rows, strict=True):
        expected = one.pixels(row) if row < 7 else two.pixels(row - 7)
        assert np.allclose(image * 255, expected, atol=1e-3)
    assert mixture.labels.tolist() == [*one.labels, *two.labels]


def test_the_last_batch_of_an_epoch_may_be_short() -> None:
    plan = Plan(layers=(784, 10), epochs=1, batch=7)
    network, _ = train([halves(10, 1)], halves(3, 2), plan)
    assert np.isfinite(network.parameters).all()


def test_the_provenance_says_how_to_make_the_model_again() -> None:
    plan = Plan(layers=(784, 10), epochs=1, seed=9)
    network, read = train([halves(20, 1)], halves(4, 2), plan)
    made = model("mine", network, plan, ["mnist", "pad"], "mnist", read, "nudge train mine.npz")
    assert made.provenance["data"] == ["mnist", "pad"]
    assert made.provenance["seed"] == 9
    assert made.provenance["settings"]["epochs"] == 1
    assert made.test_accuracy == read
    other = model("mine", network, plan, ["strokes"], "strokes", read, "nudge train mine.npz")
    assert other.test_accuracy is None
    assert other.provenance["strokes_accuracy"] == read
