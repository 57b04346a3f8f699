import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app.web.guard import MAX_BODY, Guard
from tests.serving import Running


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def guarded(lan: bool = False) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    guard = Guard(app, hosts=["nudge.school"], origins=["https://tools.school"], lan=lan)
    return TestClient(guard, base_url="http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("host", "here", "in_lan"),
    [
        ("127.0.0.1:8000", 200, 200),
        ("localhost", 200, 200),
        ("[::1]:8000", 200, 200),
        ("nudge.school", 200, 200),
        ("192.168.0.7:8000", 421, 200),
        ("evil.example", 421, 421),
        ("127.0.0.1.evil.example", 421, 421),
        ("localhost@evil.example", 421, 421),
        ("", 421, 421),
    ],
)
def test_only_our_own_hosts_are_answered(host: str, here: int, in_lan: int) -> None:
    assert guarded().get("/", headers={"host": host}).status_code == here
    assert guarded(lan=True).get("/", headers={"host": host}).status_code == in_lan


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("https://tools.school", 200),
        ("http://127.0.0.1:9999", 403),
        ("http://evil.example", 403),
        ("null", 403),
    ],
)
def test_writes_come_from_our_own_pages(origin: str, status: int) -> None:
    assert guarded().post("/x", headers={"origin": origin}).status_code == status


def test_programs_without_an_origin_may_write() -> None:
    assert guarded().post("/x", content=b"123").text == "3"


def test_a_body_beyond_its_limit_is_refused_with_the_limit() -> None:
    answer = guarded().post("/x", content=b"x" * (MAX_BODY + 1))
    assert answer.status_code == 413
    assert "65,536 bytes" in answer.json()["detail"]


def test_a_body_that_hides_its_length_is_cut_off() -> None:
    answer = guarded().post("/x", content=(b"x" * 10_000 for _ in range(10)))
    assert answer.status_code == 413


def test_pages_carry_their_safety_headers(server: Running) -> None:
    for path in ("/", "/healthz", "/docs"):
        _, headers, _ = server.request("GET", path)
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in server.request("GET", "/")[1]["content-security-policy"]
    assert server.request("GET", "/static/js/types.js")[1]["cache-control"] == "no-cache"
