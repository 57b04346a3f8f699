import re
from pathlib import Path

import pytest

from app.web.pages import folder
from tests.serving import Running


def test_the_pages_name_their_models_and_modules(server: Running) -> None:
    status, headers, page = server.request("GET", "/")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    text = page.decode()
    assert 'data-reader="reader"' in text
    assert 'data-reader="lecture"' in text
    modules = re.findall(r'modulepreload" href="([^"]+)"', text)
    assert len(modules) > 20
    for module in modules:
        assert server.request("GET", module)[0] == 200, module


def test_nothing_on_a_page_comes_from_elsewhere(server: Running) -> None:
    for path in ("/", "/room/ABC234"):
        page = server.request("GET", path)[2].decode()
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
        assert "<script>" not in page


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/j/abc234", "/room/ABC234"),
        ("/j/not-a-code", "/"),
        ("/room/not-a-code", "/"),
        ("/room/<script>", "/"),
        ("/favicon.ico", "/static/img/favicon.svg"),
    ],
)
def test_short_and_wrong_addresses_lead_somewhere_sensible(
    server: Running, path: str, target: str
) -> None:
    status, headers, _ = server.request("GET", path)
    assert status in (301, 303)
    assert headers["location"] == target


def test_pages_lie_beside_the_package_in_a_checkout() -> None:
    assert folder("static") == Path(__file__).parents[2] / "static"
    assert (folder("templates") / "home.html").is_file()
