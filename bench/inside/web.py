"""Requests to the whole WSGI application in this process: every middleware, no server and no network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection

from bench.timing import Work
from kanalkoll.municipality.models import User

application = get_wsgi_application()


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def request(address: str, *, session: str = "", body: bytes | None = None, **headers: str) -> Answer:
    """GET, or POST of the body. Raises RuntimeError unless it goes well."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": f"sessionid={session}" if session else "",
        "wsgi.input": BytesIO(body or b""),
        "CONTENT_LENGTH": str(len(body or b"")),
        "CONTENT_TYPE": "application/json",
        **headers,
    }
    setup_testing_defaults(environ)
    answer = Answer()

    def start(status: str, sent: list[tuple[str, str]], *_: Any) -> Any:
        answer.status, answer.headers = status, sent

    response: Any = application(environ, start)
    try:
        answer.body = b"".join(response)
    finally:
        response.close()
    if not answer.status.startswith("200"):
        raise RuntimeError(f"{address}: {answer.status}")
    return answer


def getting(addresses: list[str], *, session: str) -> Work:
    """Fetch these pages, one after another."""

    def work() -> int:
        for address in addresses:
            request(address, session=session)
        return len(addresses)

    return work


def signed_in(user: User) -> str:
    """The key of a session in which this person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield sent
