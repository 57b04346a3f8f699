"""How well the default network learns, live: five seeds on MNIST, three on Strokes.

    NUDGE_MNIST_DIR=... make bench-learning

784-16-16-10, sigmoid, sum of squares, weights N(0, 1/fan-in), biases 0, learning rate 5, batch
100: the settings of a fresh room. Judged on MNIST's 10,000 test digits whatever it learned from.
"""

import statistics
from collections.abc import Sequence

from app.data.dataset import Dataset
from app.data.library import Library
from app.settings import from_environment
from app.training.run import Run
from app.training.settings import RunSettings


def learn(data: Dataset, seed: int, epochs: Sequence[int], **changes: object) -> list[float]:
    """Return the share of the test digits read after each of these epochs."""
    run = Run(1, RunSettings(seed=seed).changed(changes), data)
    read = []
    for epoch in range(1, max(epochs) + 1):
        for _ in range(run.steps_per_epoch):
            run.advance()
        if epoch in epochs:
            read.append(100 * run.test_accuracy())
    return read


def report(name: str, data: Dataset, seeds: Sequence[int], **changes: object) -> None:
    """Print the medians over some seeds."""
    results = [learn(data, seed, (1, 10), **changes) for seed in seeds]
    after_one, after_ten = zip(*results, strict=True)
    print(
        f"{name:34}{statistics.median(after_one):8.1f} %{statistics.median(after_ten):8.1f} %   "
        f"(seeds: {', '.join(f'{a:.1f}/{b:.1f}' for a, b in results)})"
    )


def main() -> None:
    settings = from_environment()
    library = Library(settings.cache, settings.mnist_dir)
    try:
        mnist, strokes = library.get("mnist"), library.get("strokes")
        crossed = Dataset("strokes", strokes.train, mnist.test)
        print(f"{'MNIST test digits read after':34}{'1 epoch':>10}{'10 epochs':>10}")
        report("trained on MNIST", mnist, range(5))
        report("trained on Strokes", crossed, range(3))
        relu = {"activation": "relu", "cost": "cross_entropy", "learning_rate": 0.1}
        report("trained on Strokes, ReLU, softmax", crossed, range(3), **relu)
    finally:
        library.close()


if __name__ == "__main__":
    main()
