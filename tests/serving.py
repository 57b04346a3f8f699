"""A real server in a thread, and a real WebSocket client to talk to it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

import uvicorn
from fastapi import FastAPI
from numpy.typing import NDArray
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from app.cli import server_config
from app.data.library import Library
from app.settings import Settings
from app.web.app import create_app
from tests.wire.test_frame import read


@dataclass
class Running:
    """A server that answers on a port of its own."""

    app: FastAPI
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], Any]:
        """Send one HTTP request; return status, headers (lower case) and the body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, dict | list):
            body = json.dumps(body)
            sent.setdefault("content-type", "application/json")
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        content = response.read()
        got = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        if "json" in got.get("content-type", ""):
            return response.status, got, json.loads(content)
        return response.status, got, content

    def room(self, **settings: Any) -> dict[str, Any]:
        """Make a room with a small network."""
        chosen = {"layers": [784, 8, 10], "batch": 20, "seed": 3, **settings}
        status, _, made = self.request("POST", "/api/v1/rooms", {"settings": chosen})
        assert status == 201, made
        assert isinstance(made, dict)
        return made

    def socket(self, code: str, origin: str | None = None) -> "Page":
        """Open a socket without joining."""
        address = f"ws://127.0.0.1:{self.port}/api/v1/rooms/{code}/live"
        return Page(connect(address, legacy=True, origin=Origin(origin) if origin else None))

    def join(self, room: dict[str, Any], presenter: bool = True) -> "Page":
        """Open a socket and join."""
        page = self.socket(room["code"])
        token = {"token": room["presenter_token"]} if presenter else {}
        page.welcome = page.ask("join", **token)
        return page


class Page:
    """The page's half of the protocol, written from docs/wire-format.md."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.frames: list[tuple[tuple[Any, ...], dict[int, NDArray[Any]]]] = []
        self._id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, do: str, **fields: Any) -> int:
        self._id += 1
        self.socket.send(json.dumps({"id": self._id, "do": do, **fields}))
        return self._id

    def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its reply; what comes before it is kept."""
        id = self.send(do, **fields)
        while True:
            got = self.hear()
            if got is not None and got.get("reply") == id:
                return got

    def hear(self, timeout: float = 10) -> dict[str, Any] | None:
        """Take one message; a frame is kept, acknowledged and answered with None."""
        message = self.socket.recv(timeout=timeout)
        if isinstance(message, bytes):
            header, blocks = read(message)
            self.frames.append((header, blocks))
            run = int(blocks[8][0])
            self.socket.send(json.dumps({"ack": header[5], "run": run}))
            return None
        got: dict[str, Any] = json.loads(message)
        if "event" in got:
            self.events.append(got)
        return got

    def until_frame(self, step: int, heavy: bool = False) -> dict[int, NDArray[Any]]:
        """Read on until a frame of this step (or a later one) has come; return its blocks."""
        while True:
            for header, blocks in self.frames:
                if header[5] >= step and (not heavy or 1 in blocks):
                    return blocks
            self.frames.clear()
            self.hear()

    @property
    def state(self) -> dict[str, Any]:
        """The newest state that was told."""
        told = [event["state"] for event in self.events if event["event"] == "state"]
        newest: dict[str, Any] = told[-1] if told else self.welcome["state"]
        return newest


@contextmanager
def serving(library: Library, cache: Path, port: int = 0) -> Iterator[Running]:
    """Run the app as `nudge serve` does, on a free port or this one, until the block ends."""
    app = create_app(Settings(cache=cache), library)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    server = uvicorn.Server(server_config(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    try:
        yield Running(app, listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()
        assert not thread.is_alive()
