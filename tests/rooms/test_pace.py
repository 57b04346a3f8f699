import pytest

from app.rooms.pace import HEAVY_INTERVAL_S, LIGHT_INTERVAL_S, Pace


def test_steps_are_due_at_the_speed_asked_for() -> None:
    pace = Pace()
    pace.speed = 4.0
    pace.begin_step(100.0)
    assert pace.wait_s(100.0) == pytest.approx(0.25)
    pace.begin_step(100.26)
    # A little late, and still on the beat.
    assert pace.wait_s(100.26) == pytest.approx(0.24)


def test_the_second_step_waits_as_long_as_any_other() -> None:
    pace = Pace()
    pace.speed = 0.5
    pace.restart()
    assert pace.wait_s(100.0) == 0.0
    pace.begin_step(100.0)
    assert pace.wait_s(100.0) == pytest.approx(2.0)


def test_flat_out_a_step_is_always_due() -> None:
    pace = Pace()
    pace.speed = None
    pace.begin_step(100.0)
    assert pace.wait_s(0.0) == 0.0


def test_a_run_that_was_held_up_does_not_rush() -> None:
    pace = Pace()
    pace.speed = 10.0
    pace.begin_step(100.0)
    pace.begin_step(105.0)
    assert pace.wait_s(105.0) == pytest.approx(0.1)


def test_frames_are_due_30_times_and_heavy_ones_5_times_a_second() -> None:
    pace = Pace()
    shown = [pace.begin_step(100 + i / 1000) for i in range(1000)]
    lights, heavies = sum(light for light, _ in shown), sum(heavy for _, heavy in shown)
    assert 0.9 / LIGHT_INTERVAL_S <= lights <= 1.05 / LIGHT_INTERVAL_S
    assert 0.9 / HEAVY_INTERVAL_S <= heavies <= 1.05 / HEAVY_INTERVAL_S + 1
    assert all(light for light, heavy in shown if heavy)


def test_the_rate_is_measured_not_asked() -> None:
    pace = Pace()
    assert pace.rate == 0.0
    for i in range(11):
        pace.end_step(100 + i / 50, i)
    assert pace.rate == pytest.approx(50)
    pace.restart()
    assert pace.rate == 0.0
