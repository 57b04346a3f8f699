"""Training: the settings of a run, checked once, when they come in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.core.activations import HIDDEN
from app.core.cost import COSTS
from app.core.network import parameter_count

PIXELS, DIGITS = 784, 10
MAX_HIDDEN_LAYERS, MAX_WIDTH, MAX_PARAMETERS = 6, 512, 300_000
MIN_RATE, MAX_RATE = 1e-6, 100.0
MAX_SEED = 2**32 - 1
STARTS = ("scaled", "lecture")
DATASETS = ("strokes", "mnist")


class SettingsError(Exception):
    """A setting is not one that Nudge can train with; the message says what is."""


@dataclass(frozen=True)
class RunSettings:
    """Everything that, with the data, decides a run to the bit."""

    layers: tuple[int, ...] = (PIXELS, 16, 16, DIGITS)
    activation: str = "sigmoid"
    cost: str = "squares"
    start: str = "scaled"
    learning_rate: float = 5.0
    batch: int = 100
    dataset: str = "strokes"
    digits: tuple[int, ...] = tuple(range(DIGITS))
    size: int | None = None
    seed: int = 0

    def changed(self, changes: Mapping[str, Any]) -> "RunSettings":
        """Return these settings with some of them changed, or raise SettingsError."""
        names = {f.name for f in fields(self)}
        for name in changes:
            if name not in names:
                raise SettingsError(f"there is no setting {name!r}; there are {_listed(names)}")
        return replace(self, **{name: _CHECKS[name](value) for name, value in changes.items()})

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values, as they are written on the wire."""
        plain = asdict(self)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}


def _listed(names: Any) -> str:
    return ", ".join(str(name) for name in sorted(names))


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _layers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not all(_is_integer(n) for n in value):
        raise SettingsError(f"layers must be a list of whole numbers, not {value!r}")
    if len(value) < 2 or value[0] != PIXELS or value[-1] != DIGITS:
        raise SettingsError(
            f"layers must begin with {PIXELS} pixels and end with {DIGITS} outputs, not {value!r}"
        )
    hidden = value[1:-1]
    if len(hidden) > MAX_HIDDEN_LAYERS:
        raise SettingsError(
            f"{len(hidden)} hidden layers are too many: at most {MAX_HIDDEN_LAYERS}"
        )
    for width in hidden:
        if not 1 <= width <= MAX_WIDTH:
            raise SettingsError(
                f"a hidden layer of {width} neurons is not between 1 and {MAX_WIDTH} wide"
            )
    if parameter_count(value) > MAX_PARAMETERS:
        raise SettingsError(
            f"these layers have {parameter_count(value):,} weights and biases; "
            f"at most {MAX_PARAMETERS:,} can be trained here"
        )
    return tuple(value)


def _rate(value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not MIN_RATE <= value <= MAX_RATE:
        raise SettingsError(
            f"the learning rate {value!r} is not a number between 0.000001 and {MAX_RATE:g}"
        )
    return float(value)


def _batch(value: Any) -> int:
    if not _is_integer(value) or value < 1:
        raise SettingsError(f"a mini-batch of {value!r} is not a whole number of examples from 1")
    return int(value)


def _size(value: Any) -> int | None:
    if value is not None and (not _is_integer(value) or value < 1):
        raise SettingsError(f"a training set of {value!r} is not a whole number of examples from 1")
    return None if value is None else int(value)


def _digits(value: Any) -> tuple[int, ...]:
    fine = isinstance(value, list | tuple) and all(_is_integer(d) and 0 <= d <= 9 for d in value)
    if not fine or not value or len(set(value)) != len(value):
        raise SettingsError(
            f"digits must be a list of different digits from 0 to 9, at least one, not {value!r}"
        )
    return tuple(sorted(value))


def _seed(value: Any) -> int:
    if not _is_integer(value) or not 0 <= value <= MAX_SEED:
        raise SettingsError(f"the seed {value!r} is not a whole number from 0 to {MAX_SEED}")
    return int(value)


def _one_of(what: str, names: Any) -> Any:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise SettingsError(f"{what} must be one of {_listed(names)}, not {value!r}")
        return value

    return check


_CHECKS: dict[str, Any] = {
    "layers": _layers,
    "activation": _one_of("the hidden activation", HIDDEN),
    "cost": _one_of("the cost", COSTS),
    "start": _one_of("the start", STARTS),
    "learning_rate": _rate,
    "batch": _batch,
    "dataset": _one_of("the data set", DATASETS),
    "digits": _digits,
    "size": _size,
    "seed": _seed,
}
