"""The `nudge` command."""

import argparse
import asyncio
import contextlib
import json
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from tqdm import tqdm

from app import __version__
from app.cli_train import add_train_command
from app.data.dataset import DatasetError
from app.data.library import Library
from app.settings import from_environment
from app.training.models import SHIPPED, Model, ModelError, load, shipped
from app.web.app import create_app
from app.web.images import ImageError, to_input
from app.web.transport import LingeringWebSocket

_EXAMPLES = """\
examples:
  nudge serve --open            start Nudge and open it in the browser
  nudge serve --lan             let others in the room join from their own devices
  nudge data fetch mnist        put the real MNIST digits on this machine
  nudge predict my-digit.png    read a digit from a picture
  nudge train --help            train a model of your own
"""

#: A dead client is noticed after ten seconds instead of a quarter of an hour.
_USER_TIMEOUT_MS = 10_000
_SEND_BUFFER = 131_072


class _Failure(Exception):
    """Something a person can mend; the message says how."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except (_Failure, DatasetError, ModelError, ImageError) as error:
        print(f"nudge: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nudge",
        description="Backpropagation on a real digit network, live: every number is computed.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"nudge {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_serve(commands)
    add_train_command(commands)
    _add_predict(commands)
    _add_data(commands)
    return parser


_Commands = argparse._SubParsersAction  # the type has no public name


def _add_serve(commands: "_Commands[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="start the web app")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    serve.add_argument("--open", action="store_true", help="open the page in the browser")
    serve.add_argument(
        "--lan", action="store_true", help="listen on all addresses, so that others can join"
    )
    serve.set_defaults(run=_serve)


def _add_predict(commands: "_Commands[argparse.ArgumentParser]") -> None:
    predict = commands.add_parser("predict", help="read a digit from a picture")
    predict.add_argument("image", type=Path, help="a PNG, JPEG or WebP file with one digit")
    predict.add_argument(
        "--model", default="reader", help=f"{' or '.join(SHIPPED)}, or a .npz file (%(default)s)"
    )
    predict.add_argument("--json", action="store_true", help="print the answer as JSON")
    predict.set_defaults(run=_predict)


def _add_data(commands: "_Commands[argparse.ArgumentParser]") -> None:
    data = commands.add_parser("data", help="fetch data sets")
    actions = data.add_subparsers(required=True, metavar="action")
    fetch = actions.add_parser("fetch", help="download a data set into the cache folder")
    fetch.add_argument("dataset", choices=["mnist"])
    fetch.set_defaults(run=_fetch)


# -- serve


def _serve(chosen: argparse.Namespace) -> int:
    host = "0.0.0.0" if chosen.lan else chosen.host
    listening = _listen(host, chosen.port)
    port = listening.getsockname()[1]
    settings = from_environment(lan=host not in ("127.0.0.1", "localhost", "::1"))
    config = server_config(create_app(settings))
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else shown}:{port}"
    server = _Server(config, address, open_page=chosen.open, lan=settings.lan)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[listening]))
    return 0 if server.started else 1


def server_config(app: FastAPI) -> uvicorn.Config:
    """Return how the app is served: frames uncompressed, messages small, a quick farewell."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws=LingeringWebSocket,
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        timeout_graceful_shutdown=4,
    )


class _Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str, open_page: bool, lan: bool) -> None:
        super().__init__(config)
        self._address = address
        self._open_page = open_page
        self._lan = lan

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and then print the address."""
        await super().startup(sockets)
        if not self.started:
            return
        print(f"Nudge is running at {self._address}  (Ctrl+C stops it)", flush=True)
        if self._lan:
            port = self._address.rsplit(":", 1)[1]
            print(f"Others in this network: http://{_own_address()}:{port}", flush=True)
        if self._open_page:
            webbrowser.open(self._address)


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise _Failure(f"the port {port} is not between 0 and 65535")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise _Failure(f"this machine has no address {host!r}; 127.0.0.1 always works") from None
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)
    try:
        listening.bind((host, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise _Failure(_why_not(host, port, error)) from None
    return listening


def _why_not(host: str, port: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"this machine does not let you use port {port}; try one above 1024"
    if "in use" in (error.strerror or "").lower():
        return (
            f"port {port} is taken, perhaps by a Nudge that is already running at "
            f"http://{host}:{port}; choose another: make run PORT={port + 1}, "
            f"or nudge serve --port {port + 1}"
        )
    return f"cannot listen on {host}:{port}: {error.strerror}"


def _own_address() -> str:
    """Return the address by which others in the network reach this machine, as it believes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the interface.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


# -- predict and data


def _predict(chosen: argparse.Namespace) -> int:
    model = _model(chosen.model)
    try:
        content = chosen.image.read_bytes()
    except OSError as error:
        raise _Failure(f"{chosen.image} cannot be read: {error.strerror}") from None
    outputs = model.network.forward(to_input(content, True) / 255.0)[-1]
    best, second = sorted(outputs, reverse=True)[:2]
    unsure = best - second < 0.2
    if chosen.json:
        answer = {"model": model.name, "digit": int(outputs.argmax()), "unsure": bool(unsure)}
        print(json.dumps({**answer, "activations": outputs.tolist()}))
    else:
        print(f"{int(outputs.argmax())}{' (unsure)' if unsure else ''}   read by {model.name}")
    return 0


def _model(name: str) -> Model:
    return load(Path(name)) if name.endswith(".npz") else shipped(name)


def _fetch(chosen: argparse.Namespace) -> int:
    settings = from_environment()
    library = Library(settings.cache, settings.mnist_dir)
    try:
        if library.available("mnist"):
            print("MNIST is on this machine already.")
            return 0
        with tqdm(unit="B", unit_scale=True, desc="MNIST") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            library.fetch_mnist(progress)
    finally:
        library.close()
    print(f"MNIST is in {settings.cache}.")
    return 0
