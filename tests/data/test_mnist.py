import gzip
import hashlib
import os
import struct
import threading
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from app.data import mnist
from app.data.dataset import DatasetError


def idx_images(n: int = 12, height: int = 28, width: int = 28) -> bytes:
    pixels = np.random.default_rng(n).integers(0, 256, n * height * width, dtype=np.uint8)
    return struct.pack(">4I", 0x803, n, height, width) + pixels.tobytes()


def idx_labels(n: int = 12, top: int = 9) -> bytes:
    return struct.pack(">2I", 0x801, n) + bytes(i % (top + 1) for i in range(n))


def write_four(folder: Path, ending: str = "") -> None:
    for part, n in (("train", 12), ("t10k", 7)):
        for kind, content in (("images-idx3", idx_images(n)), ("labels-idx1", idx_labels(n))):
            raw = gzip.compress(content) if ending else content
            (folder / f"{part}-{kind}-ubyte{ending}").write_bytes(raw)


def real_files(tmp_path: Path) -> tuple[Path, int, int]:
    """Return MNIST's own folder where there is one, else one with small files of our own."""
    named = os.environ.get("NUDGE_MNIST_DIR")
    beside = Path(__file__).parents[3] / "shared" / "mnist"
    for folder in [Path(named)] if named else [beside]:
        if mnist.is_there(folder):
            return folder, 60_000, 10_000
    write_four(tmp_path)
    return tmp_path, 12, 7


def test_the_real_files_load_with_labels_that_fit(tmp_path: Path) -> None:
    folder, n_train, n_test = real_files(tmp_path)
    loaded = mnist.load(folder)
    assert (loaded.name, len(loaded.train), len(loaded.test)) == ("mnist", n_train, n_test)
    if n_train == 60_000:
        assert loaded.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
        assert loaded.train.pixels(0).sum() == 27_525
        assert np.bincount(loaded.test.labels).tolist()[:3] == [980, 1135, 1032]


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_files_load_packed_or_not(tmp_path: Path, ending: str) -> None:
    write_four(tmp_path, ending)
    assert mnist.is_there(tmp_path)
    loaded = mnist.load(tmp_path)
    expected = np.frombuffer(idx_images(12)[16:], np.uint8).reshape(12, 784)
    assert (loaded.train.pixels(11) == expected[11]).all()
    assert loaded.test.labels.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_the_content_tells_whether_a_file_is_packed_and_not_its_name(tmp_path: Path) -> None:
    write_four(tmp_path)
    plain = tmp_path / "train-images-idx3-ubyte"
    plain.write_bytes(gzip.compress(plain.read_bytes()))
    (tmp_path / "t10k-labels-idx1-ubyte").rename(tmp_path / "t10k-labels.idx1-ubyte.gz")
    assert len(mnist.load(tmp_path).train) == 12


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "got 0 bytes"),
        (b"<!doctype html><p>Sign in to the Wi-Fi</p>", "got magic 0x3c21646f"),
        (idx_labels(), r"images \(magic 0x00000803\), got magic 0x00000801"),
        (idx_images()[:-1], "expected 9,424 bytes by its header, got 9,423"),
        (idx_images() + b"x", "expected 9,424 bytes by its header, got 9,425"),
        (idx_images(2, 28, 27), "expected images of 28×28, got 28×27"),
        (struct.pack(">4I", 0x803, 0, 28, 28), "got an empty one"),
        (struct.pack(">4I", 0x803, 2**32 - 1, 2**32 - 1, 2**32 - 1), "by its header, got 16"),
        (struct.pack(">4I", 0x803, 2**30, 28, 28), "by its header, got 16"),
        (gzip.compress(idx_images())[:-9], "ends too early"),
        (gzip.compress(idx_images()) + b"more", "4 bytes follow the end"),
        (b"\x1f\x8bnonsense", "damaged"),
    ],
)
def test_what_are_not_images_is_refused_with_what_came(raw: bytes, says: str) -> None:
    with pytest.raises(DatasetError, match=says):
        mnist.parse_images(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (idx_images(), r"labels \(magic 0x00000801\), got magic 0x00000803"),
        (idx_labels()[:-2], "expected 20 bytes by its header, got 18"),
        (idx_labels(20, top=12), "labels from 0 to 9, got 12"),
    ],
)
def test_what_are_not_labels_is_refused_with_what_came(raw: bytes, says: str) -> None:
    with pytest.raises(DatasetError, match=says):
        mnist.parse_labels(raw)


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(65_000_000), 1)
    with pytest.raises(DatasetError, match="at most 64,000,000 bytes"):
        mnist.parse_images(bomb)
    tracemalloc.start()
    with pytest.raises(DatasetError, match="at most 1,000 bytes"):
        mnist.unpack(bomb, 1000)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write_four(tmp_path)
    (tmp_path / "t10k-labels-idx1-ubyte").unlink()
    assert not mnist.is_there(tmp_path)
    with pytest.raises(DatasetError, match=r"no t10k-labels-idx1-ubyte, nor t10k-labels"):
        mnist.load(tmp_path)


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    write_four(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx_images())
    with pytest.raises(DatasetError, match=r"train-labels-idx1-ubyte: expected"):
        mnist.load(tmp_path)


def test_counts_of_images_and_labels_must_agree(tmp_path: Path) -> None:
    write_four(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx_labels(11))
    with pytest.raises(DatasetError, match="12 train images, but 11 labels"):
        mnist.load(tmp_path)


