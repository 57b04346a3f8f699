import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.data.library import Library
from tests.e2e.conftest import Open, draw, recorded
from tests.serving import Running, serving

pytestmark = pytest.mark.e2e


def number(page: Page, place: str) -> float:
    text = page.locator(place).inner_text().replace(",", "").replace("−", "-")
    found = re.findall(r"-?\d+(?:\.\d+)?", text)
    assert found, f"{place} shows {text!r}"
    return float(found[-1])


def ready(page: Page) -> Page:
    expect(page.locator("#play")).to_be_visible()
    expect(page.locator("#step")).to_have_text("0")
    expect(page.locator("#cost")).to_contain_text(re.compile(r"\d\.\d"))
    return page


def set_speed(page: Page, part: float) -> None:
    page.locator("#speed").evaluate(
        """(slider, part) => {
          slider.value = String(part * Number(slider.max));
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          slider.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        part,
    )


def test_the_first_picture_needs_no_click_and_no_patience(open_page: Open) -> None:
    page = open_page()
    page.wait_for_function(
        "() => /[0-9]/.test(document.querySelector('#verdict').textContent)"
        " && /[0-9]/.test(document.querySelector('#cost').textContent)",
        timeout=3000,
    )
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_play_lowers_the_cost_and_raises_the_accuracy(open_page: Open) -> None:
    page = ready(open_page())
    first = number(page, "#cost")
    set_speed(page, 1)
    page.locator("#play").click()
    page.wait_for_function(
        "() => Number(document.querySelector('#step').textContent.replace(/\\D/g, '')) > 400",
        timeout=30_000,
    )
    page.locator("#play").click()
    assert number(page, "#accuracy") > 60
    assert number(page, "#test-accuracy") > 60
    assert number(page, "#cost") != first
    stopped = page.locator("#step").inner_text()
    page.wait_for_timeout(400)
    assert page.locator("#step").inner_text() == stopped


def test_step_takes_exactly_one(open_page: Open) -> None:
    page = ready(open_page())
    for expected in ("1", "2", "3"):
        page.locator("#one-step").click()
        expect(page.locator("#step")).to_have_text(expected)
    page.locator("#stage").focus()
    page.keyboard.press("s")
    expect(page.locator("#step")).to_have_text("4")


def test_the_speed_changes_while_it_trains(open_page: Open) -> None:
    page = ready(open_page())
    set_speed(page, 0.2)
    page.locator("#play").click()
    page.wait_for_timeout(1000)
    slow = number(page, "#step")
    set_speed(page, 1)
    page.wait_for_timeout(1000)
    assert number(page, "#step") - slow > 5 * (slow + 1)
    page.locator("#play").click()


def test_reset_brings_the_same_first_cost_back_and_can_be_undone(open_page: Open) -> None:
    page = ready(open_page())
    begun = page.locator("#cost").inner_text()
    page.locator("#one-step").click()
    expect(page.locator("#step")).to_have_text("1")
    curve = page.locator("#curve-values").inner_text()
    page.locator("#reset").click()
    expect(page.locator("#step")).to_have_text("0")
    expect(page.locator("#cost")).to_have_text(begun)
    page.locator("#one-step").click()
    expect(page.locator("#curve-values")).to_have_text(curve)
    page.locator("#new-weights").click()
    expect(page.locator("#step")).to_have_text("0")
    expect(page.locator("#cost")).not_to_have_text(begun)
    page.locator("#undo").click()
    expect(page.locator("#step")).to_have_text("1")


def test_a_reload_comes_back_to_the_same_run(open_page: Open) -> None:
    page = ready(open_page())
    for _ in range(3):
        page.locator("#one-step").click()
    expect(page.locator("#step")).to_have_text("3")
    curve = page.locator("#curve-values").inner_text()
    page.reload()
    expect(page.locator("#step")).to_have_text("3")
    expect(page.locator("#curve-values")).to_have_text(curve)
    page.locator("#one-step").click()
    expect(page.locator("#step")).to_have_text("4")


def test_settings_start_again_with_another_network(open_page: Open) -> None:
    page = ready(open_page())
    page.locator("#settings-open").click()
    page.locator('[name="activation"]').select_option("relu")
    page.locator('[name="batch"]').fill("999999")
    page.locator("#apply").click()
    expect(page.locator("#settings-fault")).to_contain_text("larger than the training set")
    page.locator('[name="batch"]').fill("50")
    page.locator("#apply").click()
    expect(page.locator("#step")).to_have_text("0")
    expect(page.locator("#undo")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#one-step").click()
    expect(page.locator("#step")).to_have_text("1")


def ink_between_the_pixels_and_the_first_neurons(page: Page) -> float:
    shares = page.evaluate(
        """() => [...document.querySelectorAll("#network canvas")].map((canvas) => {
          const pen = canvas.getContext("2d");
          if (!pen) return 0;
          const [w, h] = [canvas.width, canvas.height];
          const { data } = pen.getImageData(w * 0.28, h * 0.3, w * 0.12, h * 0.25);
          return data.filter((v, i) => i % 4 === 3 && v > 8).length / (data.length / 4);
        })"""
    )
    return float(max(shares))


def test_before_the_first_step_no_nudge_is_painted(open_page: Open) -> None:
    page = ready(open_page())
    page.locator('[data-lens="mean_nudge"]').click()
    page.wait_for_timeout(1500)
    assert ink_between_the_pixels_and_the_first_neurons(page) < 0.3


@pytest.mark.parametrize("lens", ["signal", "wishes", "mean_nudge", "weights"])
def test_every_lens_paints_edges_after_a_step(open_page: Open, lens: str) -> None:
    page = ready(open_page())
    page.locator("#one-step").click()
    page.locator(f'[data-lens="{lens}"]').click()
    expect(page.locator(f'[data-lens="{lens}"]')).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1500)
    assert ink_between_the_pixels_and_the_first_neurons(page) > 0.5


def test_a_viewer_watches_without_controls(open_page: Open) -> None:
    presenter = ready(open_page())
    presenter.locator("#share-open").click()
    address = presenter.locator("#join-address").input_value()
    presenter.keyboard.press("Escape")
    viewer = open_page(address)
    expect(viewer.locator("#watching")).to_be_visible()
    expect(viewer.locator("#play")).to_be_hidden()
    presenter.locator("#one-step").click()
    expect(viewer.locator("#step")).to_have_text("1")
    draw(viewer, recorded("a written 6, first way"))
    expect(viewer.locator("#verdict")).to_have_attribute("data-digit", "6")


def test_a_page_that_loses_its_server_says_so_and_starts_again_when_it_is_back(
    open_page: Open, library: Library, tmp_path: Path, complaints: list[str]
) -> None:
    with serving(library_again(library), tmp_path) as first:
        page = ready(open_page(first.url))
        page.locator("#one-step").click()
        expect(page.locator("#step")).to_have_text("1")
        port = first.port
        seed = room_seed(first)
    expect(page.locator("#connection")).to_contain_text(re.compile("lost|trying|again", re.I))
    page.wait_for_timeout(1000)
    with serving(library_again(library), tmp_path, port) as second:
        expect(page.locator("#step")).to_have_text("0", timeout=20_000)
        expect(page.locator("#notice")).to_contain_text(re.compile("gone|lost|new", re.I))
        assert room_seed(second) == seed
        page.locator("#one-step").click()
        expect(page.locator("#step")).to_have_text("1")
        page.context.close()
    # Chromium notes each attempt that found nobody; that is its own log, not the page's.
    assert all(
        "ERR_CONNECTION" in text or "404" in text or "WebSocket" in text for text in complaints
    )
    complaints.clear()


def library_again(library: Library) -> Library:
    """A server closes its library when it ends, so each has one of its own."""
    return Library(library.cache, None, sizes=(3000, 500))


def room_seed(running: Running) -> int:
    (room,) = running.app.state.registry.rooms.values()
    return int(room.session.run.settings.seed)


@pytest.mark.parametrize("theme", ["dark", "projector"])
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 720), (390, 844)])
def test_nothing_is_cut_off_or_overlaps(open_page: Open, theme: str, size: tuple[int, int]) -> None:
    page = open_page(f"/?theme={theme}", size=size)
    expect(page.locator("#step")).to_have_text("0")
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size[0] > 1000:
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    boxes = [
        page.locator(place).bounding_box()
        for place in ("#paper", "#network", "#reading", "#caption", "#tray", "#transport")
    ]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert one
            assert other
            apart = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1
                or other["y"] + other["height"] <= one["y"] + 1
            )
            assert apart, (one, other)
