"""The web: one socket from joining to leaving; the only place that catches a disconnect."""

import asyncio
import contextlib
import ipaddress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.rooms.hub import Member, Overrun
from app.rooms.registry import Full, Registry
from app.rooms.room import Room
from app.training.commands import Refused
from app.wire import messages
from app.wire.messages import Acknowledge, CommandError, Fetch, GetCurve, Join, Look, Message

router = APIRouter()

JOIN_TIMEOUT_S = 10.0
MAX_REFUSALS = 20
POLICY, FULL, NO_ROOM, NO_TOKEN = 1008, 1013, 4404, 4401


class _Closed(Exception):
    """This socket is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@router.websocket("/api/v1/rooms/{code}/live")
async def live(socket: WebSocket, code: str) -> None:
    """Connect one page with one room."""
    registry: Registry = socket.app.state.registry
    await socket.accept()
    address = socket.client.host if socket.client else "unknown"
    try:
        room = registry.find(code)
        if room is None:
            raise _Closed(NO_ROOM, "there is no such room; it has expired or never was")
        try:
            registry.admit(room, address)
        except Full as full:
            raise _Closed(FULL, str(full)) from None
        try:
            await _visit(socket, registry, room)
        finally:
            registry.release(address)
    except _Closed as closed:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await socket.close(closed.code, closed.reason[:120])
    except WebSocketDisconnect:
        pass


async def _visit(socket: WebSocket, registry: Registry, room: Room) -> None:
    id, join = await _first_message(socket)
    if join.token is not None and not room.is_presenter(join.token):
        raise _Closed(NO_TOKEN, "this is not the presenter's token of this room")
    member = room.join(presenter=join.token is not None)
    member.tell(messages.reply(id, **_welcome(room, member)))
    tasks: list[asyncio.Task[Any]] = [
        asyncio.create_task(_send(socket, member)),
        asyncio.create_task(_receive(socket, registry, room, member)),
        asyncio.create_task(room.greet(member)),
    ]
    try:
        await _first_to_fail(tasks)
    finally:
        room.leave(member)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _first_to_fail(tasks: list[asyncio.Task[Any]]) -> None:
    # Both loops run until one of them raises: the other cannot go on without it.
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()


async def _first_message(socket: WebSocket) -> tuple[int, Join]:
    late = _Closed(POLICY, "the first message should be join, within 10 seconds")
    try:
        text = await asyncio.wait_for(_text(socket), JOIN_TIMEOUT_S)
        parsed = messages.parse(text)
    except TimeoutError:
        raise late from None
    except CommandError as error:
        raise _Closed(POLICY, f"the first message should be join: {error}") from None
    if isinstance(parsed, Acknowledge) or not isinstance(parsed[1], Join):
        raise late
    return parsed[0], parsed[1]


async def _text(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text: str | None = message.get("text")
    if text is None:
        raise CommandError("expected text; only the server sends binary messages")
    return text


def _welcome(room: Room, member: Member) -> dict[str, Any]:
    return {
        "role": "presenter" if member.presenter else "viewer",
        "state": room.state(),
        "example": messages.example_fields(room.session.example),
    }


async def _send(socket: WebSocket, member: Member) -> None:
    while True:
        try:
            out = await member.next()
        except Overrun:
            raise _Closed(POLICY, "this page has stopped reading") from None
        if isinstance(out, str):
            await socket.send_text(out)
        else:
            await socket.send_bytes(out)


async def _receive(socket: WebSocket, registry: Registry, room: Room, member: Member) -> None:
    refusals = 0
    while True:
        id: int | None = None
        try:
            parsed = messages.parse(await _text(socket))
            if isinstance(parsed, Acknowledge):
                member.acknowledge(parsed.step, parsed.run)
                continue
            id, message = parsed
            fields = await _obey(socket, registry, room, member, message)
            member.tell(messages.reply(id, **fields))
            refusals = 0
        except (CommandError, Refused) as error:
            if isinstance(error, CommandError):
                id = error.id
            member.tell(messages.refusal(id, str(error)))
            refusals += 1
            if refusals >= MAX_REFUSALS:
                raise _Closed(POLICY, f"{MAX_REFUSALS} messages in a row were refused") from None


async def _obey(
    socket: WebSocket, registry: Registry, room: Room, member: Member, message: Message
) -> dict[str, Any]:
    match message:
        case Join():
            raise Refused("you have joined already")
        case GetCurve():
            return room.curve(message)
        case Look():
            return await room.look(member)
        case Fetch():
            _check_local(socket, member)
            registry.fetch_mnist()
            return {}
        case _:
            return await room.command(member, message)


def _check_local(socket: WebSocket, member: Member) -> None:
    """Downloads change the machine, not the room: only someone sitting at it may start them."""
    host = socket.client.host if socket.client else ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not member.presenter or not local:
        raise Refused(
            "only the presenter, on the server's own machine, can fetch a data set; "
            "`nudge data fetch mnist` does the same there"
        )
