import numpy as np

from app.data import zero_to_four
from app.data.hand import Hand, mix


def test_an_open_four_takes_two_strokes_and_a_round_one_takes_one() -> None:
    hand = Hand(mix(np.arange(3, dtype=np.uint64)))
    assert len(zero_to_four.four_open(hand)) == 2
    assert len(zero_to_four.four_round(hand)) == 1
