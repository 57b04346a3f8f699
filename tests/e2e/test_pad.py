import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open, draw, recorded

pytestmark = pytest.mark.e2e


def read_as(page: Page, digit: int) -> None:
    expect(page.locator("#verdict")).to_have_attribute("data-digit", str(digit))


@pytest.mark.parametrize("digit", range(10))
def test_a_drawn_digit_is_read(open_page: Open, digit: int) -> None:
    page = open_page("/?model=reader")
    draw(page, recorded(f"a written {digit}, first way"))
    read_as(page, digit)
    expect(page.locator("#verdict-name")).to_contain_text("reader")


def test_the_verdict_follows_the_pen_while_it_is_down(open_page: Open) -> None:
    page = open_page("/?model=reader")
    expect(page.locator("#play")).to_be_visible()
    strokes = recorded("a written 7, first way")
    box = page.locator("#pad").bounding_box()
    assert box
    seen = set()
    page.mouse.move(box["x"] + strokes[0][0][0] * box["width"], box["y"] + box["height"] * 0.2)
    page.mouse.down()
    for x, y in strokes[0]:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.wait_for_timeout(25)
        seen.add(page.locator('[data-output="7"] .value').inner_text())
    assert len(seen) > 2
    page.mouse.up()


def test_undo_takes_the_last_stroke_and_clear_takes_all(open_page: Open) -> None:
    page = open_page("/?model=reader")
    one = recorded("a written 1, first way")
    draw(page, one)
    read_as(page, 1)
    draw(page, [[(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]])
    page.locator("#pad-undo").click()
    page.locator("#pad-undo").click()
    read_as(page, 1)
    page.locator("#pad-clear").click()
    expect(page.locator("#pad-clear")).to_be_disabled()
    expect(page.locator("#source")).to_contain_text("training example")


def test_an_empty_pad_without_a_room_reads_nothing(open_page: Open, complaints: list[str]) -> None:
    page = open_page("/room/XXXXXX?model=reader")
    expect(page.locator("#verdict")).to_have_attribute("data-digit", "")
    expect(page.locator("#empty")).to_be_visible()
    draw(page, recorded("a written 3, first way"))
    read_as(page, 3)
    page.locator("#pad-clear").click()
    expect(page.locator("#verdict")).to_have_attribute("data-digit", "")
    # The browser itself notes that the room was not found; nothing else may be there.
    assert all("404" in text for text in complaints)
    complaints.clear()


def test_a_stroke_may_leave_the_pad_and_come_back(open_page: Open) -> None:
    page = open_page("/?model=reader")
    draw(page, [[(0.5, 0.1), (0.5, 0.5), (0.5, 1.3), (0.6, 1.3), (0.5, 0.9), (0.5, 0.6)]])
    expect(page.locator("#verdict")).to_have_attribute("data-digit", re.compile(r"^\d$"))
    page.mouse.move(10, 10)
    expect(page.locator("#pad-undo")).to_be_enabled()


def test_a_finger_draws_and_does_not_scroll(open_page: Open) -> None:
    page = open_page("/?model=reader", size=(390, 844), has_touch=True, is_mobile=True)
    page.wait_for_timeout(500)
    assert page.evaluate("getComputedStyle(document.querySelector('#pad')).touchAction") == "none"
    client = page.context.new_cdp_session(page)
    box = page.locator("#pad").bounding_box()
    assert box
    before = page.evaluate("scrollY")
    for stroke in recorded("a written 2, first way"):
        points = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in stroke
        ]
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
        for point in points[1:]:
            client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    read_as(page, 2)
    assert page.evaluate("scrollY") == before


def test_the_network_in_training_can_read_the_drawing(open_page: Open) -> None:
    page = open_page("/?model=room")
    draw(page, recorded("a written 4, first way"))
    expect(page.locator("#verdict-name")).to_contain_text("this network")
    expect(page.locator("#verdict")).to_have_attribute("data-digit", re.compile(r"^\d$"))
    page.keyboard.press("4")
    expect(page.locator("#wanted")).to_contain_text("4")
    expect(page.locator("#cost")).to_contain_text("cost of this 4")
    page.locator('[data-reader="lecture"]').click()
    expect(page.locator("#verdict-name")).to_contain_text("lecture")
    read_as(page, 4)


def test_centring_can_be_turned_off_to_see_the_network_fail(open_page: Open) -> None:
    page = open_page("/?model=reader")
    small = [
        [(0.05 + x * 0.25, 0.05 + y * 0.25) for x, y in stroke]
        for stroke in recorded("a written 5, first way")
    ]
    draw(page, small)
    read_as(page, 5)
    before = page.locator('[data-output="5"] .value').inner_text()
    page.locator("#centring").click()
    expect(page.locator('[data-output="5"] .value')).not_to_have_text(before)
