import time
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.serving import Page, Running

INK = "/" * 1045 + "w=="  # 784 bytes, as base64


def closed_with(page: Page) -> tuple[int, str]:
    try:
        while True:
            page.hear()
    except ConnectionClosed as closed:
        farewell = closed.rcvd
    assert farewell is not None
    return farewell.code, farewell.reason


def test_a_newcomer_is_shown_everything_at_once(server: Running) -> None:
    with server.join(server.room()) as page:
        assert page.welcome["role"] == "presenter"
        assert page.welcome["state"]["settings"]["layers"] == [784, 8, 10]
        assert page.welcome["example"]["source"] == "training"
        blocks = page.until_frame(0, heavy=True)
        assert len(blocks[1]) == 785 * 8 + 9 * 10
        assert not blocks[2].any()
        assert len(blocks[3]) == 784 + 8 + 10
        assert len(blocks[4]) == 18


def test_one_step_is_exactly_one_and_shows_its_numbers(server: Running) -> None:
    with server.join(server.room()) as page:
        before = page.until_frame(0, heavy=True)[1].copy()
        assert page.ask("step")["ok"]
        blocks = page.until_frame(1, heavy=True)
        assert page.frames[-1][0][5] == 1
        # What was applied is what is shown: parameters moved by 5 times the mean nudge.
        np.testing.assert_array_equal(blocks[1], blocks[2] * np.float32(5) + before)
        time.sleep(0.3)
        assert page.ask("curve", run=1, first=1, last=99)["costs"] == blocks[5].tolist()


def test_play_trains_and_pause_stops(server: Running) -> None:
    with server.join(server.room(learning_rate=2.0)) as page:
        page.ask("speed", steps_per_second=None)
        page.ask("play")
        page.until_frame(200)
        page.ask("pause")
        assert page.state["running"] is False
        stopped_at = page.state["step"]
        curve = page.ask("curve", run=1, first=1, last=stopped_at)
        assert curve["size"] == 1
        assert len(curve["costs"]) == stopped_at
        assert np.mean(curve["costs"][-20:]) < 0.8 * np.mean(curve["costs"][:20])
        time.sleep(0.2)
        page.ask("rate", learning_rate=1.0)
        assert page.state["step"] == stopped_at


def test_frames_carry_every_step_without_a_hole(server: Running) -> None:
    with server.join(server.room()) as page:
        page.ask("speed", steps_per_second=500)
        page.ask("play")
        seen: list[float] = []
        while len(seen) < 400:
            page.frames.clear()
            page.hear()
            for _, blocks in page.frames:
                run, first, size = blocks[8].tolist()
                if size == 1 and len(blocks[5]):
                    # Two frames may be under way, so a later one may tell some steps again.
                    assert first <= len(seen) + 1
                    seen[first - 1 :] = blocks[5].tolist()
        page.ask("pause")
        told = page.ask("curve", run=run, first=1, last=400)["costs"]
        assert told == seen[:400]


def test_the_speed_is_kept(server: Running) -> None:
    with server.join(server.room()) as page:
        page.ask("speed", steps_per_second=20)
        page.ask("play")
        time.sleep(1.5)
        page.ask("pause")
        assert 22 <= page.state["step"] <= 34


def test_reset_to_the_same_seed_gives_the_same_first_cost(server: Running) -> None:
    with server.join(server.room()) as page:
        page.ask("step")
        first = page.ask("curve", run=1, first=1, last=1)["costs"]
        page.ask("reset")
        assert page.state["step"] == 0
        run = page.state["run"]
        page.ask("step")
        assert page.ask("curve", run=run, first=1, last=1)["costs"] == first
        page.ask("new_weights")
        assert page.state["settings"]["seed"] != 3
        page.ask("undo")
        assert page.state["step"] == 1
        assert page.state["undo"] == "reset"


def test_a_configuration_is_applied_or_refused_whole(server: Running) -> None:
    with server.join(server.room()) as page:
        refused = page.ask("configure", settings={"layers": [784, 4, 10], "batch": 0})
        assert refused["ok"] is False
        assert "mini-batch of 0" in refused["error"]
        assert page.ask("configure", settings={"dataset": "mnist"})["error"].startswith("MNIST")
        page.until_frame(0, heavy=True)
        page.frames.clear()
        assert page.ask("configure", settings={"layers": [784, 4, 10], "digits": [2, 3]})["ok"]
        assert page.state["settings"]["digits"] == [2, 3]
        assert len(page.until_frame(0, heavy=True)[1]) == 785 * 4 + 50


def test_examples_and_drawings_go_on_the_stage(server: Running) -> None:
    with server.join(server.room()) as page:
        shown = page.ask("example", index=12)["example"]
        assert shown["index"] == 12
        page.ask("example", pixels=INK, label=4)
        page.hear()
        header, blocks = page.frames[-1]
        assert header[-1] == 0xFFFFFFFF
        assert blocks[3][:784].min() == 1.0
        assert len(blocks[4]) == 18
        assert page.ask("example", index=230)["error"].startswith("there is no example 230")


def test_a_viewer_watches_reads_and_may_not_command(server: Running) -> None:
    room = server.room()
    with server.join(room) as presenter, server.join(room, presenter=False) as viewer:
        assert viewer.welcome["role"] == "viewer"
        commands: dict[str, dict[str, Any]] = {
            "play": {},
            "pause": {},
            "step": {},
            "speed": {"steps_per_second": 5},
            "rate": {"learning_rate": 1},
            "reset": {},
            "new_weights": {},
            "configure": {"settings": {}},
            "undo": {},
            "example": {"index": 1},
            "fetch": {"dataset": "mnist"},
        }
        for do, fields in commands.items():
            answer = viewer.ask(do, **fields)
            assert not answer["ok"], do
            assert "only the presenter" in answer["error"]
        assert len(viewer.ask("read", pixels=INK)["activations"]) == 2
        assert presenter.ask("step")["ok"]
        assert viewer.until_frame(1)[3].dtype == np.uint8
        assert "seconds" in viewer.ask("look")["error"]


def test_the_wrong_token_is_shown_out(server: Running) -> None:
    room = server.room()
    page = server.socket(room["code"])
    page.send("join", token="guess")
    assert closed_with(page)[0] == 4401


def test_a_room_that_is_gone_says_so(server: Running) -> None:
    page = server.socket("XXXXXX")
    code, reason = closed_with(page)
    assert code == 4404
    assert "no such room" in reason


@pytest.mark.parametrize(
    "first", ['{"id": 1, "do": "play"}', "garbage", b"\0\1", '{"ack": 1, "run": 1}']
)
def test_join_comes_first(server: Running, first: Any) -> None:
    room = server.room()
    page = server.socket(room["code"])
    page.socket.send(first)
    code, reason = closed_with(page)
    assert code == 1008
    assert "join" in reason


def test_a_message_too_big_for_the_transport_closes_the_socket(server: Running) -> None:
    page = server.join(server.room())
    page.socket.send("x" * 70_000)
    assert closed_with(page)[0] == 1009


def test_another_origin_is_refused(server: Running) -> None:
    room = server.room()
    with pytest.raises(InvalidStatus, match="403"):
        server.socket(room["code"], "http://evil.example")
    with server.socket(room["code"], server.url):
        pass
