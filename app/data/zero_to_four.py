"""The data room: how people write the digits 0 to 4, as strokes through points.

A skeleton is a function of a `Hand` that gives a digit's strokes in a box about one wide and one
high, y downwards, for n images at once; strokes.py bends, slants and inks them.
"""

from app.data.hand import CORNER, Hand, Point, Strokes, arc

# The rows below are the points in the order the pen passes them.
# fmt: off


def zero(h: Hand) -> Strokes:
    """A ring from the top."""
    a = h.n(-75, 28)
    return [arc(.5, .5, h.u(.26, .50), .5, a, a - 360 - h.n(6, 16), 11, h.n(0, .06))]


def zero_tail(h: Hand) -> Strokes:
    """A ring whose end crosses over its beginning."""
    a = h.n(-100, 15)
    p = arc(.5, .5, h.u(.30, .48), .5, a, a - 375, 11, h.n(0, .04))
    x, y = p[-1][:2]
    return [[*p, (x - h.u(.05, .25), y + h.n(-.02, .06))]]


def zero_open(h: Hand) -> Strokes:
    """A ring that ends inside itself, or never closes."""
    a = h.n(-85, 35)
    p = arc(.5, .5, h.u(.28, .50), .5, a, a - h.u(300, 350), 10)
    return [[*p, (h.u(.25, .80), h.u(.0, .30))]]


def one(h: Hand) -> Strokes:
    """A bare stroke."""
    return [[(.5, 0), (.5 + h.n(0, .025), .5), (.5 + h.n(0, .02), 1)]]


def one_flag(h: Hand) -> Strokes:
    """A stroke with a flag."""
    return [[(.5 - h.u(.18, .70), h.u(.10, .34)), (.5 - h.u(.04, .18), h.u(.04, .10)),
             (.5, 0, CORNER), (.5 + h.n(0, .02), .5), (.5 + h.n(0, .03), 1)]]


def one_base(h: Hand) -> Strokes:
    """A flag and a base."""
    w, y = h.u(.25, .65), 1 + h.n(0, .02)
    return [*one_flag(h), [(.5 - w * h.u(.2, 1), y), (.5 + w * h.u(.6, 1.2), y + h.n(0, .03))]]


def one_steep(h: Hand) -> Strokes:
    """A straight flag that comes from far below."""
    w = h.u(.30, .90)
    return [[(.5 - w, w * h.u(.55, 1.0)), (.5, 0, CORNER),
             (.5 - h.u(.0, .16), .5), (.5 - h.u(.0, .36), 1)]]


def one_print(h: Hand) -> Strokes:
    """A straight flag, and a base as wide as a 2's."""
    x, w, y, f = .5 - h.u(.0, .30), h.u(.35, .70), 1 + h.n(0, .02), h.u(.18, .70)
    return [[(.5 - f, f * h.u(.30, .80)), (.5, 0, CORNER),
             (.5 * x + .25 + h.n(0, .02), .5), (x, y)],
            [(x - w * h.u(.4, .8), y + h.n(0, .02)), (x + w * h.u(.7, 1.2), y + h.n(-.01, .03))]]


def _two_top(h: Hand) -> list[Point]:
    r = h.u(.24, .34)
    return arc(h.n(.48, .03), r, h.u(.30, .44), r, h.u(165, 225), h.u(365, 390), 6)


def two(h: Hand) -> Strokes:
    """A round top, a corner, a base."""
    bx, by, m = h.u(.0, .16), h.u(.93, 1.0), h.u(.50, .68)
    e = by + h.n(-.02, .05)
    return [[*_two_top(h), (m, h.u(.56, .68)), (.5 * (m + bx), .84), (bx, by, CORNER),
             (.4, by + h.n(-.01, .03)), (.7, .5 * (by + e) + h.n(.0, .03)), (h.u(.8, 1.08), e)]]


def two_loop(h: Hand) -> Strokes:
    """The base begins with a loop."""
    lx, ly, r = h.u(.0, .15), h.u(.86, .96), h.u(.07, .17)
    return [[*_two_top(h), (h.u(.50, .66), h.u(.56, .66)), (.36, .83), (lx + .10, ly + .05),
             (lx, ly), (lx + .10, ly - r), (lx + .30, ly - .35 * r), (.62, h.u(.93, 1.02)),
             (h.u(.85, 1.1), h.u(.82, .98))]]


def two_big(h: Hand) -> Strokes:
    """The base begins with a loop as large as the top."""
    lx, ly, r, w = h.u(-.05, .12), h.u(.80, .92), h.u(.16, .34), h.u(.26, .44)
    return [[*_two_top(h), (h.u(.52, .70), h.u(.48, .62)), (.45, .84), (lx + .5 * w, ly + .09),
             (lx, ly), (lx + .3 * w, ly - .8 * r), (lx + w, ly - .6 * r), (.62, h.u(.80, .98)),
             (h.u(.75, 1.05), h.u(.84, 1.05))]]


def two_z(h: Hand) -> Strokes:
    """Flat at the top, like a z."""
    return [[(h.u(.0, .2), h.u(.0, .14)), (.45, h.u(-.03, .04)), (h.u(.68, .85), h.u(.04, .16)),
             (.62, .4), (.35, .72), (h.u(0, .15), .97, CORNER), (.45, h.u(.92, 1.0)),
             (h.u(.8, 1.1), h.u(.90, 1.02))]]


def _three_low(h: Hand) -> list[Point]:
    r = h.u(.23, .32)
    return arc(h.n(.40, .03), 1 - r, h.u(.34, .50), r, 285, h.u(470, 535), 6)


