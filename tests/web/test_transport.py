import time

import pytest
from websockets.exceptions import ConnectionClosed

from tests.serving import Running


@pytest.mark.parametrize("size", [65_537, 300_000, 1_000_000])
def test_a_message_too_big_ends_with_a_reason_whatever_its_size(server: Running, size: int) -> None:
    room = server.room()
    for _ in range(4):
        page = server.join(room, presenter=False)
        # The farewell may come while the message is still being sent.
        try:
            page.socket.send("x" * size)
            while True:
                page.hear()
        except ConnectionClosed as closed:
            farewell = closed.rcvd
        assert farewell is not None
        assert farewell.code == 1009
        assert "limit" in farewell.reason


def test_whoever_does_not_close_after_the_farewell_is_cut_off(server: Running) -> None:
    page = server.join(server.room(), presenter=False)
    page.socket.socket.sendall(b"\x83\x00" * 3)  # a frame of no known kind
    begun = time.monotonic()
    while server.request("GET", "/healthz")[2]["watchers"] > 0:
        assert time.monotonic() - begun < 10
        time.sleep(0.05)
    page.socket.close()
