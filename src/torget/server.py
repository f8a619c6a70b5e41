"""A threaded server for a town, inside another program (`running`) or as a program of its own (`serve`)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from torget.app import application
from torget.town import Town


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def server_bind(self) -> None:
        # Started again at once on the same port, the old connections' rest is not waited for.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # The base class asks the name service for its own name, which can take seconds.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that goes away in the middle is nothing to write about."""


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The town keeps its own log."""


@contextmanager
def running(town: Town, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve the town until the block ends; gives the address, for instance `http://127.0.0.1:40213`.

    Port 0 takes a free one. Calls that hang are let go at the end; the town lives on and can be served again.
    """
    town.closing.clear()
    server = _Server((host, port), _Quiet)
    server.set_app(application(town))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        town.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
