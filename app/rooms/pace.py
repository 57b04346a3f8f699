"""Rooms: when the next step, the next light frame and the next heavy one are due."""

from collections import deque

LIGHT_INTERVAL_S = 1 / 30
HEAVY_INTERVAL_S = 1 / 5
DEFAULT_SPEED = 20.0


class Pace:
    """The speed of a room, asked and measured. Times are seconds of one steady clock."""

    def __init__(self) -> None:
        self.speed: float | None = DEFAULT_SPEED
        self._next_step = self._next_light = self._next_heavy = 0.0
        self._times: deque[tuple[float, int]] = deque(maxlen=64)

    def restart(self) -> None:
        """Let the next step be due at once, and measure anew."""
        self._next_step = 0.0
        self._times.clear()

    def wait_s(self, now: float) -> float:
        """How long until the next step is due; flat out it always is."""
        return 0.0 if self.speed is None else max(self._next_step - now, 0.0)

    def begin_step(self, now: float) -> tuple[bool, bool]:
        """Note that a step begins; tell whether a light and a heavy frame are due with it."""
        if self.speed is not None:
            # A step that is a little late leaves the beat as it is; one that is later than a
            # whole beat starts a new one: a run that was held up does not rush.
            beat = 1 / self.speed
            on_the_beat = self._next_step + beat
            self._next_step = on_the_beat if on_the_beat > now else now + beat
        light = now >= self._next_light
        heavy = light and now >= self._next_heavy
        if light:
            self._next_light = now + LIGHT_INTERVAL_S
        if heavy:
            self._next_heavy = now + HEAVY_INTERVAL_S
        return light, heavy

    def end_step(self, now: float, step: int) -> None:
        """Note that a step is done."""
        self._times.append((now, step))

    @property
    def rate(self) -> float:
        """Steps a second over the last steps; 0 when too few have been seen."""
        if len(self._times) < 2:
            return 0.0
        (t0, s0), (t1, s1) = self._times[0], self._times[-1]
        return (s1 - s0) / (t1 - t0) if t1 > t0 else 0.0
