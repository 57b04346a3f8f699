"""The web: uvicorn's WebSocket, with a farewell that arrives."""

import asyncio

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINGER_S = 0.5


class LingeringWebSocket(WebSocketsSansIOProtocol):
    """Reads on for a moment after it has refused a message as too big or malformed.

    A connection that is closed with bytes unread is reset, and the reset overtakes the close
    frame: a client that is still writing would see a broken line and not the reason.
    """

    _lingering = False

    def data_received(self, data: bytes) -> None:
        """Take bytes in; after the farewell they are thrown away."""
        if not self._lingering:
            super().data_received(data)

    def handle_parser_exception(self) -> None:
        """Say why the connection ends, and let the other side close it."""
        farewell = self.conn.close_sent
        assert farewell is not None
        self.queue.put_nowait(
            {"type": "websocket.disconnect", "code": farewell.code, "reason": farewell.reason}
        )
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = self._lingering = True
        self.transport.resume_reading()
        # While this timer runs, the end of the application does not close the connection either.
        self.close_timer = asyncio.get_running_loop().call_later(LINGER_S, self.transport.close)
