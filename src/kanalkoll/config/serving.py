"""The web server: gunicorn with threads in one process, so that one write lane covers the embedded database."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from gunicorn.app.base import BaseApplication

from kanalkoll.config.worker import Worker

THREADS = 8
# Between a stop signal and the end: what is under way may finish.
GRACE = 15


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, configured in code; `with_worker` runs the worker's loops in a thread of the same process."""

    def __init__(
        self, load_application: Callable[[], Any], *, address: str, processes: int, with_worker: bool
    ) -> None:
        self._load_application = load_application
        self._address = address
        self._processes = processes
        self._with_worker = with_worker
        super().__init__()

    def load_config(self) -> None:
        """Settings of the server."""
        chosen = {
            "bind": self._address,
            "workers": self._processes,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE,
            "timeout": 60,
            "limit_request_line": 8190,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        if self._with_worker:
            self.cfg.set("post_worker_init", _start_worker)

    def load(self) -> Any:
        """The WSGI application."""
        return self._load_application()


def _start_worker(server: Any) -> None:
    worker = Worker()
    Thread(target=worker.run, name="worker", daemon=True).start()
    server.cfg.set("worker_exit", lambda _server, _process: worker.stop())
