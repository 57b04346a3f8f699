"""The data room: how people write the digits 5 to 9, as strokes through points.

A skeleton is a function of a `Hand` that gives a digit's strokes in a box about one wide and one
high, y downwards, for n images at once; strokes.py bends, slants and inks them.
"""

from app.data.hand import CORNER, Floats, Hand, Number, Point, Strokes, arc

# The rows below are the points in the order the pen passes them.
# fmt: off


def _five_belly(h: Hand, y: Number) -> list[Point]:
    r = .5 * (1 - y) * h.u(1.0, 1.16)
    return arc(h.n(.40, .03), 1 - r, h.u(.36, .54), r, 262, h.u(475, 530), 6)


def five(h: Hand) -> Strokes:
    """In one stroke from the right end of the roof."""
    x, y = h.u(.06, .22), h.u(.36, .50)
    return [[(h.u(.72, 1.05), h.n(.0, .05)), (.5, h.n(.02, .02)), (x + h.u(.0, .16), .03, CORNER),
             (x, y, CORNER), *_five_belly(h, y)]]


def five_roof(h: Hand) -> Strokes:
    """The roof put on last."""
    x, y, y0 = h.u(.06, .22), h.u(.36, .50), h.u(-.02, .08)
    t = x + h.u(.0, .16)
    return [[(t, y0), (x, y, CORNER), *_five_belly(h, y)],
            [(t + h.n(.02, .06), y0 + h.n(0, .03)), (.55, y0 + h.n(-.01, .03)),
             (h.u(.72, 1.15), y0 + h.n(-.04, .06))]]


def five_joined(h: Hand) -> Strokes:
    """The roof put on last, and the pen not lifted before it."""
    body, roof = five_roof(h)
    return [[*body[:-1], (*body[-1][:2], CORNER), (*roof[0][:2], CORNER), *roof[1:]]]


def five_small(h: Hand) -> Strokes:
    """A long roof on a small belly far from it."""
    y, x, t = h.u(.30, .48), h.u(.05, .25), h.u(.12, .32)
    r = h.u(.20, .30)
    w = h.u(.20, .36)
    return [[(h.u(.85, 1.25), h.u(-.10, .06)), (.6, h.u(-.02, .05)), (t, h.u(.0, .06), CORNER),
             (x, y, CORNER), *arc(x + w, 1 - r, w, r, 268, h.u(455, 520), 6)]]


def five_s(h: Hand) -> Strokes:
    """Like an S."""
    return [[(h.u(.75, 1.0), h.u(.0, .12)), (.5, h.u(.0, .06)), (h.u(.14, .26), h.u(.16, .26)),
             (h.u(.24, .38), h.u(.38, .48)), (.66, h.u(.50, .60)), (h.u(.70, .86), h.u(.70, .82)),
             (.45, 1), (h.u(-.02, .14), h.u(.84, .98))]]


def six(h: Hand) -> Strokes:
    """A stem into a loop."""
    r, cx, rx = .5 * (1 - h.u(.44, .68)), h.n(.48, .03), h.u(.28, .54)
    x, k = cx - rx, h.u(.0, 1.0)
    lx, ex = x - h.u(.0, .05), x + h.u(.12, .62)
    return [[(ex, 0), (x + (ex - x) * (.50 - .22 * k), .22), (lx + .06 - .05 * k, .46), (lx, .68),
             *arc(cx, 1 - r, rx, r, 160, 160 - h.u(275, 410), 9, h.n(-.06, .06))]]


def six_tall(h: Hand) -> Strokes:
    """A small loop at the foot of a long stem."""
    r, rx = .5 * (1 - h.u(.48, .72)), h.u(.20, .46)
    return [[(.12 + h.u(.0, .34), 0), (.12 + h.u(.0, .14), .3), (.10, .62),
             *arc(.12 + rx, 1 - r, rx, r, 165, 165 - h.u(270, 400), 9, h.n(-.05, .06))]]


