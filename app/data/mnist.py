"""The data room: MNIST from its IDX files, and these files from the first mirror that has them."""

import hashlib
import http.client
import os
import struct
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.data.dataset import PIXELS, Dataset, DatasetError, Examples

Bytes = NDArray[np.uint8]
Progress = Callable[[int, int], None]

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://systemds.apache.org/assets/datasets/mnist/",
)


class File(NamedTuple):
    """One of MNIST's files: the size of its usual archive, the size and SHA-256 of its content."""

    name: str
    archive_bytes: int
    content_bytes: int
    sha256: str


FILES = (
    File(
        "train-images-idx3-ubyte",
        9_912_422,
        47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    File(
        "train-labels-idx1-ubyte",
        28_881,
        60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    File(
        "t10k-images-idx3-ubyte",
        1_648_877,
        7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    File(
        "t10k-labels-idx1-ubyte",
        4_542,
        10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)

_UNPACKED_LIMIT = 64_000_000  # an IDX file never needs more here; a gzip bomb does
_ARCHIVE_LIMIT = 64_000_000
_PIECE = 65_536


def is_there(folder: Path) -> bool:
    """Tell whether the folder has all four files, packed or not; they are not opened."""
    return all(_find(folder, file.name) for file in FILES)


def load(folder: Path) -> Dataset:
    """Read the four files, named as usual with or without .gz, into a data set."""
    return Dataset("mnist", _load_pair(folder, "train"), _load_pair(folder, "t10k"))


def parse_images(raw: bytes) -> Bytes:
    """Return the (n, 784) bytes of an IDX file of 28×28 images, gzipped or not."""
    content = unpack(raw)
    sizes = _idx_sizes(content, dimensions=3, wanted="images (magic 0x00000803)")
    if sizes[1:] != (28, 28):
        raise DatasetError(f"expected images of 28×28, got {sizes[1]}×{sizes[2]}")
    return np.frombuffer(content, np.uint8, offset=16).reshape(-1, PIXELS)


def parse_labels(raw: bytes) -> Bytes:
    """Return the (n,) labels of an IDX file, gzipped or not."""
    content = unpack(raw)
    _idx_sizes(content, dimensions=1, wanted="labels (magic 0x00000801)")
    labels = np.frombuffer(content, np.uint8, offset=8)
    if labels.max() > 9:
        raise DatasetError(f"expected labels from 0 to 9, got {labels.max()}")
    return labels


def unpack(raw: bytes, limit: int = _UNPACKED_LIMIT) -> bytes:
    """Return the content of a gzip archive; what does not look like one comes back as it is."""
    if raw[:2] != b"\x1f\x8b":
        return raw
    unzipper = zlib.decompressobj(wbits=31)
    try:
        content = unzipper.decompress(raw, limit + 1)
    except zlib.error as error:
        raise DatasetError(f"expected a gzip archive, but it is damaged: {error}") from error
    if len(content) > limit:
        raise DatasetError(f"expected at most {limit:,} bytes in the gzip archive, it has more")
    if not unzipper.eof:
        raise DatasetError(f"the gzip archive of {len(raw):,} bytes ends too early")
    if unzipper.unused_data:
        raise DatasetError(f"{len(unzipper.unused_data):,} bytes follow the end of the archive")
    return content


def fetch(
    folder: Path,
    progress: Progress = lambda done, total: None,
    mirrors: Sequence[str] = MIRRORS,
    timeout: float = 20,
    files: Sequence[File] = FILES,
) -> None:
    """Put the files into the folder, each only once its content is known to be right.

    Files that are there already are kept; one that came in part is continued.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be made: {error.strerror}") from error
    total = sum(file.archive_bytes for file in files)
    before = 0
    for file in files:

        def told(received: int, file: File = file, before: int = before) -> None:
            progress(before + min(received, file.archive_bytes), total)

        if not _is_right(folder, file):
            _fetch_file(folder, file, mirrors, timeout, told)
        before += file.archive_bytes
        progress(before, total)


def _load_pair(folder: Path, part: str) -> Examples:
    images = _parsed(parse_images, folder, f"{part}-images-idx3-ubyte")
    labels = _parsed(parse_labels, folder, f"{part}-labels-idx1-ubyte")
    if len(images) != len(labels):
        raise DatasetError(f"{folder}: {len(images):,} {part} images, but {len(labels):,} labels")
    return Examples.eager(labels, images)


def _parsed(parse: Callable[[bytes], Bytes], folder: Path, name: str) -> Bytes:
    path = _find(folder, name)
    if path is None:
        raise DatasetError(f"{folder} has no {name}, nor {name}.gz")
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}") from error
    except DatasetError as error:
        raise DatasetError(f"{path}: {error}") from error


def _find(folder: Path, name: str) -> Path | None:
    # Some unpackers write a dot for the second dash.
    names = (name, f"{name}.gz", name.replace("-idx", ".idx"), f"{name.replace('-idx', '.idx')}.gz")
    return next((folder / each for each in names if (folder / each).is_file()), None)


def _idx_sizes(content: bytes, dimensions: int, wanted: str) -> tuple[int, ...]:
    header = 4 + 4 * dimensions
    if len(content) < header:
        raise DatasetError(f"expected an IDX file of {wanted}, got {len(content)} bytes")
    magic, *sizes = struct.unpack_from(f">{1 + dimensions}I", content)
    if magic != 0x0800 + dimensions:
        raise DatasetError(f"expected an IDX file of {wanted}, got magic 0x{magic:08x}")
    if sizes[0] == 0:
        raise DatasetError(f"expected an IDX file of {wanted}, got an empty one")
    expected = header + int(np.prod(sizes, dtype=object))
    if len(content) != expected:
        raise DatasetError(f"expected {expected:,} bytes by its header, got {len(content):,}")
    return tuple(sizes)


def _is_right(folder: Path, file: File) -> bool:
    path = _find(folder, file.name)
    return path is not None and _content_error(path, file) is None


def _content_error(path: Path, file: File) -> str | None:
    try:
        content = unpack(path.read_bytes(), file.content_bytes)
    except (OSError, DatasetError) as error:
        return str(error)
    found = hashlib.sha256(content).hexdigest()
    return None if found == file.sha256 else f"SHA-256 {found[:12]}…, not {file.sha256[:12]}…"


def _fetch_file(
    folder: Path,
    file: File,
    mirrors: Sequence[str],
    timeout: float,
    progress: Callable[[int], None],
) -> None:
    part = folder / f"{file.name}.gz.part"
    errors = []
    for mirror in mirrors:
        # A part may have come from elsewhere or be damaged: if it cannot be completed to the right
        # content, the same mirror is asked once more for the whole file.
        for _ in range(2 if part.exists() else 1):
            error = _try_mirror(mirror + f"{file.name}.gz", part, timeout, progress)
            complete = error is None
            error = error or _content_error(part, file)
            if error is None:
                os.replace(part, folder / f"{file.name}.gz")
                return
            errors.append(f"{mirror}: {error}")
            if not complete:
                break
            part.unlink()
    raise DatasetError(
        f"MNIST could not be fetched: {file.name}.gz ({'; '.join(errors)}). "
        "Check the connection, or put the four files into a folder and set NUDGE_MNIST_DIR."
    )


def _try_mirror(
    url: str, part: Path, timeout: float, progress: Callable[[int], None]
) -> str | None:
    """Add to the part what is missing; return why it is still not complete, or None."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "nudge"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=timeout
        ) as r:
            return _receive(r, part, have if r.status == 206 else 0, progress)
    except urllib.error.HTTPError as error:
        error.close()
        # 416: the part is as long as the file, or longer; its content tells which.
        return None if error.code == 416 and have else f"HTTP {error.code}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return str(getattr(error, "reason", "") or error) or type(error).__name__


def _receive(
    response: http.client.HTTPResponse, part: Path, have: int, progress: Callable[[int], None]
) -> str | None:
    missing = int(response.headers.get("Content-Length", -1))
    with part.open("r+b" if have else "wb") as file:
        file.seek(have)
        received = 0
        while piece := response.read(_PIECE):
            file.write(piece)
            received += len(piece)
            progress(have + received)
            if have + received > _ARCHIVE_LIMIT:
                return f"sends more than {_ARCHIVE_LIMIT:,} bytes"
    return f"stopped after {received:,} of {missing:,} bytes" if 0 <= received < missing else None
