import numpy as np

from app.data import five_to_nine
from app.data.hand import Hand, mix


def test_the_bar_of_a_crossed_seven_lies_across_its_stem() -> None:
    hand = Hand(mix(np.arange(300, dtype=np.uint64)))
    for kind in (five_to_nine.seven_crossed, five_to_nine.seven_barred):
        stem, bar = kind(hand)
        foot = np.broadcast_to(stem[-1][0], 300)
        roof = np.max([np.broadcast_to(point[0], 300) for point in stem], 0)
        assert (np.broadcast_to(bar[0][0], 300) < roof).all()
        assert (np.broadcast_to(bar[-1][0], 300) > np.minimum(foot, roof) - 0.1).all()