def six_curl(h: Hand) -> Strokes:
    """A wide bowl whose end curls inwards and does not reach the stem."""
    r, rx = h.u(.16, .30), h.u(.26, .44)
    x, w = h.u(.0, .10), h.u(.04, .20)
    return [[(x + h.u(.05, .50), 0), (x + h.u(.0, .22), .25), (x, .55), (x + w, .90), (x + rx, 1),
             *arc(x + rx, 1 - r, rx, r, 50, -h.u(60, 210), 7, h.n(-.12, .08))]]


def _seven(h: Hand, hook: bool) -> tuple[list[Point], Number, Number, Number]:
    y0, rx, ry = h.u(.0, .14), h.u(.72, .98), h.u(-.02, .10)
    b, bx = h.n(-.02, .06), h.u(.16, .60)
    start: list[Point] = [(h.u(-.02, .10), y0)]
    if hook:
        start = [(h.u(-.02, .06), y0 + h.u(.10, .26)), (h.u(.0, .06), y0, CORNER)]
    return [*start, (.45, .5 * (y0 + ry) + h.n(-.01, .03)), (rx, ry, CORNER),
            (.5 * (rx + bx) + b, .48), (bx + .3 * b, .78), (bx, 1)], rx, bx, b


def seven(h: Hand) -> Strokes:
    """A roof and a stem."""
    return [_seven(h, False)[0]]


def seven_hook(h: Hand) -> Strokes:
    """The roof begins with a hook."""
    return [_seven(h, True)[0]]


def seven_crossed(h: Hand) -> Strokes:
    """A bar through the stem."""
    return _crossed(h, False)


def seven_full(h: Hand) -> Strokes:
    """A hook and a bar."""
    return _crossed(h, True)


def _crossed(h: Hand, hook: bool) -> Strokes:
    p, rx, bx, b = _seven(h, hook)
    y, w, s = h.u(.40, .60), h.u(.16, .34), h.n(-.02, .05)
    x = rx + (bx - rx) * y + b
    return [p, [(x - w, y - s), (x + w * h.u(.7, 1.1), y + s)]]


def seven_barred(h: Hand) -> Strokes:
    """Upright, with a long bar low on the stem."""
    x, y, w = h.u(.45, .85), h.u(.42, .66), h.u(.22, .42)
    return [[(h.u(.0, .2), h.u(.0, .14)), (.45, h.u(.0, .07)), (x, h.u(-.02, .08), CORNER),
             (x - h.u(.05, .20), .5), (x - h.u(.1, .45), 1)],
            [(x - .1 - w, y + h.n(.02, .04)), (x - .1 + w * h.u(.7, 1.4), y + h.n(-.02, .05))]]


def seven_low(h: Hand) -> Strokes:
    """A long bar near the foot."""
    p, rx, bx, b = _seven(h, False)
    y, w = h.u(.52, .72), h.u(.18, .36)
    x = rx + (bx - rx) * y + b
    return [p, [(x - w, y + h.n(.01, .04)), (x + w * h.u(.8, 1.6), y + h.n(-.02, .05))]]


def seven_round(h: Hand) -> Strokes:
    """The roof bends into the stem."""
    x = h.u(.25, .60)
    return [[(h.u(-.02, .1), h.u(.03, .2)), (.35, h.u(.0, .08)), (.70, h.u(-.02, .06)),
             (h.u(.82, .96), h.u(.10, .20)), (h.u(.62, .80), .45), (x + .08, .74), (x, 1)]]


def seven_round_barred(h: Hand) -> Strokes:
    """Without a corner, with a bar."""
    y, w = h.u(.42, .60), h.u(.20, .36)
    return [*seven_round(h), [(.62 - w, y + h.n(.02, .03)), (.62 + w, y + h.n(-.02, .03))]]


