"""Rooms: who is watching, and the newest frame waiting for each of them.

A slow watcher never slows the room: publishing only replaces what waits in a mailbox. The sender
of each watcher takes from it at its own pace, with at most two frames not yet acknowledged.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace

from app.training.snapshot import Snapshot
from app.wire.frame import encode

CREDIT = 2
#: The audience shares a classroom's Wi-Fi: six compact frames a second stay below 20 kB/s.
AUDIENCE_INTERVAL_S = 1 / 6
#: Replies and events that may wait for a page that does not read.
MAX_WAITING_TEXTS = 200


@dataclass(eq=False)
class Published:
    """A snapshot on its way to the watchers, encoded once for all who have seen the same steps."""

    snapshot: Snapshot
    running: bool
    rate: float
    _encoded: dict[tuple[int, bool, bool], bytes] = field(default_factory=dict)

    @property
    def is_heavy(self) -> bool:
        """Whether parameters and mean nudge are in it."""
        return self.snapshot.parameters is not None

    def frame(self, seen: int, audience: bool, heavy: bool) -> bytes:
        """Return the bytes for a watcher who has seen the curves up to a step."""
        key = (seen, audience, heavy)
        if key not in self._encoded:
            shown = self.snapshot
            if not heavy:
                shown = replace(shown, parameters=None, mean_nudge=None)
            self._encoded[key] = encode(
                shown, seen, running=self.running, rate=self.rate, audience=audience
            )
        return self._encoded[key]


class Overrun(Exception):
    """A watcher has let so many texts pile up that it can only be sent away."""


class Member:
    """One watcher: its role, its mailbox and its credit."""

    def __init__(self, presenter: bool) -> None:
        self.presenter = presenter
        self.wants_heavy = True
        self.overrun = False
        self._light: Published | None = None
        self._heavy: Published | None = None
        self._texts: deque[str] = deque()
        self._under_way = 0
        self._seen, self._run = 0, 0
        self._next_light_s = 0.0
        self._wake = asyncio.Event()

    def tell(self, text: str) -> None:
        """Queue a reply or an event, which are never skipped."""
        if len(self._texts) >= MAX_WAITING_TEXTS:
            self.overrun = True
        else:
            self._texts.append(text)
        self._wake.set()

    def show(self, published: Published, now: float, urgent: bool) -> None:
        """Put a frame into the mailbox in place of an older one."""
        if not self.presenter and not urgent and now < self._next_light_s:
            return
        self._next_light_s = now + AUDIENCE_INTERVAL_S
        if published.is_heavy and (self.presenter or self.wants_heavy):
            # What waited to be seen is older than this and is all in it.
            self._heavy, self._light = published, None
            self.wants_heavy = False
        else:
            self._light = published
        self._wake.set()

    def acknowledge(self, step: int, run: int) -> None:
        """Note that the page has a frame; another may go."""
        self._under_way = max(self._under_way - 1, 0)
        if run == self._run:
            self._seen = max(self._seen, step)
        self._wake.set()

    async def next(self) -> str | bytes:
        """Wait for the next thing to send: texts first, then the newest frame."""
        while True:
            if self.overrun:
                raise Overrun
            if self._texts:
                return self._texts.popleft()
            if self._under_way < CREDIT and (self._heavy or self._light):
                return self._take()
            self._wake.clear()
            await self._wake.wait()

    def _take(self) -> bytes:
        heavy = self._heavy is not None
        published = self._heavy or self._light
        assert published is not None
        if heavy:
            self._heavy = None
        else:
            self._light = None
        if published.snapshot.run != self._run:
            self._run, self._seen = published.snapshot.run, 0
        # An acknowledgement may overtake: a page ahead of this frame needs none of its curves.
        seen = min(self._seen, published.snapshot.step)
        self._under_way += 1
        return published.frame(seen, not self.presenter, heavy)


class Hub:
    """The members of a room, and what they all hear."""

    def __init__(self) -> None:
        self.members: set[Member] = set()

    def publish(self, published: Published, now: float, urgent: bool = False) -> None:
        """Put a frame into every mailbox; urgent ones also reach those who have just had one."""
        for member in self.members:
            member.show(published, now, urgent)

    def tell(self, text: str) -> None:
        """Queue an event for everyone."""
        for member in self.members:
            member.tell(text)

    @property
    def presenters(self) -> int:
        """How many of the members command."""
        return sum(member.presenter for member in self.members)
