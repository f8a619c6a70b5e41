"""A network connection that keeps a total time, whatever the far end does.

Ordinary time limits count from the last byte, so a server that drips one byte now and then holds its caller
for ever (Mastodon's CVE-2023-36461). Here every read and write is given only what is left of the whole
call. The stopwatch measures how long we have waited; it never tells what time it is.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore


class Stopwatch:
    """Counts down one call, and remembers how far it came."""

    def __init__(self, seconds: float, *, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._end = elapsed() + seconds
        self.sent = False
        self.ended_by_peer = False

    def left(self, *, otherwise: type[httpcore.TimeoutException]) -> float:
        """Seconds left, more than zero; raises `otherwise` when there are none."""
        seconds = self._end - self._elapsed()
        if seconds <= 0:
            raise otherwise("the whole call took too long")
        return seconds


class HurriedBackend(httpcore.NetworkBackend):
    """Opens connections whose every step is timed by the same stopwatch."""

    def __init__(self, stopwatch: Stopwatch) -> None:
        self._stopwatch = stopwatch
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._stopwatch.left(otherwise=httpcore.ConnectTimeout)
        return HurriedStream(
            self._inner.connect_tcp(host, port, _shorter(seconds, timeout), local_address, socket_options),
            self._stopwatch,
        )


class HurriedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, stopwatch: Stopwatch) -> None:
        self._inner = inner
        self._stopwatch = stopwatch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        seconds = self._stopwatch.left(otherwise=httpcore.ReadTimeout)
        received = self._inner.read(max_bytes, _shorter(seconds, timeout))
        self._stopwatch.ended_by_peer = not received
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        seconds = self._stopwatch.left(otherwise=httpcore.WriteTimeout)
        self._stopwatch.sent = True
        self._inner.write(buffer, _shorter(seconds, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._stopwatch.left(otherwise=httpcore.ConnectTimeout)
        secured = self._inner.start_tls(ssl_context, server_hostname, _shorter(seconds, timeout))
        return HurriedStream(secured, self._stopwatch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _shorter(seconds: float, timeout: float | None) -> float:
    return seconds if timeout is None else min(seconds, timeout)
