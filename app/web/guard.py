"""The web: one layer around every route and socket that checks Host, Origin and body size."""

import ipaddress
import json
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
#: The bodies of predictions are larger, and differ by form.
MAX_PREDICT = {"application/json": 2_000_000, "application/octet-stream": 1_000_000}
MAX_IMAGE = 8 * 2**20
MAX_DRAINED = 16 * 2**20
PREDICT = "/api/v1/predict"

_CSP = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'"
# The API's page starts itself by a script within the page; no other page may.
_DOCS_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
)


class TooLarge(Exception):
    """A body went on beyond its limit."""


class Guard:
    """Refuses requests that are not for this server, come from elsewhere, or are too large."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Sequence[str] = (),
        origins: Sequence[str] = (),
        lan: bool = False,
    ) -> None:
        self._app = app
        self._origins = {origin.rstrip("/").lower() for origin in origins}
        self._hosts = {"localhost", "127.0.0.1", "::1", *(host.lower() for host in hosts)}
        self._lan = lan
        if lan:
            name = socket.gethostname().lower()
            self._hosts |= {name, f"{name}.local"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is in order."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        limit = _body_limit(scope, headers)
        try:
            body = await _read(receive, limit)
        except TooLarge:
            await _refuse(scope, send, 413, f"the body may have at most {limit:,} bytes")
            return
        await self._app(scope, _replay(body, receive), _dressed(scope, send))

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421, f"this server does not answer for the host {host[:100]!r}"
        origin = headers.get("origin")
        writes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if origin is not None and writes and not self._may_call(origin, host):
            return 403, f"pages of {origin[:100]!r} may not use this server"
        return None

    def _is_ours(self, host: str) -> bool:
        name = (urlsplit(f"//{host}").hostname or "") if _is_plain(host) else ""
        if name in self._hosts:
            return True
        # A name can be made to point here by anyone, an address cannot.
        return self._lan and _is_address(name)

    def _may_call(self, origin: str, host: str) -> bool:
        return origin.lower() in self._origins or (
            origin.split("://", 1)[-1].lower() == host.lower() and origin != "null"
        )


async def _read(receive: Receive, limit: int) -> bytes:
    """Return the whole body, or raise TooLarge once it has been read to its end."""
    chunks: list[bytes] = []
    received, more = 0, True
    while more:
        message = await receive()
        chunk = message.get("body", b"")
        received += len(chunk)
        more = message.get("more_body", False)
        # What is too much is thrown away and read on for a while: a client that is still
        # writing would otherwise see a broken line instead of the answer.
        if received <= limit:
            chunks.append(chunk)
        elif received > limit + MAX_DRAINED:
            break
    if received > limit:
        raise TooLarge
    return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def _dressed(scope: Scope, send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            _dress(scope, MutableHeaders(scope=message))
        await send(message)

    return dressed


def _dress(scope: Scope, headers: MutableHeaders) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Content-Security-Policy"] = _DOCS_CSP if scope["path"] == "/docs" else _CSP
    if scope["path"].startswith("/static/"):
        # Ask each time whether a module has changed: an old one beside a new one breaks the page.
        headers["Cache-Control"] = "no-cache"


def _body_limit(scope: Scope, headers: Headers) -> int:
    if scope["path"] != PREDICT:
        return MAX_BODY
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    return MAX_IMAGE if kind.startswith("image/") else MAX_PREDICT.get(kind, 2_000_000)


def _is_plain(host: str) -> bool:
    return host.isascii() and not set(host) & set("/@?#\\ ")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _refuse(scope: Scope, send: Send, status: int, detail: str) -> None:
    body = json.dumps({"title": "Refused", "status": status, "detail": detail}).encode()
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    if kind not in ("http.response",) and kind not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": detail[:100]})
        return
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": body})