CONTENT = idx_images(200)
ARCHIVE = gzip.compress(CONTENT)
LABELS = idx_labels(200)
FILES = (
    mnist.File("images", len(ARCHIVE), len(CONTENT), hashlib.sha256(CONTENT).hexdigest()),
    mnist.File("labels", 60, len(LABELS), hashlib.sha256(LABELS).hexdigest()),
)


class Mirror(BaseHTTPRequestHandler):
    """A server whose folders behave as their names say; it notes every request."""

    asked: list[tuple[str, str | None]]
    slow = threading.Event()

    def do_GET(self) -> None:
        _, behaviour, name = self.path.split("/")
        wanted = self.headers.get("Range")
        self.asked.append((f"{behaviour}/{name}", wanted))
        archive = ARCHIVE if name == "images.gz" else gzip.compress(LABELS)
        start = 0
        if behaviour == "missing":
            self.send_error(404)
            return
        if behaviour == "slow":
            self.slow.wait(5)
            return
        if behaviour == "ranges" and wanted:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(archive):
                self.send_error(416)
                return
        if behaviour == "corrupt":
            archive = gzip.compress(bytes(len(CONTENT)))
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(archive) - start))
        self.end_headers()
        self.wfile.write(archive[start : 5000 if behaviour == "truncating" else None])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(name="server")
def running_server() -> Iterator[str]:
    Mirror.asked = []
    Mirror.slow.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    Mirror.slow.set()
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(server: str, folder: Path, *behaviours: str) -> list[tuple[int, int]]:
    """Fetch from mirrors that behave so, one after the other; return the progress told."""
    told: list[tuple[int, int]] = []
    mirrors = [f"{server}{behaviour}/" for behaviour in behaviours]
    mnist.fetch(folder, lambda *done: told.append(done), mirrors, 0.3, FILES)
    return told


def fetched(folder: Path) -> dict[str, bytes]:
    return {path.name: mnist.unpack(path.read_bytes()) for path in folder.iterdir()}


BOTH = {"images.gz": CONTENT, "labels.gz": LABELS}


def test_files_are_fetched_and_progress_is_told(server: str, tmp_path: Path) -> None:
    told = fetch(server, tmp_path / "new" / "cache", "plain")
    assert fetched(tmp_path / "new" / "cache") == BOTH
    total = len(ARCHIVE) + 60
    assert told[-1] == (total, total)
    assert len(told) > 4
    assert told == sorted(told)


def test_what_is_there_already_is_not_fetched_again(server: str, tmp_path: Path) -> None:
    fetch(server, tmp_path, "plain")
    Mirror.asked.clear()
    fetch(server, tmp_path, "plain")
    assert Mirror.asked == []


def test_a_damaged_file_in_the_folder_is_fetched_anew(server: str, tmp_path: Path) -> None:
    fetch(server, tmp_path, "plain")
    (tmp_path / "images.gz").write_bytes(ARCHIVE[:-50])
    fetch(server, tmp_path, "plain")
    assert fetched(tmp_path) == BOTH


@pytest.mark.parametrize("bad", ["missing", "corrupt", "truncating", "slow"])
def test_the_next_mirror_helps_out(server: str, tmp_path: Path, bad: str) -> None:
    fetch(server, tmp_path, bad, "ranges")
    assert fetched(tmp_path) == BOTH


def test_a_part_is_continued_where_it_stopped(server: str, tmp_path: Path) -> None:
    (tmp_path / "images.gz.part").write_bytes(ARCHIVE[:7000])
    fetch(server, tmp_path, "ranges")
    assert Mirror.asked[0] == ("ranges/images.gz", "bytes=7000-")
    assert len(Mirror.asked) == 2
    assert fetched(tmp_path) == BOTH


def test_a_server_that_ignores_the_range_sends_all_from_the_start(
    server: str, tmp_path: Path
) -> None:
    (tmp_path / "images.gz.part").write_bytes(ARCHIVE[:7000])
    fetch(server, tmp_path, "plain")
    assert len(Mirror.asked) == 2
    assert fetched(tmp_path) == BOTH


@pytest.mark.parametrize("part", [b"x" * 7000, ARCHIVE + b"more", ARCHIVE])
def test_a_part_that_cannot_be_completed_is_thrown_away(
    server: str, tmp_path: Path, part: bytes
) -> None:
    (tmp_path / "images.gz.part").write_bytes(part)
    fetch(server, tmp_path, "ranges")
    assert fetched(tmp_path) == BOTH


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("missing", "HTTP 404"),
        ("corrupt", "SHA-256"),
        ("truncating", "stopped after 5,000 of"),
        ("slow", "timed out"),
    ],
)
def test_when_no_mirror_helps_nothing_is_cached_and_the_reason_is_told(
    server: str, tmp_path: Path, bad: str, says: str
) -> None:
    with pytest.raises(
        DatasetError, match=f"MNIST could not be fetched: .*{says}.*NUDGE_MNIST_DIR"
    ):
        fetch(server, tmp_path, bad)
    assert not (tmp_path / "images.gz").exists()


def test_a_part_of_a_broken_download_is_kept_for_the_next_time(server: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        fetch(server, tmp_path, "truncating")
    assert (tmp_path / "images.gz.part").read_bytes() == ARCHIVE[:5000]
    fetch(server, tmp_path, "ranges")
    assert Mirror.asked[1] == ("ranges/images.gz", "bytes=5000-")


def test_no_connection_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"could not be fetched: .*refused"):
        mnist.fetch(tmp_path, mirrors=["http://127.0.0.1:9/"])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatasetError, match="cannot be made"):
        mnist.fetch(tmp_path / "file" / "cache")
