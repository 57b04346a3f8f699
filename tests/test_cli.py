import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from PIL import Image

from app.cli import main
from tests.data.test_mnist import write_four
from tests.serving import Running

NUDGE = [sys.executable, "-m", "app"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*NUDGE, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


def start(*arguments: str, cache: Path) -> tuple[subprocess.Popen[str], str]:
    """Start `nudge serve` and return it with the address that it printed."""
    process = subprocess.Popen(
        [*NUDGE, "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NUDGE_CACHE_DIR": str(cache)},
    )
    assert process.stdout
    said = process.stdout.readline()
    found = re.search(r"http://[\w.:]+", said)
    assert found, said
    return process, found[0]


def test_serve_prints_its_address_answers_and_ends_on_request(tmp_path: Path) -> None:
    process, address = start("--port", "0", cache=tmp_path)
    try:
        connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        rest, _ = process.communicate(timeout=20)
    assert time.monotonic() - begun < 6
    assert "Traceback" not in rest


def test_a_taken_port_is_said_plainly() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))
    assert ended.returncode == 2
    assert f"port {port} is taken" in ended.stderr
    assert f"PORT={port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["serve", "--port", "99999"], "not between 0 and 65535"),
        (["serve", "--host", "no.such.host.invalid"], "no address"),
        (["predict", "/no/such.png"], "cannot be read: No such file"),
        (["predict", __file__], "PNG"),
        (["predict", __file__, "--model", "genius"], "there is no model 'genius'"),
        (["predict", __file__, "--model", "/no/such.npz"], "cannot be read"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("nudge: ")
    assert expected in said
    assert said.count("\n") == 1


def test_predict_reads_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = np.full((120, 90), 255, np.uint8)
    paper[20:100, 42:50] = 0
    Image.fromarray(paper).save(tmp_path / "one.png")
    assert main(["predict", str(tmp_path / "one.png")]) == 0
    assert capsys.readouterr().out.startswith("1")
    assert main(["predict", str(tmp_path / "one.png"), "--json", "--model", "lecture"]) == 0
    assert '"digit": 1' in capsys.readouterr().out


def test_help_gives_examples() -> None:
    said = run("--help").stdout
    assert "nudge serve --open" in said
    assert "nudge predict my-digit.png" in said


def test_fetching_what_is_there_already_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_four(tmp_path)
    monkeypatch.setenv("NUDGE_MNIST_DIR", str(tmp_path))
    assert main(["data", "fetch", "mnist"]) == 0
    assert "already" in capsys.readouterr().out


def test_serve_ends_in_time_even_when_nobody_reads_its_frames(tmp_path: Path) -> None:
    process, address = start("--port", "0", cache=tmp_path)
    stuck = []
    try:
        running = Running(FastAPI(), int(address.rsplit(":", 1)[1]))
        room = running.room()
        with running.join(room) as page:
            page.ask("speed", steps_per_second=None)
            page.ask("play")
            for _ in range(5):
                stuck.append(running.socket(room["code"]))
                stuck[-1].send("join", token=room["presenter_token"])
                stuck[-1].socket.recv_messages.pause()
            page.until_frame(200)
    finally:
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5.5
    assert "Traceback" not in rest
    for page in stuck:
        page.socket.socket.close()