def three(h: Hand) -> Strokes:
    """Two bows that meet in a corner."""
    r = h.u(.20, .27)
    top = arc(h.n(.42, .03), r, h.u(.30, .42), r, h.u(185, 235), 428, 6)
    return [[*top, (h.u(.18, .42), h.u(.43, .50), CORNER), *_three_low(h)]]


def three_round(h: Hand) -> Strokes:
    """Two bows without a corner."""
    r = h.u(.20, .26)
    top = arc(.42, r, h.u(.30, .42), r, h.u(190, 235), 415, 6)
    return [[*top, (h.u(.28, .45), h.u(.44, .50)), *_three_low(h)]]


def three_loop(h: Hand) -> Strokes:
    """A small loop between the bows."""
    r, x, y = h.u(.20, .26), h.u(.20, .34), h.u(.45, .52)
    top = arc(.45, r, h.u(.28, .40), r, h.u(190, 235), 420, 6)
    return [[*top, (x + .06, y - .02), (x, y + .03), (x + .08, y + .06), *_three_low(h)]]


def three_flat(h: Hand) -> Strokes:
    """A flat top, like a 7 on a bow."""
    return [[(h.u(.0, .2), h.u(.0, .08)), (.45, h.u(-.02, .05)),
             (h.u(.68, .85), h.u(-.02, .06), CORNER),
             (h.u(.32, .48), h.u(.36, .46), CORNER), *_three_low(h)]]


def three_shallow(h: Hand) -> Strokes:
    """The bows meet far to the right: hardly a waist."""
    x, w = h.u(.72, .98), h.u(.58, .84)
    return [[(h.u(.05, .50), h.u(.06, .34)), (h.u(.30, .60), h.u(-.02, .08)), (x, h.u(.02, .16)),
             (x - .02, .28), (w, h.u(.38, .52)), (h.u(.82, 1.04), h.u(.58, .72)),
             (h.u(.74, .92), .88), (.46, h.u(.97, 1.02)), (h.u(-.02, .20), h.u(.84, 1.0))]]


def four_open(h: Hand) -> Strokes:
    """An angle and a stroke through it, open above."""
    y, x, s = h.u(.46, .66), h.u(.58, .80), h.u(-.05, .12)
    return [[(h.u(.08, .30), h.u(.0, .12)), (h.u(.05, .16), .6 * y), (h.u(-.02, .08), y, CORNER),
             (.5, y + h.n(0, .03)), (h.u(.80, 1.08), y + h.n(-.04, .05))],
            [(x + s, h.u(-.02, .30)), (x + .5 * s + h.n(0, .02), .55), (x + h.n(-.02, .03), 1)]]


def four_tall(h: Hand) -> Strokes:
    """A small angle high on a long slanted stem."""
    y, x = h.u(.34, .56), h.u(.45, .70)
    return [[(h.u(.12, .42), h.u(-.02, .16)), (h.u(.0, .14), y, CORNER),
             (h.u(.45, .6), y - h.u(-.02, .08)),
             (h.u(.78, 1.15), y - h.u(-.03, .22))],
            [(x + h.u(.0, .22), h.u(-.02, .30)), (x, .55), (x - h.u(.0, .14), 1)]]


def four_round(h: Hand) -> Strokes:
    """Round, open and in one stroke, like a y."""
    y, x = h.u(.40, .58), h.u(.66, .88)
    return [[(h.u(.05, .22), h.u(.0, .12)), (h.u(.0, .10), .62 * y), (h.u(.12, .24), y),
             (.45, y + h.n(.01, .03)), (x - .06, .72 * y), (x + .02, h.u(-.02, .12), CORNER),
             (x - .01 + h.n(0, .02), .5), (x - h.u(.0, .12), 1)]]


def four_closed(h: Hand) -> Strokes:
    """Printed: a triangle and a stroke."""
    y, t = h.u(.52, .70), h.u(.52, .74)
    x = t + h.n(.02, .05)
    return [[(t, 0), (.5 * t + .02, .52 * y), (h.u(-.02, .08), y, CORNER), (.5, y + h.n(0, .03)),
             (h.u(.78, 1.05), y + h.n(-.02, .04))],
            [(x, h.u(.0, .30)), (x + h.n(0, .02), .55), (x + h.n(-.02, .03), 1)]]


def four_nine(h: Hand) -> Strokes:
    """Closed and in one stroke, near a 9."""
    y, t = h.u(.42, .58), h.u(.66, .86)
    return [[(t - .02, h.u(.02, .10)), (.36, h.u(.10, .26)), (h.u(.0, .12), y),
             (.42, y + h.n(.01, .03)), (t - .02, y - h.u(.04, .16)),
             (t + .02, h.u(-.04, .10), CORNER),
             (t + h.n(-.01, .02), .5), (t - h.u(.0, .14), 1)]]


def four_chair(h: Hand) -> Strokes:
    """In one stroke, the stem as short above the bar as the hand likes."""
    y, x, t = h.u(.40, .58), h.u(.74, .96), h.u(.0, .20)
    return [[(h.u(.02, .40), h.u(-.02, .06)), (h.u(.0, .12), .55 * y), (h.u(-.04, .10), y, CORNER),
             (.45, y + h.n(.0, .04)), (x + h.u(.0, .12), y + h.n(-.02, .04), CORNER),
             (x + h.n(0, .03), y - t, CORNER),
             (x - .02 + h.n(0, .03), .72), (x - h.u(-.06, .14), 1)]]


def four_joined(h: Hand) -> Strokes:
    """Open above, and the pen not lifted between bar and stem."""
    bar, stem = four_open(h)
    return [[*bar[:-1], (*bar[-1][:2], CORNER), (*stem[0][:2], CORNER), *stem[1:]]]
