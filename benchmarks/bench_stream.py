"""Streaming while training flat out: how late the event loop is, how smooth the page stays.

    make bench-stream

The server runs on one core and Chromium on another (on a machine with only one, they share it).
The page is 1280x720, drawn without a GPU. Lateness is how much later than asked a 10 ms nap of
the server's event loop ends. Then everything is paused, and the CPU time of the server is taken.
"""

import asyncio
import contextlib
import multiprocessing
import os
import socket
import statistics
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import uvicorn
from playwright.sync_api import sync_playwright

from app.cli import server_config
from app.settings import Settings
from app.web.app import create_app

SECONDS = 12
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def _serve(pipe: Connection, core: int, cache: str) -> None:
    _pin(os.getpid(), core)
    asyncio.run(_serve_and_watch(pipe, cache))


async def _serve_and_watch(pipe: Connection, cache: str) -> None:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(Settings(cache=Path(cache)))
    server = uvicorn.Server(server_config(app))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    pipe.send(listening.getsockname()[1])
    late: list[float] = []
    while not server.should_exit:
        begun = time.perf_counter()
        await asyncio.sleep(0.01)
        late.append(time.perf_counter() - begun - 0.01)
        if pipe.poll():
            server.should_exit = pipe.recv() == "stop"
            pipe.send(late)
            late = []
    await task


def _pin(process: int, core: int) -> None:
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(process, {core % (os.cpu_count() or 1)})


def _watch(address: str, ask: Connection, server: psutil.Process) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for child in psutil.Process().children(recursive=True):
            if child.pid != server.pid:
                _pin(child.pid, 1)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.locator("#play").wait_for()
        page.evaluate(
            """() => {
              window.painted = 0;
              const count = () => { window.painted += 1; requestAnimationFrame(count); };
              requestAnimationFrame(count);
            }"""
        )
        flat_out = "document.querySelector('#speed')"
        page.evaluate(
            f"() => {{ const s = {flat_out}; s.value = s.max; "
            "s.dispatchEvent(new Event('input', {bubbles: true})); "
            "s.dispatchEvent(new Event('change', {bubbles: true})); }"
        )
        page.locator("#play").click()
        page.wait_for_timeout(3000)
        ask.send("mark")
        ask.recv()
        before, begun = page.evaluate("window.painted"), time.perf_counter()
        page.wait_for_timeout(SECONDS * 1000)
        ask.send("mark")
        late = ask.recv()
        fps = (page.evaluate("window.painted") - before) / (time.perf_counter() - begun)
        print(page.locator("#title").inner_text().replace("\n", " "))
        _report(late, fps)
        page.locator("#play").click()
        page.wait_for_timeout(1000)
        busy, begun = sum(server.cpu_times()[:2]), time.perf_counter()
        page.wait_for_timeout(5000)
        share = (sum(server.cpu_times()[:2]) - busy) / (time.perf_counter() - begun)
        # The watching itself wakes the loop a hundred times a second: about 1 % of a core.
        print(f"paused: {100 * share:.1f} % of a core, this watch on the loop included")
        browser.close()


def _report(late: list[float], fps: float) -> None:
    ordered = sorted(late)
    p95 = 1000 * ordered[int(0.95 * len(ordered))]
    print(
        f"event loop late by {1000 * statistics.median(ordered):.1f} ms in the middle, "
        f"{p95:.1f} ms at the 95th percentile (wanted: at most 10)"
    )
    print(f"page: {fps:.0f} animation frames a second at 1280x720 (wanted: at least 30)")


def main() -> None:
    ours, theirs = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as cache:
        folder = os.environ.get("NUDGE_CACHE_DIR", cache)
        process = multiprocessing.Process(target=_serve, args=(theirs, 0, folder))
        process.start()
        port = ours.recv()
        try:
            _watch(f"http://127.0.0.1:{port}", ours, psutil.Process(process.pid))
        finally:
            ours.send("stop")
            process.join(20)


if __name__ == "__main__":
    main()
