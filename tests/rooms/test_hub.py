import asyncio
import struct
from dataclasses import replace

import pytest

from app.rooms.hub import CREDIT, MAX_WAITING_TEXTS, Hub, Member, Overrun, Published
from app.training.curves import Curves
from tests.wire.test_frame import golden_snapshot, read

pytestmark = pytest.mark.anyio


def moment(step: int, heavy: bool = False, run: int = 2) -> Published:
    curves = Curves()
    for i in range(step):
        curves.add(float(i + 1), 0.5)
    shot = replace(golden_snapshot(), step=step, run=run, curves=curves)
    if not heavy:
        shot = replace(shot, parameters=None, mean_nudge=None)
    return Published(shot, True, 20.0)


async def take(member: Member) -> str | bytes:
    return await asyncio.wait_for(member.next(), 0.5)


async def step_of(member: Member) -> int:
    out = await take(member)
    assert isinstance(out, bytes)
    return int(struct.unpack_from("<I", out, 8)[0])


async def test_only_the_newest_frame_waits() -> None:
    member = Member(presenter=True)
    for step in (1, 2, 3):
        member.show(moment(step), 0.0, urgent=False)
    assert await step_of(member) == 3


async def test_no_more_than_two_frames_are_under_way() -> None:
    member = Member(presenter=True)
    for step in range(1, CREDIT + 1):
        member.show(moment(step), 0.0, urgent=False)
        assert await step_of(member) == step
    member.show(moment(9), 0.0, urgent=False)
    with pytest.raises(TimeoutError):
        await take(member)
    member.acknowledge(1, 2)
    assert await step_of(member) == 9


async def test_texts_come_first_and_are_never_skipped() -> None:
    member = Member(presenter=True)
    member.show(moment(1), 0.0, urgent=False)
    member.tell("a")
    member.tell("b")
    assert [await take(member), await take(member)] == ["a", "b"]
    assert await step_of(member) == 1


async def test_a_light_frame_does_not_push_a_heavy_one_out() -> None:
    member = Member(presenter=True)
    member.show(moment(1, heavy=True), 0.0, urgent=True)
    member.show(moment(2), 0.0, urgent=False)
    first, second = await take(member), await take(member)
    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
    assert 1 in read(first)[1]
    assert 1 not in read(second)[1]


async def test_curves_go_on_from_the_acknowledged_step() -> None:
    member = Member(presenter=True)
    member.show(moment(3), 0.0, urgent=False)
    await take(member)
    member.acknowledge(3, 2)
    member.show(moment(5), 0.0, urgent=False)
    out = await take(member)
    assert isinstance(out, bytes)
    assert read(out)[1][5].tolist() == [4.0, 5.0]


async def test_another_run_starts_its_curves_anew() -> None:
    member = Member(presenter=True)
    member.show(moment(3), 0.0, urgent=False)
    await take(member)
    member.acknowledge(3, 2)
    member.show(moment(2, run=3), 0.0, urgent=False)
    # An acknowledgement of the old run that was still on its way says nothing about the new.
    member.acknowledge(3, 2)
    out = await take(member)
    assert isinstance(out, bytes)
    assert read(out)[1][5].tolist() == [1.0, 2.0]


async def test_a_viewer_gets_few_light_frames_unless_they_are_urgent() -> None:
    viewer = Member(presenter=False)
    viewer.show(moment(1), 100.0, urgent=False)
    assert await step_of(viewer) == 1
    viewer.show(moment(2), 100.05, urgent=False)
    with pytest.raises(TimeoutError):
        await take(viewer)
    viewer.show(moment(3), 100.06, urgent=True)
    assert await step_of(viewer) == 3


async def test_a_viewer_gets_heavy_blocks_only_when_it_has_asked() -> None:
    viewer = Member(presenter=False)
    viewer.show(moment(1, heavy=True), 0.0, urgent=True)
    viewer.show(moment(2, heavy=True), 9.0, urgent=True)
    first, second = await take(viewer), await take(viewer)
    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
    assert 1 in read(first)[1]
    assert 1 not in read(second)[1]


async def test_whoever_lets_texts_pile_up_is_sent_away() -> None:
    member = Member(presenter=True)
    for i in range(MAX_WAITING_TEXTS + 1):
        member.tell(str(i))
    with pytest.raises(Overrun):
        await take(member)


async def test_frames_are_encoded_once_for_all_who_have_seen_the_same() -> None:
    hub = Hub()
    hub.members = {Member(presenter=True) for _ in range(5)}
    hub.publish(moment(3), 0.0)
    frames = {id(await take(member)) for member in hub.members}
    assert len(frames) == 1
