import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.rooms import room as room_module
from app.rooms.hub import Member
from app.rooms.room import Room
from app.training import commands
from app.training.commands import Refused
from app.training.session import Session
from app.training.settings import RunSettings
from tests.small import load_small

pytestmark = pytest.mark.anyio


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    session = Session(RunSettings(layers=(784, 8, 10), batch=20, seed=3), load_small)
    with ThreadPoolExecutor(2) as pool:
        made = Room("ABC234", "secret", session, pool, lambda: {"strokes": True, "mnist": False})
        yield made
        await made.close()


async def until_step(room: Room, step: int) -> None:
    until = time.monotonic() + 10
    while room.session.run.step < step:
        assert time.monotonic() < until
        await asyncio.sleep(0.01)


async def test_an_audience_member_may_not_pause_the_room(room: Room) -> None:
    viewer = room.join(presenter=False)
    with pytest.raises(Refused, match="only the presenter"):
        await room.command(viewer, commands.Pause())


async def test_step_takes_exactly_one_and_pauses(room: Room) -> None:
    presenter = room.join(presenter=True)
    await room.command(presenter, commands.SetSpeed(None))
    await room.command(presenter, commands.Play())
    await until_step(room, 5)
    await room.command(presenter, commands.Step())
    step = room.session.run.step
    await asyncio.sleep(0.1)
    assert room.session.run.step == step
    await room.command(presenter, commands.Step())
    assert room.session.run.step == step + 1


async def test_a_refused_configuration_lets_the_run_go_on(room: Room) -> None:
    presenter = room.join(presenter=True)
    await room.command(presenter, commands.Play())
    with pytest.raises(Refused):
        await room.command(presenter, commands.Configure({"batch": 100_000}))
    assert room.running


async def test_a_room_that_nobody_watches_stops_training(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_module, "UNWATCHED_PAUSE_S", 0.2)
    presenter = room.join(presenter=True)
    await room.command(presenter, commands.Play())
    room.leave(presenter)
    await asyncio.sleep(0.4)
    assert not room.running
    step = room.session.run.step
    await asyncio.sleep(0.2)
    assert room.session.run.step == step


async def test_a_paused_room_does_nothing_at_all(room: Room) -> None:
    room.join(presenter=True)
    await asyncio.sleep(0.1)
    before = time.process_time()
    await asyncio.sleep(1.0)
    assert time.process_time() - before < 0.02


async def test_commands_from_many_are_done_one_at_a_time(room: Room) -> None:
    presenters = [room.join(presenter=True) for _ in range(5)]
    steps = [room.command(p, commands.Step()) for p in presenters for _ in range(10)]
    await asyncio.gather(*steps)
    assert room.session.run.step == 50


async def test_an_overflow_is_told_and_pauses_the_room(room: Room) -> None:
    presenter = room.join(presenter=True)
    changes = {
        "activation": "relu",
        "cost": "cross_entropy",
        "start": "lecture",
        "learning_rate": 100,
        "layers": [784, 60, 60, 60, 60, 60, 10],
    }
    await room.command(presenter, commands.Configure(changes))
    await room.command(presenter, commands.SetSpeed(None))
    await room.command(presenter, commands.Play())
    until = time.monotonic() + 10
    while room.running and time.monotonic() < until:
        await asyncio.sleep(0.01)
    assert "the learning rate 100 made the weights overflow" in str(room.state()["stopped"])
    await room.command(presenter, commands.SetRate(0.01))
    assert room.state()["stopped"] is None


async def test_a_mistake_of_ours_stops_the_run_and_not_the_room(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    presenter = room.join(presenter=True)

    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(room.session, "advance", broken)
    await room.command(presenter, commands.Play())
    until = time.monotonic() + 5
    while room.running and time.monotonic() < until:
        await asyncio.sleep(0.01)
    assert "made a mistake" in str(room.state()["stopped"])
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    await room.command(presenter, commands.Step())
    assert room.session.run.step == 1


async def test_a_stale_member_that_leaves_takes_nobody_with_it(room: Room) -> None:
    first, second = room.join(presenter=True), room.join(presenter=True)
    room.leave(first)
    room.leave(first)
    assert room.hub.members == {second}
    room.leave(Member(presenter=True))
    assert room.unwatched_since is None
