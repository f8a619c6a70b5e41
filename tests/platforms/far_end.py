"""The far end of a connection, played by a test: it answers whatever the test wants, or does not."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

Act = Callable[[socket.socket], None]


@dataclass
class FarEnd:
    """Listens on this machine; `requests` holds what arrived, head and body as they came."""

    port: int
    act: Act = lambda connection: None
    requests: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v26.0"

    def says(self, body: bytes | object, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """From now on every request gets this answer; what is not bytes is written as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.sends("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content)

    def sends(self, everything: bytes) -> None:
        self.act = lambda connection: connection.sendall(everything)


@contextmanager
def listening() -> Iterator[FarEnd]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        far_end = FarEnd(server.getsockname()[1])
        threading.Thread(target=_serve, args=(server, far_end), daemon=True).start()
        try:
            yield far_end
        finally:
            server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket, far_end: FarEnd) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_talk, args=(connection, far_end), daemon=True).start()


def _talk(connection: socket.socket, far_end: FarEnd) -> None:
    with connection:
        try:
            far_end.requests.append(_request(connection))
            far_end.act(connection)
        except OSError:
            # The caller has gone, which is what some of the tests are about.
            return


def _request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    ]
    while lengths and len(body) < int(lengths[0]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
