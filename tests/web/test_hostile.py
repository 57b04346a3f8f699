"""What must not disturb the others: those who never read, send garbage, or vanish."""

import gc
import json
import random
import socket
import time
from collections.abc import Callable

import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from tests.serving import Page, Running


def megabytes() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


def garbage(rng: random.Random) -> str | bytes:
    ink = "A" * rng.choice([0, 10, 1048])
    makers: list[Callable[[], str | bytes]] = [
        lambda: rng.randbytes(rng.randrange(200)),
        lambda: "".join(chr(rng.randrange(32, 0x2FF)) for _ in range(rng.randrange(80))),
        lambda: "[" * rng.randrange(4000),
        lambda: json.dumps({"id": rng.choice([1, "1", None, 2**70, -1, 1.5]), "do": "play"}),
        lambda: json.dumps({"id": 1, "do": rng.choice(["", "join", "__init__", "fetch", 7])}),
        lambda: json.dumps({"id": 1, "do": "speed", "steps_per_second": rng.choice([-1, "x", []])}),
        lambda: '{"id": 1, "do": "rate", "learning_rate": 1e999}',
        lambda: json.dumps({"id": 1, "do": "example", "pixels": ink, "label": 77}),
        lambda: json.dumps({"id": 1, "do": "read", "pixels": ink[:-1]}),
        lambda: json.dumps({"id": 1, "do": "configure", "settings": {"layers": [784, 10**9, 10]}}),
        lambda: json.dumps({"id": 1, "do": "curve", "run": 10**9, "first": 0, "last": 2**60}),
        lambda: json.dumps({"ack": rng.choice([-1, "a", None]), "run": []}),
        lambda: "x" * rng.choice([4_095, 4_097, 60_000]),
    ]
    return rng.choice(makers)()


def talk_until_closed(page: Page, rng: random.Random, messages: int) -> int:
    """Send garbage, reading the answers; return how many were sent before the socket closed."""
    answered = 0
    try:
        for _ in range(messages):
            page.socket.send(garbage(rng))
            answered += is_refused(page)
    except ConnectionClosed as closed:
        ended = closed.rcvd
    else:
        return messages
    # Every message was answered but the last, and the close says why.
    assert ended is not None
    assert ended.code in (1007, 1008, 1009)
    assert ended.reason
    return answered + 1


def is_refused(page: Page) -> bool:
    while (got := page.hear()) is None or "reply" not in got:
        pass
    assert got["ok"] is False
    assert got["error"]
    return True


def test_ten_thousand_hostile_messages_are_answered_or_end_the_socket(server: Running) -> None:
    room, rng = server.room(), random.Random(5)
    with server.join(room) as witness:
        witness.ask("speed", steps_per_second=50)
        witness.ask("play")
        sent = 0
        while sent < 10_000:
            page = server.join(room, presenter=False)
            sent += talk_until_closed(page, rng, 10_000 - sent)
            page.socket.close()
        before = witness.state["step"]
        assert witness.ask("pause")["ok"]
        assert witness.state["step"] > before
        assert server.request("GET", "/healthz")[2]["status"] == "ok"
    wait_until_empty(server)


def wait_until_empty(server: Running) -> None:
    for _ in range(200):
        if server.request("GET", "/healthz")[2]["watchers"] == 0:
            return
        time.sleep(0.05)
    pytest.fail("someone who has left is still counted")


def test_a_client_that_never_reads_slows_nobody_and_fills_no_memory(server: Running) -> None:
    room = server.room(layers=[784, 64, 10])
    stuck = [server.socket(room["code"]) for _ in range(5)]
    for page in stuck:
        page.socket.send(json.dumps({"id": 1, "do": "join", "token": room["presenter_token"]}))
        # A real socket that is never read from: the kernel's buffers fill, then the server's wait.
        page.socket.recv_messages.pause()
    with server.join(room) as witness:
        witness.ask("speed", steps_per_second=None)
        witness.ask("play")
        witness.until_frame(50)
        before = megabytes()
        witness.frames.clear()
        frames, until = 0, time.monotonic() + 4
        while time.monotonic() < until:
            witness.hear()
            frames += len(witness.frames)
            witness.frames.clear()
        assert frames > 4 * 10
        assert megabytes() - before < 30
        assert witness.ask("pause")["ok"]
    for page in stuck:
        page.socket.socket.close()
    wait_until_empty(server)


def test_those_who_vanish_leave_nothing_behind(server: Running) -> None:
    room = server.room()
    with server.join(room) as witness:
        for _ in range(30):
            page = server.join(room, presenter=False)
            # Reset instead of a farewell, as when a battery is empty.
            page.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            page.socket.socket.close()
        for _ in range(100):
            witness.ask("look")
            if witness.state["viewers"] == 0:
                break
            time.sleep(0.05)
        assert witness.state["viewers"] == 0
        assert witness.ask("step")["ok"]
