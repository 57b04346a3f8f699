"""A real server, a real Chromium, and a page that may not complain."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.data.library import Library
from tests.serving import Running, serving

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Strokes, but few of them."""
    return Library(tmp_path_factory.mktemp("cache"), None, sizes=(3000, 500))


@pytest.fixture(scope="session")
def server(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all pages."""
    with serving(library, tmp_path_factory.mktemp("cache")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium on this machine; `make e2e` installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages said to the console; a test that expects some takes them out."""
    return []


@pytest.fixture
def open_page(browser: Browser, server: Running, complaints: list[str]) -> Iterator[Open]:
    """Open pages that use no other host and leave no error and no warning in the console."""
    contexts = []
    strangers: list[str] = []

    def opened(path: str = "/", size: tuple[int, int] = (1280, 720), **options: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(
                    ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
                )
                else strangers.append(request.url)
            ),
        )
        page.goto(path if path.startswith("http") else server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not strangers
    assert not complaints


def recorded(name: str) -> list[list[tuple[float, float]]]:
    """Return the strokes of one of the recorded drawings, as parts of the pad."""
    fixtures = Path(__file__).parent.parent / "fixtures"
    drawings = json.loads((fixtures / "strokes.json").read_text())
    drawing = next(d for d in drawings if d["name"] == name)
    return [[(x / drawing["size"], y / drawing["size"]) for x, y in s] for s in drawing["strokes"]]


def draw(page: Page, strokes: list[list[tuple[float, float]]]) -> None:
    """Draw on the pad with the mouse, as a person would."""
    box = page.locator("#pad").bounding_box()
    assert box

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    for stroke in strokes:
        page.mouse.move(*at(stroke[0]))
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*at(point))
        page.mouse.up()
