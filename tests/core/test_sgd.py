import numpy as np
import pytest

from app.core.activations import Array
from app.core.backprop import Workspace
from app.core.network import Network, fresh
from app.core.sgd import Diverged, Fill, Shuffler, StepResult, apply, step


def put(images: Array) -> Fill:
    def fill(start: int, out: Array) -> None:
        out[:] = images[start : start + len(out)]

    return fill


def run(steps: int, seed: int) -> tuple[Array, list[StepResult]]:
    rng = np.random.default_rng(seed)
    net = fresh((6, 5, 3), "sigmoid", "squares", "scaled", rng)
    data = np.random.default_rng(0)
    images, labels = data.random((25, 6), np.float32), data.integers(3, size=25)
    shuffler, work, results = Shuffler(25, 10, rng), Workspace(net.sizes, 10), []
    for _ in range(steps):
        dealt = shuffler.deal()
        results.append(step(net, work, put(images[dealt]), labels[dealt], 3.0))
    return net.parameters, results


def test_an_epoch_deals_every_example_once_and_ends_with_a_short_batch() -> None:
    shuffler = Shuffler(25, 10, np.random.default_rng(0))
    batches = [shuffler.deal().tolist() for _ in range(3)]
    assert [len(b) for b in batches] == [10, 10, 5]
    assert sorted(np.concatenate(batches)) == list(range(25))
    assert (shuffler.epoch, shuffler.epochs_done) == (0, 1)
    again = [shuffler.deal().tolist() for _ in range(3)]
    assert sorted(np.concatenate(again)) == list(range(25))
    assert again != batches


def test_a_batch_may_be_larger_than_the_set() -> None:
    assert len(Shuffler(7, 100, np.random.default_rng(0)).deal()) == 7


def test_a_run_repeated_from_its_seed_is_equal_to_the_bit() -> None:
    first, first_results = run(40, seed=5)
    second, second_results = run(40, seed=5)
    assert first.tobytes() == second.tobytes()
    assert first_results == second_results
    assert run(40, seed=6)[0].tobytes() != first.tobytes()


def test_steps_go_downhill() -> None:
    results = run(300, seed=1)[1]
    assert np.mean([r.cost for r in results[-20:]]) < 0.8 * np.mean([r.cost for r in results[:20]])


def test_a_step_adds_the_rate_times_the_mean_nudge_and_nothing_else() -> None:
    rng = np.random.default_rng(2)
    net = fresh((6, 5, 3), "tanh", "squares", "lecture", rng)
    before, work = net.parameters.copy(), Workspace(net.sizes, 4)
    result = step(net, work, put(rng.random((4, 6))), np.array([0, 1, 2, 1]), 0.5)
    moved = work.mean_nudge * np.float32(0.5) + before
    np.testing.assert_array_equal(net.parameters, moved)
    assert result.size == 4


def test_a_step_that_would_overflow_is_not_taken() -> None:
    net = small_network()
    kept = net.parameters.copy()
    work = Workspace(net.sizes, 1)
    for bad in (np.inf, np.nan, 3e38):
        work.mean_nudge[3] = bad
        with pytest.raises(Diverged), np.errstate(all="ignore"):
            apply(net, work, 50.0)
        np.testing.assert_array_equal(net.parameters, kept)


def small_network() -> Network:
    return fresh((4, 3, 2), "relu", "cross_entropy", "scaled", np.random.default_rng(0))


def test_a_batch_larger_than_the_workspace_gives_the_same_mean_nudge() -> None:
    rng = np.random.default_rng(4)
    images, labels = rng.random((23, 6)), rng.integers(3, size=23)
    nudges, results = [], []
    for room in (23, 10):
        net = fresh((6, 5, 3), "sigmoid", "squares", "scaled", np.random.default_rng(8), np.float64)
        work = Workspace(net.sizes, room, np.float64)
        results.append(step(net, work, put(images), labels, 1.0))
        nudges.append(work.mean_nudge)
    np.testing.assert_allclose(nudges[0], nudges[1], rtol=1e-10, atol=1e-14)
    assert results[0].cost == pytest.approx(results[1].cost, rel=1e-12)
    assert results[0].correct == results[1].correct
