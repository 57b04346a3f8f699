"""The wire: the binary step frame; its twin is static/js/wire/frame.js.

docs/wire-format.md has the layout byte by byte.
"""

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.snapshot import Snapshot

MAGIC = b"BPL1"
VERSION = 1
KIND_STEP = 1
FLAG_RUNNING, FLAG_DRAWING = 1, 2
NO_EXAMPLE = 0xFFFF_FFFF
F32, U8, U32 = 1, 3, 4

BLOCKS = {
    "parameters": 1,
    "mean nudge": 2,
    "activations": 3,
    "wishes": 4,
    "costs": 5,
    "accuracies": 7,
    "span": 8,
    "test points": 9,
}

#: Entries of blocks 5 and 7: every step on its own up to here, above it pairs.
PRESENTER_ENTRIES, AUDIENCE_ENTRIES = 128, 32

_HEADER = struct.Struct("<4sBBBBIIfffI")
_ENTRY = struct.Struct("<BBHI")
_TYPES: dict[int, np.dtype[Any]] = {F32: np.dtype("<f4"), U8: np.dtype("u1"), U32: np.dtype("<u4")}

_Block = tuple[str, int, NDArray[Any]]


def encode(
    snapshot: Snapshot, seen: int, *, running: bool, rate: float, audience: bool = False
) -> bytes:
    """Return the frame of a snapshot for someone who has seen the curves up to step `seen`."""
    entries = AUDIENCE_ENTRIES if audience else PRESENTER_ENTRIES
    blocks = _blocks(snapshot, seen, entries, coarse=audience and snapshot.activations_fit_bytes)
    flags = FLAG_RUNNING * running | FLAG_DRAWING * (snapshot.example is None)
    header = _HEADER.pack(
        MAGIC,
        VERSION,
        KIND_STEP,
        flags,
        len(blocks),
        snapshot.step,
        snapshot.epoch,
        snapshot.cost,
        snapshot.accuracy,
        rate,
        NO_EXAMPLE if snapshot.example is None else snapshot.example,
    )
    parts = [header]
    parts += [_ENTRY.pack(BLOCKS[name], kind, 0, len(values)) for name, kind, values in blocks]
    for _, kind, values in blocks:
        parts.append(values.astype(_TYPES[kind], copy=False).tobytes())
        parts.append(b"\0" * (-len(parts[-1]) % 4))
    return b"".join(parts)


def _blocks(snapshot: Snapshot, seen: int, entries: int, coarse: bool) -> list[_Block]:
    blocks: list[_Block] = []
    if snapshot.parameters is not None and snapshot.mean_nudge is not None:
        blocks.append(("parameters", F32, snapshot.parameters))
        blocks.append(("mean nudge", F32, snapshot.mean_nudge))
    if coarse:
        as_bytes = np.rint(snapshot.activations * 255).astype(np.uint8)
        blocks.append(("activations", U8, as_bytes))
    else:
        blocks.append(("activations", F32, snapshot.activations))
    if snapshot.wishes is not None:
        blocks.append(("wishes", F32, snapshot.wishes))
    span = snapshot.curves.span(seen + 1, snapshot.step, entries)
    blocks.append(("costs", F32, span.costs))
    blocks.append(("accuracies", F32, span.accuracies))
    blocks.append(("span", U32, np.array([snapshot.run, span.first, span.size])))
    # A page that has seen nothing also lacks the test at step 0.
    after = seen if seen > 0 else -1
    blocks.append(("test points", F32, snapshot.curves.tests(after, snapshot.step)))
    return blocks