def eight(h: Hand) -> Strokes:
    """An S and back."""
    m, t, b, x = h.u(.40, .54), h.u(.22, .36), h.u(.28, .46), h.n(.5, .03)
    k = 1 - m
    return [[(x + t * h.u(.5, 1.0), m * h.u(.20, .42)), (x + .1 * t, -.01), (x - .85 * t, .47 * m),
             (x - .55 * t, .70 * m), (x, m), (x + .68 * b, m + .24 * k), (x + b, m + .62 * k),
             (x + .1 * b, 1), (x - .90 * b, m + .66 * k), (x - .62 * b, m + .26 * k),
             (x, m + h.n(0, .02)), (x + .75 * t, .66 * m),
             (x + t * h.u(.6, 1.05), m * h.u(.12, .45))]]


def eight_rings(h: Hand) -> Strokes:
    """Two rings."""
    m, a = h.u(.38, .52), h.u(-130, -30)
    k = .5 * (1 - m)
    return [arc(h.n(.5, .04), m / 2, h.u(.22, .36), m / 2, a, a + 355 + h.n(0, 14), 9),
            arc(h.n(.5, .03), m + k - h.u(.0, .03), h.u(.28, .46), k, h.n(-90, 25),
                h.n(270, 25), 9)]


def eight_open(h: Hand) -> Strokes:
    """Begins at the top right and ends above it: open at the top."""
    m, t, b = h.u(.42, .55), h.u(.24, .38), h.u(.24, .42)
    k = 1 - m
    return [[(.5 + t, h.u(.02, .14)), (.5, h.u(.0, .06)), (.5 - .9 * t, .30 * m),
             (.5 - .4 * t, .76 * m),
             (.5 + .2 * b, m + .12), (.5 + b, m + .60 * k), (.5, 1), (.5 - .9 * b, m + .66 * k),
             (.5 - .35 * b, m + .14), (.5 + .45 * t, .64 * m),
             (.5 + t * h.u(.9, 1.3), h.u(-.06, .12))]]


def eight_slant(h: Hand) -> Strokes:
    """A wide top with a flag to the right, a narrow foot, a straight way back."""
    m, t, b = h.u(.46, .62), h.u(.26, .44), h.u(.14, .32)
    k, x, f = 1 - m, h.n(.42, .04), h.u(.6, 1.5)
    return [[(.5 + t * f, h.u(-.04, .14)), (.5, h.u(-.03, .05)), (.5 - t, .36 * m),
             (.5 - .4 * t, .80 * m),
             (x + .5 * b, m + .22 * k), (x + b, m + .62 * k), (x, 1), (x - b, m + .72 * k),
             (x - .35 * b, m + .30 * k), (.5, .84 * m), (.5 + .75 * t, .45 * m),
             (.5 + t * h.u(.5, .9), h.u(.02, .14))]]


def eight_odd(h: Hand) -> Strokes:
    """A top of any size with a flag at its beginning, and a wide foot."""
    m, t, b, f = h.u(.22, .48), h.u(.22, .48), h.u(.28, .48), h.u(.5, 1.7)
    k, y = 1 - m, h.u(-.05, .12)
    return [[(.5 + t * f, y), (.5, h.u(-.03, .08)), (.5 - t, h.u(.36, .6) * m),
             (.5 - .3 * t, .90 * m),
             (.5 + .75 * b, m + .28 * k), (.5 + b, m + .64 * k), (.5, 1), (.5 - b, m + .64 * k),
             (.5 - .62 * b, m + .26 * k), (.5, m + h.n(0, .03)), (.5 + .8 * t, .55 * m),
             (.5 + t * h.u(.0, 1.0), h.u(-.02, .45) * m)]]


def eight_left(h: Hand) -> Strokes:
    """Open above, begun at the top left."""
    return [[(1 - p[0], p[1]) for p in stroke] for stroke in eight_open(h)]


def _nine_loop(h: Hand, start: Floats, sweep: Floats) -> tuple[list[Point], Floats, Floats]:
    r, rx, cx = h.u(.20, .32), h.u(.28, .44), h.n(.44, .02)
    return arc(cx, r, rx, r, start, start - sweep, 8, h.n(.02, .05)), cx + rx, r


