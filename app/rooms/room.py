"""Rooms: one live run, the people who watch it, and the one task that moves it."""

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

from app.rooms.hub import Hub, Member, Published
from app.rooms.pace import Pace
from app.training import commands
from app.training.commands import Refused
from app.training.session import Session
from app.training.snapshot import Snapshot
from app.wire.messages import GetCurve, curve_fields, event, example_fields, reading_fields

#: A room that nobody watches stops training after this.
UNWATCHED_PAUSE_S = 60.0
#: A viewer's look costs about 100 kB; this keeps it below 20 kB/s with the light frames.
LOOK_INTERVAL_S = 16.0
CURVE_ENTRIES = 1000
MAX_WAITING = 1000

T = TypeVar("T")
Fields = dict[str, Any]
log = logging.getLogger(__name__)


class Room:
    """A session, its members and its task.

    Everything that touches the session goes through the task, one at a time, in a worker thread:
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
        self.pace = Pace()
        self.running = False
        self.unwatched_since: float | None = time.monotonic()
        self._token_hash = hashlib.sha256(token.encode()).digest()
        self._pool = pool
        self._datasets = datasets
        self._inbox: asyncio.Queue[tuple[Callable[[], Awaitable[Fields]], asyncio.Future[Fields]]]
        self._inbox = asyncio.Queue(MAX_WAITING)
        self._looked: dict[Member, float] = {}
        self._task = asyncio.create_task(self._run(), name=f"room {code}")

    # -- members

    def is_presenter(self, token: str) -> bool:
        """Tell whether a token is this room's, in constant time."""
        return hmac.compare_digest(hashlib.sha256(token.encode()).digest(), self._token_hash)

    def join(self, presenter: bool) -> Member:
        """Let someone in."""
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
        """Stop the task, and let those who wait for an answer go."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        while not self._inbox.empty():
            self._inbox.get_nowait()[1].cancel()

    def state(self) -> Fields:
        """Return what the page must know besides frames."""
        run = self.session.run
        return {
            "code": self.code,
            "running": self.running,
            "speed": self.pace.speed,
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

    def tell_state(self) -> None:
        """Let everyone know what has changed."""
        self.hub.tell(event("state", state=self.state()))

    # -- what members ask

    async def command(self, member: Member, command: commands.Command) -> Fields:
        """Do what a member asks and return the fields of the reply; raise Refused."""
        if not member.presenter and not isinstance(command, commands.Read):
            raise Refused("only the presenter commands this room; you are watching it")
        return await self._ask(lambda: self._do(command))

    async def look(self, member: Member) -> Fields:
        """Send a member parameters and mean nudge with the next frame."""
        wait = self._looked.get(member, -LOOK_INTERVAL_S) + LOOK_INTERVAL_S - time.monotonic()
        if not member.presenter and wait > 0:
            raise Refused(f"the next look is free in {wait:.0f} seconds")
        return await self.greet(member)

    async def greet(self, member: Member) -> Fields:
        """Show one member everything about the present moment."""

        async def show() -> Fields:
            member.wants_heavy = True
            snapshot = await self._hop(lambda: self.session.snapshot(heavy=True))
            member.show(self._published(snapshot), time.monotonic(), urgent=True)
            return {}

        self._looked[member] = time.monotonic()
        return await self._ask(show)

    def curve(self, ask: GetCurve) -> Fields:
        """Return a stretch of the curves of the present run; raise Refused for another's."""
        run = self.session.run
        if ask.run != run.number:
            raise Refused(f"the curves of run {ask.run} are gone; this is run {run.number}")
        span = run.curves.span(ask.first, ask.last, CURVE_ENTRIES)
        tests = run.curves.tests(ask.first - 1 if ask.first > 1 else -1, ask.last)
        return curve_fields(run.number, span, tests)

    async def _ask(self, work: Callable[[], Awaitable[Fields]]) -> Fields:
        done: asyncio.Future[Fields] = asyncio.get_running_loop().create_future()
        try:
            self._inbox.put_nowait((work, done))
        except asyncio.QueueFull:
            raise Refused("too many commands are waiting; try again in a moment") from None
        return await done

    # -- the task

    async def _run(self) -> None:
        while True:
            try:
                await self._obey()
                await self._wait()
                if self.running and self._inbox.empty():
                    await self._advance()
            except Exception:
                # The one place that catches everything: the run stops and says so; the room lives.
                log.exception("room %s stopped", self.code)
                self.running = False
                self.session.run.stopped = "Nudge made a mistake and stopped this run; reset it"
                self.tell_state()

    async def _obey(self) -> None:
        """Do everything that is asked; while paused, wait for it."""
        while not self.running or not self._inbox.empty():
            work, done = await self._inbox.get()
            if done.cancelled():
                continue
            try:
                result = await work()
            except Refused as refused:
                if not done.cancelled():
                    done.set_exception(refused)
            except Exception:
                if not done.cancelled():
                    done.set_exception(Refused("Nudge made a mistake and could not do this"))
                raise
            else:
                if not done.cancelled():
                    done.set_result(result)

    async def _wait(self) -> None:
        """Wait until the next step is due, or something is asked."""
        if self.running and self.unwatched_since is not None:
            self.running = time.monotonic() - self.unwatched_since < UNWATCHED_PAUSE_S
        while self.running and self._inbox.empty():
            wait = self.pace.wait_s(time.monotonic())
            if not wait:
                return
            # Short naps instead of a race between two waits: a command waits 20 ms at most.
            await asyncio.sleep(min(wait, 0.02))

    async def _advance(self) -> None:
        """Take one step in the pool, and freeze what is due to be shown in the same hop."""
        light, heavy = self.pace.begin_step(time.monotonic())
        show = light and bool(self.hub.members)

        def step_and_freeze() -> Snapshot | None:
            self.session.advance()
            return self.session.snapshot(heavy) if show else None

        snapshot = await self._hop(step_and_freeze)
        now = time.monotonic()
        self.pace.end_step(now, self.session.run.step)
        if self.session.run.stopped:
            self.running = False
            self.tell_state()
            await self._show_everyone(heavy=True)
        elif snapshot is not None:
            self.hub.publish(self._published(snapshot), now)

    async def _show_everyone(self, heavy: bool) -> None:
        """Publish this moment at once, also to those who have just had a frame."""
        snapshot = await self._hop(lambda: self.session.snapshot(heavy))
        self.hub.publish(self._published(snapshot), time.monotonic(), urgent=True)

    def _published(self, snapshot: Snapshot) -> Published:
        return Published(snapshot, self.running, self.pace.rate if self.running else 0.0)

    async def _hop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    # -- what each command does

    async def _do(self, command: commands.Command) -> Fields:
        session = self.session
        match command:
            case commands.Play():
                await self._set_running(True)
            case commands.Pause():
                await self._set_running(False)
            case commands.Step():
                await self._step()
            case commands.SetSpeed(speed):
                self.pace.speed = speed
                self.pace.restart()
                self.tell_state()
            case commands.SetRate(rate):
                session.set_rate(rate)
                self.tell_state()
            case commands.Reset(seed):
                await self._start_again(lambda: session.reset(seed))
            case commands.NewWeights():
                await self._start_again(session.new_weights)
            case commands.Configure(changes):
                await self._start_again(lambda: session.configure(dict(changes)))
            case commands.Undo():
                await self._start_again(session.undo)
            case commands.ShowExample(index):
                return await self._stage(lambda: session.show_example(index))
            case commands.ShowDrawing(pixels, label):
                return await self._stage(lambda: session.show_drawing(pixels, label))
            case commands.Read(pixels):
                return reading_fields(await self._hop(lambda: session.read(pixels)))
        return {}

    async def _set_running(self, running: bool) -> None:
        self.running = running
        self.session.run.stopped = None
        self.pace.restart()
        self.tell_state()
        await self._show_everyone(heavy=not running)

    async def _step(self) -> None:
        self.running = False
        self.session.run.stopped = None
        await self._hop(self.session.advance)
        self.tell_state()
        await self._show_everyone(heavy=True)

    async def _start_again(self, change: Callable[[], None]) -> None:
        # Refused before anything has changed: a run that goes on is not paused by a refusal.
        await self._hop(change)
        self.running = False
        self.pace.restart()
        self.tell_state()
        self.hub.tell(event("example", example=example_fields(self.session.example)))
        await self._show_everyone(heavy=True)

    async def _stage(self, change: Callable[[], None]) -> Fields:
        await self._hop(change)
        shown = example_fields(self.session.example)
        self.hub.tell(event("example", example=shown))
        await self._show_everyone(heavy=False)
        return {"example": shown}
