import base64
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training import commands
from app.training.session import Example
from app.wire import messages
from app.wire.messages import Acknowledge, CommandError, parse

INK = base64.b64encode(bytes(range(256)) * 3 + bytes(16)).decode()


def said(**fields: Any) -> Any:
    parsed = parse(json.dumps({"id": 1, **fields}))
    assert isinstance(parsed, tuple)
    assert parsed[0] == 1
    return parsed[1]


def test_every_command_is_read() -> None:
    assert said(do="play") == commands.Play()
    assert said(do="pause") == commands.Pause()
    assert said(do="step") == commands.Step()
    assert said(do="speed", steps_per_second=2) == commands.SetSpeed(2.0)
    assert said(do="speed", steps_per_second=None) == commands.SetSpeed(None)
    assert said(do="rate", learning_rate=0.5) == commands.SetRate(0.5)
    assert said(do="reset") == commands.Reset(None)
    assert said(do="reset", seed=7) == commands.Reset(7)
    assert said(do="new_weights") == commands.NewWeights()
    assert said(do="configure", settings={"batch": 10}) == commands.Configure({"batch": 10})
    assert said(do="undo") == commands.Undo()
    assert said(do="example", index=3) == commands.ShowExample(3)
    assert said(do="join", token="t") == messages.Join("t")
    assert said(do="join") == messages.Join(None)
    assert said(do="look") == messages.Look()
    assert said(do="fetch", dataset="mnist") == messages.Fetch("mnist")
    assert said(do="curve", run=1, first=2, last=3) == messages.GetCurve(1, 2, 3)
    drawing = said(do="example", pixels=INK, label=4)
    assert drawing.pixels[255] == 255
    assert drawing.label == 4
    assert said(do="read", pixels=INK).pixels.shape == (784,)


def test_an_acknowledgement_needs_no_id() -> None:
    assert parse('{"ack": 12, "run": 3}') == Acknowledge(12, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "JSON object"),
        ("[1]", "JSON object"),
        ('{"do": "play"}', "whole number as id"),
        ('{"id": true, "do": "play"}', "whole number as id"),
        ('{"id": 1}', "do is one of join, play"),
        ('{"id": 1, "do": ["play"]}', "do is one of"),
        ('{"id": 1, "do": "play", "now": 1}', "play takes no fields, not 'now'"),
        ('{"id": 1, "do": "speed"}', "steps_per_second is a number"),
        ('{"id": 1, "do": "speed", "steps_per_second": 0}', "speed 0 is not between 0.1 and 10000"),
        ('{"id": 1, "do": "rate", "learning_rate": NaN}', "JSON object"),
        ('{"id": 1, "do": "rate", "learning_rate": 1e999}', "learning_rate is a number"),
        ('{"id": 1, "do": "rate", "learning_rate": "5"}', "learning_rate is a number"),
        ('{"id": 1, "do": "example"}', "either an index, or pixels"),
        ('{"id": 1, "do": "example", "index": -1}', "index is a whole number from 0"),
        ('{"id": 1, "do": "example", "pixels": "AAAA", "label": 1}', "784 bytes"),
        ('{"id": 1, "do": "read", "pixels": "%%%"}', "784 bytes"),
        (f'{{"id": 1, "do": "example", "pixels": "{INK}", "label": 12}}', "digit from 0 to 9"),
        ('{"id": 1, "do": "fetch", "dataset": "/etc/passwd"}', "dataset is 'mnist'"),
        ('{"id": 1, "do": "configure", "settings": 5}', "settings is an object"),
        ('{"ack": "x"}', "ack is a whole number"),
        ("[" * 4000, "JSON object"),
        (" " * 5000, "at most 4096"),
    ],
)
def test_a_refusal_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(CommandError, match=expected.replace("(", r"\(")):
        parse(text)


def test_a_refusal_carries_the_id_when_there_is_one() -> None:
    with pytest.raises(CommandError) as refused:
        parse('{"id": 42, "do": "dance"}')
    assert refused.value.id == 42


@given(
    st.text(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["id", "do", "ack", "run", "settings", "seed"]), inner
            )
        ),
        max_leaves=8,
    ).map(json.dumps)
)
def test_whatever_comes_is_a_command_or_a_command_error(text: str) -> None:
    refused = ""
    try:
        parse(text)
    except CommandError as error:
        refused = str(error)
    assert len(refused) < 500


def test_an_example_is_told_with_its_pixels() -> None:
    pixels = np.arange(784, dtype=np.uint16).astype(np.uint8)
    told = messages.example_fields(Example(pixels, 4, 9))
    assert base64.b64decode(told.pop("pixels")) == pixels.tobytes()
    assert told == {"source": "training", "index": 9, "label": 4}
    assert messages.example_fields(Example(pixels, None, None))["source"] == "drawing"


def test_replies_refusals_and_events_are_json() -> None:
    assert json.loads(messages.reply(3, step=1)) == {"reply": 3, "ok": True, "step": 1}
    assert json.loads(messages.refusal(None, "no")) == {"reply": None, "ok": False, "error": "no"}
    assert json.loads(messages.event("notice", text="hi")) == {"event": "notice", "text": "hi"}
