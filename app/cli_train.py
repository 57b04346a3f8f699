"""The command line: `nudge train` makes a model file."""

import argparse
import shlex
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import numpy as np
from tqdm import tqdm

from app.core.activations import HIDDEN
from app.core.cost import COSTS
from app.core.sgd import Diverged
from app.data import strokes
from app.data.dataset import DatasetError, Examples
from app.data.library import TRAIN_SEED, TRAIN_SIZE, Library
from app.settings import from_environment
from app.training import trainer
from app.training.models import save
from app.training.settings import RunSettings, SettingsError

_EXAMPLE = """\
examples:
  nudge train my-model.npz
  nudge train my-model.npz --data mnist --layers 784 30 10 --epochs 20 --augment
  nudge predict my-digit.png --model my-model.npz

data:
  strokes   digits written by Nudge's own pen; there at once
  pad       the same with the drawing pad's pen, in every way of writing
  mnist     the real ones; `nudge data fetch mnist` fetches them

The same command makes the same file, to the bit, on the same machine.
"""

_DATA = ("strokes", "pad", "mnist")


def add_train_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nudge train` to the commands."""
    plan = trainer.Plan()
    train = commands.add_parser(
        "train",
        help="train a model and write it to a file",
        description="Train a network by backpropagation and write it to a file.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    train.add_argument("file", type=Path, help="where the model goes, e.g. my-model.npz")
    train.add_argument(
        "--data",
        nargs="+",
        choices=_DATA,
        default=["strokes"],
        help="one or more; what is named twice counts twice (strokes)",
    )
    train.add_argument(
        "--layers", nargs="+", type=int, default=list(plan.layers), metavar="N",
        help="neurons a layer, from 784 pixels to 10 outputs (784 16 16 10)",
    )  # fmt: skip
    train.add_argument(
        "--activation", choices=sorted(HIDDEN), default=plan.activation,
        help="of the hidden layers (%(default)s)",
    )  # fmt: skip
    train.add_argument("--cost", choices=sorted(COSTS), default=plan.cost, help="(%(default)s)")
    train.add_argument("--epochs", type=int, default=plan.epochs, help="(%(default)s)")
    train.add_argument("--batch", type=int, default=plan.batch, help="(%(default)s)")
    train.add_argument(
        "--rate", type=float, default=plan.learning_rate, help="learning rate (%(default)g)"
    )
    train.add_argument("--steady", action="store_true", help="do not lower the rate to the end")
    train.add_argument(
        "--augment", type=float, nargs="?", const=1.0, default=0.0, metavar="STRENGTH",
        help="shift, turn, slant and size the digits a little (strength 1)",
    )  # fmt: skip
    train.add_argument("--seed", type=int, default=plan.seed, help="(%(default)s)")
    train.set_defaults(run=run_train)


def run_train(chosen: argparse.Namespace) -> int:
    """Train as the arguments say; return the exit code."""
    settings = from_environment()
    library = Library(settings.cache, settings.mnist_dir)
    try:
        plan = _plan(chosen)
        _check_file(chosen.file)
        read, judged = _train(chosen, plan, library)
    except (DatasetError, SettingsError) as error:
        print(f"nudge: {error}", file=sys.stderr)
        return 2
    except Diverged:
        print(
            f"nudge: at the learning rate {chosen.rate:g} the weights grew without end; "
            "try a smaller one",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        print(f"nudge: {chosen.file} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    finally:
        library.close()
    print(f"{chosen.file}: reads {read:.2%} of the test digits of {judged}")
    return 0


def _plan(chosen: argparse.Namespace) -> trainer.Plan:
    checked = RunSettings().changed(
        {
            "layers": chosen.layers,
            "activation": chosen.activation,
            "cost": chosen.cost,
            "batch": chosen.batch,
            "learning_rate": chosen.rate,
            "seed": chosen.seed,
        }
    )
    if not 1 <= chosen.epochs <= 10_000:
        raise SettingsError(f"{chosen.epochs} epochs are not between 1 and 10,000")
    if not 0 <= chosen.augment <= 3:
        raise SettingsError(f"a strength of {chosen.augment:g} is not between 0 and 3")
    return trainer.Plan(
        layers=checked.layers,
        activation=checked.activation,
        cost=checked.cost,
        epochs=chosen.epochs,
        batch=checked.batch,
        learning_rate=checked.learning_rate,
        decay=not chosen.steady,
        augment=chosen.augment,
        seed=checked.seed,
    )


def _check_file(file: Path) -> None:
    # Said before the training, not after it.
    if file.suffix != ".npz":
        raise SettingsError(f"the file {file.name!r} should end in .npz")
    if not file.absolute().parent.is_dir():
        raise SettingsError(f"there is no folder {file.absolute().parent}")


def _train(chosen: argparse.Namespace, plan: trainer.Plan, library: Library) -> tuple[float, str]:
    data = list(chosen.data)
    named = {name: _pad() if name == "pad" else library.get(name).train for name in set(data)}
    sources = [named[name] for name in data]  # named twice, met twice as often
    # MNIST's test digits judge whenever they are there, also what never saw MNIST.
    judged = "mnist" if library.available("mnist") else "strokes"
    test = library.get(judged).test
    with ExitStack() as closing, tqdm(unit="step", desc="training") as bar:
        for source in named.values():
            closing.callback(source.close)
        network, read = trainer.train(sources, test, plan, _progress(bar))
    command = _command(chosen, plan, data)
    save(
        chosen.file,
        trainer.model(chosen.file.stem, network, plan, data, judged, read, command),
    )
    return read, judged


def _progress(bar: "tqdm[NoReturn]") -> trainer.Progress:
    shown: dict[str, str] = {}

    def progress(done: int, steps: int, cost: float, read: float | None) -> None:
        bar.total = steps
        shown["cost"] = f"{cost:.3f}"
        if read is not None:
            shown["read"] = f"{read:.2%}"
        bar.set_postfix(shown, refresh=False)
        bar.update(done - bar.n)

    return progress


def _pad() -> Examples:
    labels = strokes.labels(TRAIN_SEED, np.arange(TRAIN_SIZE))
    return Examples.drawn(labels, lambda rows: strokes.draw(TRAIN_SEED, rows, pad=True))


def _command(chosen: argparse.Namespace, plan: trainer.Plan, data: list[str]) -> str:
    words = ["nudge", "train", chosen.file.name, "--data", *data, "--layers"]
    words += [*map(str, plan.layers), "--activation", plan.activation, "--cost", plan.cost]
    words += ["--epochs", str(plan.epochs), "--batch", str(plan.batch)]
    words += ["--rate", f"{plan.learning_rate:g}", "--seed", str(plan.seed)]
    words += ["--augment", f"{plan.augment:g}"] if plan.augment else []
    words += ["--steady"] * (not plan.decay)
    return shlex.join(words)
