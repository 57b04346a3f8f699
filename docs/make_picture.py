"""Take the picture in the README: the app itself, trained for a while, with a drawn 3.

make picture
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
STEPS = 260


def main() -> None:
    """Start Nudge, train, draw, and save docs/nudge.png."""
    serve = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with (
        subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server,
        sync_playwright() as playwright,
    ):
        assert server.stdout
        found = re.search(r"http://[\d.:]+", server.stdout.readline())
        assert found
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{found[0]}/?theme=dark&model=room")
        _train(page)
        _draw(page)
        page.screenshot(path=ROOT / "docs" / "nudge.png")
        browser.close()
        server.terminate()


def _train(page: Page) -> None:
    page.locator("#play").wait_for()
    page.locator("#speed").evaluate(
        """(slider) => {
          slider.value = String(0.8 * Number(slider.max));
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          slider.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    page.locator("#play").click()
    page.wait_for_function(f"() => Number(document.body.dataset.step) > {STEPS}", timeout=120_000)
    page.locator("#play").click()


def _draw(page: Page) -> None:
    drawings = json.loads((ROOT / "tests" / "fixtures" / "strokes.json").read_text())
    drawing = next(d for d in drawings if d["name"] == "a written 3, first way")
    box = page.locator("#pad").bounding_box()
    assert box
    for stroke in drawing["strokes"]:
        points = [
            (box["x"] + x * box["width"], box["y"] + y * box["height"])
            for x, y in ((x / drawing["size"], y / drawing["size"]) for x, y in stroke)
        ]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()
    page.mouse.move(5, 5)
    page.keyboard.press("3")
    page.wait_for_timeout(2500)


if __name__ == "__main__":
    main()
