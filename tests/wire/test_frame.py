import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.training.curves import Curves
from app.training.snapshot import Snapshot
from app.wire.frame import BLOCKS, NO_EXAMPLE, encode

GOLDEN = Path(__file__).parent.parent / "fixtures" / "step_v1.frame"


def golden_snapshot() -> Snapshot:
    """A 4-3-2 network after three steps, with numbers that are exact in float32."""
    curves = Curves()
    curves.add_test(0.125)
    for cost, accuracy in [(2.5, 0.25), (2.0, 0.5), (1.5, 0.75)]:
        curves.add(cost, accuracy)
    curves.add_test(0.625)
    parameters = (np.arange(23) / 8 - 1).astype(np.float32)
    return Snapshot(
        run=2,
        step=3,
        epoch=1,
        cost=1.5,
        accuracy=0.75,
        example=7,
        activations=np.array([0, 0.25, 0.5, 1, 0.125, 0.5, 0.875, 0.25, 0.75], np.float32),
        activations_fit_bytes=True,
        wishes=np.array([0.5, -0.25, 0, 1.5, -0.5], np.float32),
        parameters=parameters,
        mean_nudge=(-parameters / 16).astype(np.float32),
        curves=curves,
    )


def golden_bytes() -> bytes:
    return encode(golden_snapshot(), 0, running=True, rate=20.0)


def read(frame: bytes) -> tuple[tuple[object, ...], dict[int, NDArray[Any]]]:
    """A second reader, written from docs/wire-format.md alone."""
    header = struct.unpack("<4sBBBBIIfffI", frame[:32])
    at, blocks = 32 + 8 * header[4], {}
    for i in range(header[4]):
        block, kind, spare, count = struct.unpack("<BBHI", frame[32 + 8 * i : 40 + 8 * i])
        assert spare == 0
        dtype = {1: "<f4", 3: "u1", 4: "<u4"}[kind]
        blocks[block] = np.frombuffer(frame, dtype, count, at)
        at += -(-blocks[block].nbytes // 4) * 4
    assert at == len(frame)
    return header, blocks


def test_the_encoder_reproduces_the_golden_frame_byte_for_byte() -> None:
    assert golden_bytes() == GOLDEN.read_bytes()


def test_the_golden_frame_reads_as_what_it_was_made_from() -> None:
    header, blocks = read(GOLDEN.read_bytes())
    assert header == (b"BPL1", 1, 1, 1, 8, 3, 1, 1.5, 0.75, 20.0, 7)
    shot = golden_snapshot()
    np.testing.assert_array_equal(blocks[1], shot.parameters)
    np.testing.assert_array_equal(blocks[2], shot.mean_nudge)
    np.testing.assert_array_equal(blocks[3], shot.activations)
    np.testing.assert_array_equal(blocks[4], shot.wishes)
    assert blocks[5].tolist() == [2.5, 2.0, 1.5]
    assert blocks[7].tolist() == [0.25, 0.5, 0.75]
    assert blocks[8].tolist() == [2, 1, 1]
    assert blocks[9].tolist() == [0.0, 0.125, 3.0, 0.625]


def test_a_light_frame_of_a_drawing_without_a_label_leaves_blocks_out() -> None:
    shot = replace(golden_snapshot(), parameters=None, mean_nudge=None, wishes=None, example=None)
    header, blocks = read(encode(shot, 3, running=False, rate=0.0))
    assert header[3] == 2
    assert header[-1] == NO_EXAMPLE
    assert set(blocks) == {3, 5, 7, 8, 9}
    assert blocks[8].tolist() == [2, 4, 1]
    assert not len(blocks[5])
    assert not len(blocks[9])


def test_the_audience_gets_activations_as_bytes_and_padded() -> None:
    _, blocks = read(encode(golden_snapshot(), 0, running=True, rate=1.0, audience=True))
    assert blocks[3].dtype == np.uint8
    assert blocks[3].tolist() == [0, 64, 128, 255, 32, 128, 223, 64, 191]


def test_relu_activations_are_never_squeezed_into_bytes() -> None:
    shot = replace(golden_snapshot(), activations_fit_bytes=False)
    _, blocks = read(encode(shot, 0, running=True, rate=1.0, audience=True))
    assert blocks[3].dtype == np.float32


@pytest.mark.parametrize("audience", [False, True])
def test_a_long_absence_comes_as_pairs_that_keep_the_spike(audience: bool) -> None:
    curves = Curves()
    for step in range(1, 10_001):
        curves.add(99.0 if step == 7_777 else 1.0, 0.5)
    shot = replace(golden_snapshot(), step=10_000, curves=curves)
    _, blocks = read(encode(shot, 0, running=True, rate=1.0, audience=audience))
    run, first, size = blocks[8].tolist()
    pairs = blocks[5].reshape(-1, 2)
    assert (run, first) == (2, 1)
    assert len(pairs) <= (32 if audience else 128)
    assert pairs[(7_777 - first) // size].tolist() == [1.0, 99.0]
    assert (len(pairs) - 1) * size < 10_000 <= len(pairs) * size


def test_block_numbers_are_different() -> None:
    assert len(set(BLOCKS.values())) == len(BLOCKS)
