"""Rooms: made, found by their code, counted, and put away when nobody comes any more."""

import asyncio
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.data.dataset import DatasetError
from app.data.library import Library
from app.rooms.room import Room
from app.training.commands import Refused
from app.training.session import Session
from app.training.settings import MAX_SEED, RunSettings, SettingsError
from app.wire.messages import event

#: Letters and figures that are not mistaken for each other when read aloud from a wall.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MAX_ROOMS = 32
MAX_VIEWERS_A_ROOM = 500
MAX_SOCKETS = 2000
MAX_SOCKETS_AN_ADDRESS = 600
UNLOAD_AFTER_S = 600.0


class Full(Exception):
    """There is no place left; the message says which limit was reached."""


class Registry:
    """All rooms of this process, and the workers that train in them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rooms: dict[str, Room] = {}
        self._sockets: Counter[str] = Counter()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="train")
        self._housekeeper: asyncio.Task[None] | None = None
        self._download: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start looking after the rooms."""
        self._housekeeper = asyncio.create_task(self._keep_house(), name="housekeeper")

    async def close(self) -> None:
        """Stop every room; nothing is trained afterwards."""
        for task in (self._housekeeper, self._download):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        for room in list(self.rooms.values()):
            await room.close()
        self.rooms.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.library.close()

    async def create(self, changes: dict[str, Any]) -> tuple[Room, str]:
        """Make a room and return it with its presenter's token; raise Refused or Full."""
        try:
            settings = RunSettings(seed=secrets.randbelow(MAX_SEED + 1)).changed(changes)
        except SettingsError as error:
            raise Refused(str(error)) from None
        self._make_place()
        loop = asyncio.get_running_loop()
        session = await loop.run_in_executor(self._pool, Session, settings, self.library.get)
        self._make_place()
        token, code = secrets.token_urlsafe(16), self._free_code()
        room = Room(code, token, session, self._pool, self._datasets)
        self.rooms[code] = room
        return room, token

    def find(self, code: str) -> Room | None:
        """Return the room with this code, however it is spelled, or None."""
        return self.rooms.get(code.upper())

    def admit(self, room: Room, address: str) -> None:
        """Count one more socket, or raise Full."""
        if len(room.hub.members) >= MAX_VIEWERS_A_ROOM:
            raise Full(f"this room has its {MAX_VIEWERS_A_ROOM} watchers")
        if self._sockets.total() >= MAX_SOCKETS:
            raise Full(f"this server has its {MAX_SOCKETS} watchers")
        if self._sockets[address] >= MAX_SOCKETS_AN_ADDRESS:
            raise Full(f"there are {MAX_SOCKETS_AN_ADDRESS} watchers from one address already")
        self._sockets[address] += 1

    def release(self, address: str) -> None:
        """Count one socket less."""
        self._sockets[address] -= 1
        if self._sockets[address] <= 0:
            del self._sockets[address]

    def fetch_mnist(self) -> None:
        """Start downloading MNIST, once; everyone hears how it goes."""
        if self.library.available("mnist"):
            raise Refused("MNIST is on this machine already")
        if self._download is not None and not self._download.done():
            raise Refused("MNIST is being fetched already")
        self._download = asyncio.create_task(self._fetch_mnist(), name="download")

    async def _fetch_mnist(self) -> None:
        loop = asyncio.get_running_loop()
        last_told = 0.0

        def tell(done: int, total: int) -> None:
            self._tell_all(event("progress", task="mnist", done=done, total=total, unit="bytes"))

        def progress(done: int, total: int) -> None:
            nonlocal last_told
            if done >= total or time.monotonic() - last_told > 0.2:
                last_told = time.monotonic()
                loop.call_soon_threadsafe(tell, done, total)

        try:
            await asyncio.to_thread(self.library.fetch_mnist, progress)
        except DatasetError as error:
            self._tell_all(event("notice", text=str(error)))
        else:
            for room in self.rooms.values():
                room.tell_state()

    def _tell_all(self, text: str) -> None:
        for room in self.rooms.values():
            room.hub.tell(text)

    def _datasets(self) -> dict[str, bool]:
        return {name: self.library.available(name) for name in ("strokes", "mnist")}

    def _free_code(self) -> str:
        while (code := "".join(secrets.choice(ALPHABET) for _ in range(6))) in self.rooms:
            pass
        return code

    def _make_place(self) -> None:
        if len(self.rooms) < MAX_ROOMS:
            return
        unwatched = [r for r in self.rooms.values() if r.unwatched_since is not None]
        if not unwatched:
            raise Full(f"all {MAX_ROOMS} rooms of this server are in use; try again later")
        self._unload(min(unwatched, key=lambda r: r.unwatched_since or 0.0))

    def _unload(self, room: Room) -> None:
        del self.rooms[room.code]
        # Kept until it is done: the loop itself holds its tasks only weakly.
        closing = asyncio.create_task(room.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    async def _keep_house(self) -> None:
        told: dict[str, int] = {}
        while True:
            await asyncio.sleep(1.0)
            self.sweep(time.monotonic())
            for room in self.rooms.values():
                told[room.code] = _tell_made(room, told.get(room.code, -1))

    def sweep(self, now: float) -> None:
        """Unload the rooms that nobody has watched for long."""
        for room in list(self.rooms.values()):
            since = room.unwatched_since
            if since is not None and now - since > UNLOAD_AFTER_S:
                self._unload(room)


def _tell_made(room: Room, told: int) -> int:
    """Tell a room how many of its images are made, when that has changed."""
    train = room.session.run.train
    made = train.made
    if room.hub.members and made != told:
        room.hub.tell(event("progress", task="strokes", done=made, total=len(train), unit="images"))
    return made
