"""Rooms: one live run, the people who watch it, and the one task that moves it."""

import asyncio
import hashlib
import hmac
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from functools import singledispatchmethod
from typing import Any, TypeVar

from app.rooms.hub import Hub, Member, Published
from app.training import commands
from app.training.commands import Refused
from app.training.session import Session
from app.training.snapshot import Snapshot
from app.wire.messages import GetCurve, Look, event, example_fields, reading_fields

LIGHT_INTERVAL_S = 1 / 30
HEAVY_INTERVAL_S = 1 / 5
#: A room that nobody watches stops training after this.
UNWATCHED_PAUSE_S = 60.0
#: A viewer's look costs about 100 kB; this keeps it below 20 kB/s with the light frames.
LOOK_INTERVAL_S = 16.0
CURVE_ENTRIES = 1000
DEFAULT_SPEED = 20.0

T = TypeVar("T")
log = logging.getLogger(__name__)


class Room:
    """A session, its members and its task.

    Every call that touches the session goes through the task, one at a time, in a worker thread:
    commands fall between two steps, never into one.
    """

    def __init__(
        self,
        code: str,
        token: str,
        session: Session,
        pool: Executor,
        datasets: Callable[[], dict[str, bool]],
    ) -> None:
        self.code = code
        self.session = session
        self.hub = Hub()
        self.running = False
        self.speed: float | None = DEFAULT_SPEED
        self.unwatched_since: float | None = time.monotonic()
        self._token_hash = hashlib.sha256(token.encode()).digest()
        self._pool = pool
        self._datasets = datasets
        self._inbox: asyncio.Queue[tuple[commands.Command, asyncio.Future[dict[str, Any]]]]
        self._inbox = asyncio.Queue(maxsize=1000)
        self._newest: Published | None = None
        self._next_light = self._next_heavy = self._next_step = 0.0
        self._step_times: deque[tuple[float, int]] = deque(maxlen=64)
        self._looked: dict[Member, float] = {}
        self._task = asyncio.create_task(self._run(), name=f"room {code}")

    # -- members

    def is_presenter(self, token: str) -> bool:
        """Tell whether a token is this room's, in constant time."""
        return hmac.compare_digest(hashlib.sha256(token.encode()).digest(), self._token_hash)

    def join(self, presenter: bool) -> Member:
        """Let someone in, and show them the present moment."""
        member = Member(presenter)
        self.hub.members.add(member)
        self.unwatched_since = None
        self.tell_state()
        return member

    def leave(self, member: Member) -> None:
        """Let someone go."""
        self.hub.members.discard(member)
        self._looked.pop(member, None)
        if not self.hub.members:
            self.unwatched_since = time.monotonic()
        self.tell_state()

    async def close(self) -> None:
        """Stop the task."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def state(self) -> dict[str, Any]:
        """Return what the page must know besides frames."""
        run = self.session.run
        return {
            "code": self.code,
            "running": self.running,
            "speed": self.speed,
            "step": run.step,
            "epoch": run.shuffler.epochs_done,
            "run": run.number,
            "settings": run.settings.as_dict(),
            "undo": self.session.can_undo,
            "stopped": run.stopped,
            "viewers": len(self.hub.members) - self.hub.presenters,
            "train_size": len(run.train),
            "test_size": len(run.test),
            "steps_per_epoch": run.steps_per_epoch,
            "datasets": self._datasets(),
        }

    # -- commands

    async def command(self, member: Member, command: commands.Command) -> dict[str, Any]:
        """Do what a member asks and return the fields of the reply; raise Refused."""
        if not member.presenter and not isinstance(command, commands.Read):
            raise Refused("only the presenter commands this room; you are watching it")
        done: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        try:
            self._inbox.put_nowait((command, done))
        except asyncio.QueueFull:
            raise Refused("too many commands are waiting; try again in a moment") from None
        return await done

    def curve(self, ask: GetCurve) -> dict[str, Any]:
        """Return a stretch of the curves of the present run."""
        run = self.session.run
        if ask.run != run.number:
            raise Refused(f"the curves of run {ask.run} are gone; this is run {run.number}")
        span = run.curves.span(ask.first, ask.last, CURVE_ENTRIES)
        return {
            "run": run.number,
            "first": span.first,
            "size": span.size,
            "costs": span.costs.tolist(),
            "accuracies": span.accuracies.tolist(),
            "tests": run.curves.tests(ask.first - 1 if ask.first > 1 else -1, ask.last).tolist(),
        }

    async def look(self, member: Member, _: Look) -> dict[str, Any]:
        """Send parameters and mean nudge with the next frame."""
        now = time.monotonic()
        wait = self._looked.get(member, -LOOK_INTERVAL_S) + LOOK_INTERVAL_S - now
        if not member.presenter and wait > 0:
            raise Refused(f"the next look is free in {wait:.0f} seconds")
        self._looked[member] = now
        member.wants_heavy = True
        snapshot = await self._hop(lambda: self.session.snapshot(heavy=True))
        member.show(Published(snapshot, self.running, self._rate()), now, urgent=True)
        return {}

    # -- the task

    async def _run(self) -> None:
        while True:
            try:
                await self._obey()
                await self._pace()
                if self.running and self._inbox.empty():
                    await self._advance()
            except asyncio.CancelledError:
                raise
            except Exception:
                # The one place that catches everything: the room stops and says so, and lives on.
                log.exception("room %s stopped", self.code)
                self.running = False
                self.session.run.stopped = "Nudge made a mistake and stopped this run; reset it"
                self.tell_state()

    async def _obey(self) -> None:
        """Do every waiting command; while paused, wait for one."""
        while not self.running or not self._inbox.empty():
            command, done = await self._inbox.get()
            if done.cancelled():
                continue
            try:
                result = await self._do(command)
            except Refused as refused:
                done.set_exception(refused)
            except Exception:
                done.set_exception(Refused("Nudge made a mistake; nothing was changed"))
                raise
            else:
                if not done.cancelled():
                    done.set_result(result)

    async def _pace(self) -> None:
        """Wait until the next step is due, or a command comes."""
        if self.running and self.unwatched_since is not None:
            self.running = time.monotonic() - self.unwatched_since < UNWATCHED_PAUSE_S
        if self.speed is None:
            return
        while self._inbox.empty() and (wait := self._next_step - time.monotonic()) > 0:
            # Short naps instead of a race between two waits: a command waits 20 ms at most.
            await asyncio.sleep(min(wait, 0.02))

    async def _advance(self) -> None:
        """Take one step in the pool, and freeze what is due to be shown in the same hop."""
        now = time.monotonic()
        if self.speed is not None:
            self._next_step = max(self._next_step + 1 / self.speed, now)
        light, heavy = now >= self._next_light, now >= self._next_heavy
        watched = bool(self.hub.members)

        def step_and_freeze() -> Snapshot | None:
            self.session.advance()
            return self.session.snapshot(heavy) if watched and light else None

        snapshot = await self._hop(step_and_freeze)
        self._step_times.append((now, self.session.run.step))
        if self.session.run.stopped:
            self.running = False
            self.tell_state()
            await self._show_now()
        elif snapshot is not None:
            self._next_light = now + LIGHT_INTERVAL_S
            if heavy:
                self._next_heavy = now + HEAVY_INTERVAL_S
            self.hub.publish(Published(snapshot, True, self._rate()), now)

    async def _show_now(self) -> None:
        """Publish everything about this moment, to everyone, at once."""
        snapshot = await self._hop(lambda: self.session.snapshot(heavy=True))
        now = time.monotonic()
        self.hub.publish(Published(snapshot, self.running, self._rate()), now, urgent=True)

    async def _hop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _rate(self) -> float:
        """Steps a second over the last steps, 0 while paused."""
        if not self.running or len(self._step_times) < 2:
            return 0.0
        (t0, s0), (t1, s1) = self._step_times[0], self._step_times[-1]
        return max(s1 - s0, 0) / (t1 - t0) if t1 > t0 else 0.0

    def tell_state(self) -> None:
        """Let everyone know what has changed."""
        self.hub.tell(event("state", state=self.state()))

    # -- what each command does

    @singledispatchmethod
    async def _do(self, command: commands.Command) -> dict[str, Any]:
        raise NotImplementedError(command)

    @_do.register
    async def _(self, command: commands.Play) -> dict[str, Any]:
        self.session.run.stopped = None
        self.running = True
        self._step_times.clear()
        self._next_step = 0.0
        self.tell_state()
        return {}

    @_do.register
    async def _(self, command: commands.Pause) -> dict[str, Any]:
        self.running = False
        self.tell_state()
        await self._show_now()
        return {}

    @_do.register
    async def _(self, command: commands.Step) -> dict[str, Any]:
        self.running = False
        self.session.run.stopped = None
        await self._hop(self.session.advance)
        self.tell_state()
        await self._show_now()
        return {}

    @_do.register
    async def _(self, command: commands.SetSpeed) -> dict[str, Any]:
        self.speed = command.steps_per_second
        self._step_times.clear()
        self._next_step = 0.0
        self.tell_state()
        return {}

    @_do.register
    async def _(self, command: commands.SetRate) -> dict[str, Any]:
        self.session.set_rate(command.learning_rate)
        self.tell_state()
        return {}

    @_do.register
    async def _(self, command: commands.Reset) -> dict[str, Any]:
        return await self._start_again(lambda: self.session.reset(command.seed))

    @_do.register
    async def _(self, command: commands.NewWeights) -> dict[str, Any]:
        return await self._start_again(self.session.new_weights)

    @_do.register
    async def _(self, command: commands.Configure) -> dict[str, Any]:
        return await self._start_again(lambda: self.session.configure(dict(command.changes)))

    @_do.register
    async def _(self, command: commands.Undo) -> dict[str, Any]:
        return await self._start_again(self.session.undo)

    @_do.register
    async def _(self, command: commands.ShowExample) -> dict[str, Any]:
        return await self._stage(lambda: self.session.show_example(command.index))

    @_do.register
    async def _(self, command: commands.ShowDrawing) -> dict[str, Any]:
        return await self._stage(lambda: self.session.show_drawing(command.pixels, command.label))

    @_do.register
    async def _(self, command: commands.Read) -> dict[str, Any]:
        return reading_fields(await self._hop(lambda: self.session.read(command.pixels)))

    async def _start_again(self, change: Callable[[], None]) -> dict[str, Any]:
        # Refused before anything has changed: a run that goes on must not be paused by it.
        await self._hop(change)
        self.running = False
        self._step_times.clear()
        self.tell_state()
        self.hub.tell(event("example", example=example_fields(self.session.example)))
        await self._show_now()
        return {}

    async def _stage(self, change: Callable[[], None]) -> dict[str, Any]:
        await self._hop(change)
        shown = example_fields(self.session.example)
        self.hub.tell(event("example", example=shown))
        snapshot = await self._hop(lambda: self.session.snapshot(heavy=False))
        now = time.monotonic()
        self.hub.publish(Published(snapshot, self.running, self._rate()), now, urgent=True)
        return {"example": shown}
