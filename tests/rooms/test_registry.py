import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.data.library import Library
from app.rooms import registry as registry_module
from app.rooms.registry import MAX_ROOMS, MAX_VIEWERS_A_ROOM, UNLOAD_AFTER_S, Full, Registry
from app.training.commands import Refused

pytestmark = pytest.mark.anyio


@pytest.fixture
async def registry(tmp_path: Path) -> AsyncIterator[Registry]:
    made = Registry(Library(tmp_path, None, sizes=(230, 60)))
    await made.open()
    yield made
    await made.close()


async def test_a_room_is_found_by_its_code_however_it_is_spelled(registry: Registry) -> None:
    room, token = await registry.create({})
    assert registry.find(room.code.lower()) is room
    assert registry.find("nobody") is None
    assert len(room.code) == 6
    assert room.is_presenter(token)
    assert not room.is_presenter(token + "x")
    assert not room.is_presenter("")


async def test_settings_are_checked_before_a_room_is_made(registry: Registry) -> None:
    with pytest.raises(Refused, match="the cost must be one of"):
        await registry.create({"cost": "guess"})
    with pytest.raises(Refused, match="NUDGE_MNIST_DIR"):
        await registry.create({"dataset": "mnist"})
    assert not registry.rooms


async def test_at_the_limit_the_room_longest_unwatched_makes_place(registry: Registry) -> None:
    rooms = [(await registry.create({}))[0] for _ in range(MAX_ROOMS)]
    rooms[0].join(presenter=False)
    newest, _ = await registry.create({})
    assert registry.find(rooms[0].code) is rooms[0]
    assert registry.find(rooms[1].code) is None
    assert registry.find(newest.code) is newest


async def test_when_every_room_is_watched_a_new_one_is_refused(registry: Registry) -> None:
    for _ in range(MAX_ROOMS):
        (await registry.create({}))[0].join(presenter=False)
    with pytest.raises(Full, match="all 32 rooms"):
        await registry.create({})


async def test_a_room_that_nobody_watches_is_unloaded(registry: Registry) -> None:
    watched, _ = await registry.create({})
    watched.join(presenter=False)
    left, _ = await registry.create({})
    registry.sweep(time.monotonic() + UNLOAD_AFTER_S - 5)
    assert registry.find(left.code) is left
    registry.sweep(time.monotonic() + UNLOAD_AFTER_S + 5)
    assert registry.find(left.code) is None
    assert registry.find(watched.code) is watched


async def test_watchers_are_counted_by_room_and_by_address(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry_module, "MAX_SOCKETS_AN_ADDRESS", 2)
    room, _ = await registry.create({})
    registry.admit(room, "10.0.0.1")
    registry.admit(room, "10.0.0.1")
    with pytest.raises(Full, match="2 watchers from one address"):
        registry.admit(room, "10.0.0.1")
    registry.admit(room, "10.0.0.2")
    registry.release("10.0.0.1")
    registry.admit(room, "10.0.0.1")
    for _ in range(MAX_VIEWERS_A_ROOM):
        room.join(presenter=False)
    with pytest.raises(Full, match="its 500 watchers"):
        registry.admit(room, "10.0.0.3")


async def test_a_download_that_fails_is_told_and_may_be_tried_again(tmp_path: Path) -> None:
    library = Library(tmp_path, None, mirrors=["http://127.0.0.1:9/"], sizes=(230, 60))
    registry = Registry(library)
    room, _ = await registry.create({})
    member = room.join(presenter=True)
    registry.fetch_mnist()
    with pytest.raises(Refused, match="already"):
        registry.fetch_mnist()
    told = ""
    while "notice" not in told:
        out = await asyncio.wait_for(member.next(), 10)
        told = out if isinstance(out, str) else ""
    assert "could not be fetched" in told
    await asyncio.sleep(0.01)
    registry.fetch_mnist()
    await registry.close()