def nine(h: Hand) -> Strokes:
    """The loop, then a straight tail."""
    p, t, _ = _nine_loop(h, h.n(-25, 18), h.u(270, 345))
    x, b = t + h.n(0, .03), h.u(-.30, .04)
    return [[*p, (x, h.u(.02, .22), CORNER), (x + .4 * b, .52), (x + b, 1)]]


def nine_curl(h: Hand) -> Strokes:
    """The tail curls to the left."""
    p, t, r = _nine_loop(h, h.n(-25, 18), h.u(290, 345))
    return [[*p, (t, r * h.u(.5, .9)), (t + h.n(0, .02), .52), (t - h.u(.05, .2), .84),
             (h.u(.30, .55), 1), (h.u(-.05, .25), h.u(.68, .98))]]


def nine_hook(h: Hand) -> Strokes:
    """Like a g: a low, open loop and a long tail that hooks to the left."""
    r, x, b = h.u(.15, .26), h.u(.86, 1.0), h.u(.62, .98)
    return [[(x - h.u(.0, .30), r * h.u(.2, .9)), (.50, h.u(-.02, .06)), (.14, .7 * r),
             (.10, 1.35 * r), (.42, h.u(1.8, 2.1) * r), (.78, h.u(1.1, 1.7) * r),
             (x, h.u(.02, .20), CORNER), (x + h.n(.02, .03), .46), (x - h.u(.05, .18), .82),
             (.48, h.u(.96, 1.04)), (h.u(-.05, .15), b)]]


def nine_small(h: Hand) -> Strokes:
    """A small loop on a long stem, or an open one."""
    r, rx, a = h.u(.14, .26), h.u(.20, .36), h.n(-40, 22)
    b, lean = h.u(-.12, .12), h.n(0, .04)
    p = arc(.40, r + .03, rx, r, a, a - h.u(230, 320), 7, h.n(.0, .06))
    return [[*p, (.40 + rx * h.u(.9, 1.25), h.u(-.05, .16), CORNER), (.40 + rx + lean + .5 * b, .5),
             (.40 + rx + b, 1)]]


def nine_flat(h: Hand) -> Strokes:
    """The loop begins with a roof from the right and does not quite close."""
    r, x, w = h.u(.22, .34), h.u(.62, .82), h.u(.0, .12)
    b = h.u(-.20, .10)
    return [[(x + h.u(.0, .16), h.u(-.02, .10)), (.45, h.u(-.04, .05)), (.12, .55 * r),
             (w, 1.3 * r),
             (w + .18, 1.9 * r), (x - .15, 1.45 * r), (x, h.u(.05, .28), CORNER),
             (x + .4 * b, .55), (x + b, 1)]]


def nine_round(h: Hand) -> Strokes:
    """Like a turned 6: no corner."""
    p, t, _ = _nine_loop(h, h.n(20, 15), h.u(325, 375))
    b = h.u(.20, .75)
    return [[*p, (t * .9 + .1 * b + .03, .50), (.5 * (t + b) + h.n(.03, .03), .76), (b, 1)]]


def nine_g(h: Hand) -> Strokes:
    """A small loop, often open, on a hook as wide or wider."""
    x, y, o, w = h.u(.84, 1.0), h.u(.18, .44), h.u(.0, .22), h.u(.30, .90)
    return [[(x - w * h.u(-.10, .40), h.u(.0, .30) * y), (x - .55 * w, h.u(-.04, .05)),
             (x - w, h.u(.30, .60) * y), (x - w * h.u(.70, 1.0), .97 * y),
             (x - .5 * w, y + h.n(0, .03)), (x - .10 * w, h.u(.10, .80) * y),
             (x, o + .04), (x + h.n(0, .03), .55), (x - h.u(.05, .20), .86),
             (h.u(.35, .60), h.u(.96, 1.03)), (h.u(-.15, .20), h.u(.80, 1.02))]]
