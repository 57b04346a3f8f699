"""The wire: JSON text from and to the page; its twin is static/js/wire/commands.js.

This is the door for what a browser says: beyond it, a command has the right types.
"""

import base64
import binascii
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training import commands
from app.training.curves import Span
from app.training.session import Example, Reading

MAX_MESSAGE = 4096
MIN_SPEED, MAX_SPEED = 0.1, 10_000.0
PIXELS = 784


class CommandError(Exception):
    """A message that is no command; `id` is that of the message, when it had one."""

    def __init__(self, text: str, id: int | None = None) -> None:
        super().__init__(text)
        self.id = id


@dataclass(frozen=True)
class Join:
    """Come in, as the presenter when the token is the room's."""

    token: str | None


@dataclass(frozen=True)
class Acknowledge:
    """The page has seen this step of this run; it can take another frame."""

    step: int
    run: int


@dataclass(frozen=True)
class GetCurve:
    """Ask for a stretch of the curves."""

    run: int
    first: int
    last: int


@dataclass(frozen=True)
class Look:
    """Ask for parameters and mean nudge with the next frame."""


@dataclass(frozen=True)
class Fetch:
    """Ask the server to download a data set."""

    dataset: str


Message = commands.Command | Join | GetCurve | Look | Fetch


def parse(text: str) -> tuple[int, Message] | Acknowledge:
    """Return a command with its id, or an acknowledgement; raise CommandError."""
    if len(text) > MAX_MESSAGE:
        raise CommandError(f"a message has at most {MAX_MESSAGE} characters, not {len(text)}")
    try:
        fields = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise CommandError("expected a JSON object") from None
    if not isinstance(fields, dict):
        raise CommandError("expected a JSON object")
    if "ack" in fields:
        return Acknowledge(_count(fields, "ack"), _count(fields, "run"))
    id = fields.pop("id", None)
    if not isinstance(id, int) or isinstance(id, bool) or abs(id) > 2**53:
        raise CommandError("expected a whole number as id")
    do = fields.pop("do", None)
    if not isinstance(do, str) or do not in _PARSERS:
        raise CommandError(f"do is one of {', '.join(_PARSERS)}, not {_short(do)}", id)
    names, parser = _PARSERS[do]
    try:
        for name in fields:
            if name not in names:
                raise CommandError(f"{do} takes {_names(names)}, not {_short(name)}")
        return id, parser(fields)
    except CommandError as error:
        raise CommandError(str(error), id) from None


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "no fields"


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _count(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 2**53:
        raise CommandError(f"{name} is a whole number from 0, not {_short(value)}")
    return value


def _number(fields: dict[str, Any], name: str) -> float:
    value = fields.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > 1e300:
        raise CommandError(f"{name} is a number, not {_short(value)}")
    if not math.isfinite(value):
        raise CommandError(f"{name} is a finite number")
    return float(value)


def _join(fields: dict[str, Any]) -> Join:
    token = fields.get("token")
    if token is not None and not isinstance(token, str):
        raise CommandError(f"token is a text, not {_short(token)}")
    return Join(token)


def _speed(fields: dict[str, Any]) -> commands.SetSpeed:
    if "steps_per_second" in fields and fields["steps_per_second"] is None:
        return commands.SetSpeed(None)
    speed = _number(fields, "steps_per_second")
    if not MIN_SPEED <= speed <= MAX_SPEED:
        raise CommandError(
            f"speed {speed:g} is not between {MIN_SPEED:g} and {MAX_SPEED:g} "
            "steps a second, or null for flat out"
        )
    return commands.SetSpeed(speed)


def _reset(fields: dict[str, Any]) -> commands.Reset:
    return commands.Reset(None if fields.get("seed") is None else _count(fields, "seed"))


def _configure(fields: dict[str, Any]) -> commands.Configure:
    settings = fields.get("settings")
    if not isinstance(settings, dict):
        raise CommandError(f"settings is an object, not {_short(settings)}")
    return commands.Configure(settings)


def _pixels(fields: dict[str, Any]) -> NDArray[np.uint8]:
    value = fields.get("pixels")
    try:
        raw = base64.b64decode(value if isinstance(value, str) else "!", validate=True)
    except (binascii.Error, ValueError):
        raise CommandError(f"pixels is {PIXELS} bytes in base64") from None
    if len(raw) != PIXELS:
        raise CommandError(f"pixels is {PIXELS} bytes in base64, not {len(raw)}")
    return np.frombuffer(raw, np.uint8)


def _example(fields: dict[str, Any]) -> commands.ShowExample | commands.ShowDrawing:
    if ("index" in fields) == ("pixels" in fields):
        raise CommandError("example takes either an index, or pixels with a label")
    if "index" in fields:
        return commands.ShowExample(_count(fields, "index"))
    label = fields.get("label")
    if label is not None and _count(fields, "label") > 9:
        raise CommandError(f"label is a digit from 0 to 9, or null, not {_short(label)}")
    return commands.ShowDrawing(_pixels(fields), label)


def _fetch(fields: dict[str, Any]) -> Fetch:
    if fields.get("dataset") != "mnist":
        raise CommandError(f"dataset is 'mnist', not {_short(fields.get('dataset'))}")
    return Fetch("mnist")


_Parser = Callable[[dict[str, Any]], Message]
_PARSERS: dict[str, tuple[tuple[str, ...], _Parser]] = {
    "join": (("token",), _join),
    "play": ((), lambda fields: commands.Play()),
    "pause": ((), lambda fields: commands.Pause()),
    "step": ((), lambda fields: commands.Step()),
    "speed": (("steps_per_second",), _speed),
    "rate": (("learning_rate",), lambda f: commands.SetRate(_number(f, "learning_rate"))),
    "reset": (("seed",), _reset),
    "new_weights": ((), lambda fields: commands.NewWeights()),
    "configure": (("settings",), _configure),
    "undo": ((), lambda fields: commands.Undo()),
    "example": (("index", "pixels", "label"), _example),
    "read": (("pixels",), lambda fields: commands.Read(_pixels(fields))),
    "curve": (
        ("run", "first", "last"),
        lambda f: GetCurve(_count(f, "run"), _count(f, "first"), _count(f, "last")),
    ),
    "look": ((), lambda fields: Look()),
    "fetch": (("dataset",), _fetch),
}
COMMANDS = tuple(_PARSERS)


def reply(id: int, **fields: Any) -> str:
    """Return the answer to a command that was obeyed."""
    return json.dumps({"reply": id, "ok": True, **fields})


def refusal(id: int | None, error: str) -> str:
    """Return the answer to a command that was not obeyed."""
    return json.dumps({"reply": id, "ok": False, "error": error})


def event(name: str, **fields: Any) -> str:
    """Return something that the page hears unasked."""
    return json.dumps({"event": name, **fields})


def example_fields(example: Example) -> dict[str, Any]:
    """Return the example on the stage as the page reads it."""
    return {
        "source": "drawing" if example.is_drawing else "training",
        "index": example.index,
        "label": example.label,
        "pixels": base64.b64encode(example.pixels.tobytes()).decode(),
    }


def reading_fields(reading: Reading) -> dict[str, Any]:
    """Return what the network read as the page reads it."""
    return {"digit": reading.digit, "activations": reading.activations, "step": reading.step}


def curve_fields(run: int, span: Span, tests: NDArray[np.float32]) -> dict[str, Any]:
    """Return a stretch of the curves as the page reads it."""
    return {
        "run": run,
        "first": span.first,
        "size": span.size,
        "costs": span.costs.tolist(),
        "accuracies": span.accuracies.tolist(),
        "tests": tests.tolist(),
    }
