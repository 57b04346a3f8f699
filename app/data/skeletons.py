"""The data room: which ways of writing each digit there are, and how often each is met."""

from collections.abc import Callable

import numpy as np

from app.data import five_to_nine as high
from app.data import zero_to_four as low
from app.data.hand import Hand, Strokes

Skeleton = Callable[[Hand], Strokes]

# How often each way of writing a digit is met. Those never met in Strokes (0) come last: they are
# ways that are rare in MNIST and not on a pad.
SKELETONS: tuple[tuple[tuple[Skeleton, float], ...], ...] = (
    ((low.zero, 0.6), (low.zero_tail, 0.2), (low.zero_open, 0.2)),
    (
        (low.one, 0.90),
        (low.one_flag, 0.06),
        (low.one_base, 0.04),
        (low.one_steep, 0),
        (low.one_print, 0),
    ),
    ((low.two, 0.28), (low.two_loop, 0.12), (low.two_big, 0.42), (low.two_z, 0.18)),
    (
        (low.three, 0.40),
        (low.three_round, 0.28),
        (low.three_loop, 0.12),
        (low.three_flat, 0.20),
        (low.three_shallow, 0),
    ),
    (
        (low.four_open, 0.40),
        (low.four_tall, 0.12),
        (low.four_round, 0.36),
        (low.four_closed, 0.10),
        (low.four_nine, 0.02),
        (low.four_chair, 0),
        (low.four_joined, 0),
    ),
    (
        (high.five, 0.30),
        (high.five_roof, 0.33),
        (high.five_small, 0.19),
        (high.five_s, 0.18),
        (high.five_joined, 0),
    ),
    ((high.six, 0.45), (high.six_tall, 0.30), (high.six_curl, 0.25)),
    (
        (high.seven, 0.42),
        (high.seven_hook, 0.13),
        (high.seven_crossed, 0.07),
        (high.seven_full, 0.02),
        (high.seven_barred, 0.06),
        (high.seven_round, 0.28),
        (high.seven_round_barred, 0.02),
        (high.seven_low, 0),
    ),
    (
        (high.eight, 0.25),
        (high.eight_rings, 0.08),
        (high.eight_open, 0.28),
        (high.eight_slant, 0.39),
        (high.eight_odd, 0),
        (high.eight_left, 0),
    ),
    (
        (high.nine, 0.37),
        (high.nine_curl, 0.06),
        (high.nine_hook, 0.02),
        (high.nine_round, 0.20),
        (high.nine_small, 0.22),
        (high.nine_flat, 0.13),
        (high.nine_g, 0),
    ),
)

# On a pad every way is as likely as the others, but for these: some are near another digit.
PAD_SHARES: dict[Skeleton, float] = {
    low.one_steep: 0.8,
    low.one_print: 1.4,
    low.four_nine: 0.2,
    high.five_joined: 0.5,
    high.seven_low: 0.6,
    high.nine_g: 2.5,
}

# How wide and how slanted each digit is written, against its skeletons.
WIDTHS = np.array([1.03, 0.60, 1.03, 0.90, 0.81, 0.92, 0.90, 0.86, 0.81, 0.77], np.float32)
LEANS = np.array([0.26, 0.30, 0.10, 0.08, 0.28, 0.19, 0.22, 0.0, 0.18, 0.18], np.float32)
