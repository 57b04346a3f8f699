import numpy as np
import pytest

from app.data.hand import Hand, mix
from app.data.skeletons import LEANS, SKELETONS, WIDTHS, Skeleton

KINDS = [kind for kinds in SKELETONS for kind, _ in kinds]


def test_every_digit_has_ways_to_write_it_whose_shares_add_to_one() -> None:
    assert len(SKELETONS) == len(WIDTHS) == len(LEANS) == 10
    for kinds in SKELETONS:
        assert sum(share for _, share in kinds) == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_skeleton_stays_near_its_box(kind: Skeleton) -> None:
    hand = Hand(mix(np.arange(300, dtype=np.uint64)))
    strokes = kind(hand)
    assert all(len(stroke) > 1 for stroke in strokes)
    x = np.concatenate([np.broadcast_to(p[0], 300) for stroke in strokes for p in stroke])
    y = np.concatenate([np.broadcast_to(p[1], 300) for stroke in strokes for p in stroke])
    assert -0.4 < x.min() < x.max() < 1.4
    assert -0.3 < y.min() < y.max() < 1.3
    assert np.ptp(y) > 0.8
