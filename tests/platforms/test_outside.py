"""The one way out: where it may go, how long it may take, and what each failure is called."""

import socket
import ssl
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.outside import LARGEST_ANSWER, Verb, call, fetch, segment
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access, Media
from tests.platforms.far_end import FarEnd

WRITES: tuple[Verb, ...] = ("POST", "DELETE")


def test_an_answer_comes_back_with_status_headers_and_bytes(far_end: FarEnd, page: Access) -> None:
    far_end.says(b'{"a": 1}', status=404, headers={"X-Page-Usage": "7"})
    answer = call(page, "GET", "/100/feed", query={"fields": "id,å"})
    assert (answer.status, answer.body, answer.headers["x-page-usage"]) == (404, b'{"a": 1}', "7")
    assert far_end.requests[0].startswith(b"GET /v26.0/100/feed?fields=id%2C%C3%A5 HTTP/1.1\r\n")


def test_a_write_carries_its_content(far_end: FarEnd, page: Access) -> None:
    call(page, "POST", "/1", content="å".encode(), headers={"Content-Type": "text/plain"})
    assert far_end.requests[0].endswith(b"\r\n\r\n\xc3\xa5")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.se/v26.0",
        "http://127.0.0.1.example.se/",
        "http://2130706433/",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "https://",
        "https://user:secret@example.se/",
        "https://example.se/?next=",
        "https://example.se:99999/",
        "https://ex ample.se/",
        "https://[::1/",
        "",
    ],
)
def test_an_address_that_may_not_be_used_is_refused_before_anything_is_sent(
    page: Access, address: str
) -> None:
    with pytest.raises(PlatformError) as fault:
        call(replace(page, address=address), "GET", "/1")
    assert fault.value.error_class in ("unsupported", "transient")
    assert fault.value.error_class == "unsupported" or address.startswith("https://ex")


def test_a_proxy_in_the_environment_is_not_used(
    far_end: FarEnd, page: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert call(page, "GET", "/1").status == 200


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (500, "transient", "outcome_unknown"),
        (502, "transient", "outcome_unknown"),
        (503, "transient", "outcome_unknown"),
        (301, "contract_violation", "outcome_unknown"),
        (302, "contract_violation", "outcome_unknown"),
        (304, "contract_violation", "outcome_unknown"),
    ],
)
def test_a_failing_or_redirecting_server_means_one_thing_for_a_read_and_another_for_a_write(
    far_end: FarEnd, page: Access, status: int, read: ErrorClass, write: ErrorClass
) -> None:
    far_end.says(b"{}", status=status, headers={"Location": "http://127.0.0.1:9/elsewhere"})
    assert _failure(page, "GET") == read
    assert [_failure(page, verb) for verb in WRITES] == [write, write]
    assert len(far_end.requests) == 3


def test_when_nobody_listens_nothing_can_have_happened(page: Access) -> None:
    nobody = replace(page, address=f"http://127.0.0.1:{_closed_port()}/v26.0")
    assert {_failure(nobody, verb) for verb in ("GET", *WRITES)} == {"transient"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"", "transient"),
        (b"HTTP/1.1 200 OK\r\nContent-Len", "transient"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "transient"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "transient"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "contract_violation"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "contract_violation"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "contract_violation"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", "contract_violation"),
    ],
)
def test_a_broken_answer_can_be_asked_for_again_but_never_written_again(
    far_end: FarEnd, page: Access, sent: bytes, read: ErrorClass
) -> None:
    far_end.sends(sent)
    assert _failure(page, "GET") == read
    assert [_failure(page, verb) for verb in WRITES] == ["outcome_unknown", "outcome_unknown"]


@pytest.mark.parametrize(("verb", "failure"), [("GET", "transient"), ("POST", "outcome_unknown")])
@pytest.mark.parametrize("drip", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_its_answer_is_given_up_in_time(
    far_end: FarEnd, page: Access, verb: Verb, failure: ErrorClass, drip: bytes
) -> None:
    def slowly(connection: socket.socket) -> None:
        connection.sendall(drip)
        for _ in range(100):
            time.sleep(0.05)
            if drip:
                connection.sendall(b"a")

    far_end.act = slowly
    started = time.monotonic()
    assert _failure(page, verb, seconds=0.4) == failure
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(("verb", "failure"), [("GET", "contract_violation"), ("POST", "outcome_unknown")])
def test_an_endless_answer_is_cut_off(far_end: FarEnd, page: Access, verb: Verb, failure: ErrorClass) -> None:
    sent = []

    def endlessly(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" " * 65536)
            sent.append(65536)

    far_end.act = endlessly
    assert _failure(page, verb) == failure
    assert sum(sent) < 2 * LARGEST_ANSWER


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(tmp_path: Path, page: Access) -> None:
    with _self_signed(tmp_path) as (port, received):
        with pytest.raises(PlatformError) as fault:
            call(replace(page, address=f"https://127.0.0.1:{port}/"), "POST", "/1", content=b"hemligt")
        assert fault.value.error_class == "contract_violation"
        assert "certifikat" in fault.value.message
        assert received == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{other}/bild.png",
        "http://localhost:{port}/bild.png",
        "https://127.0.0.1:{port}/bild.png",
        "http://127.0.0.1:{port}@example.se/bild.png",
        "http://scontent.fbcdn.net/bild.png",
        "https://fbcdn.net.example.se/bild.png",
        "https://evilfbcdn.net/bild.png",
        "https://scontent.fbcdn.net:99999/",
        "https://169.254.169.254/",
        "file:///etc/passwd",
        "/bild.png",
        "",
    ],
)
def test_a_picture_anywhere_else_than_at_the_platform_is_not_fetched(
    far_end: FarEnd, page: Access, address: str
) -> None:
    elsewhere = address.format(port=far_end.port, other=_closed_port())
    with pytest.raises(PlatformError) as fault:
        fetch(page, elsewhere, also=(".fbcdn.net",))
    assert fault.value.error_class == "unsupported"
    assert far_end.requests == []


def test_a_picture_is_fetched_without_our_login(far_end: FarEnd, page: Access) -> None:
    far_end.says(b"\x89PNG", headers={"Content-Type": "image/PNG; charset=x"})
    address = f"http://127.0.0.1:{far_end.port}/a b/å.png?oh=1%2F2&oe=3"
    assert fetch(page, address).body == b"\x89PNG"
    (asked,) = far_end.requests
    assert asked.startswith(b"GET /a%20b/%C3%A5.png?oh=1%2F2&oe=3 HTTP/1.1")
    assert b"EAAToken" not in asked


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (404, b"", "not_found"),
        (403, b"URL signature expired", "not_found"),
        (410, b"", "not_found"),
        (200, b"", "contract_violation"),
        (418, b"x", "contract_violation"),
        (500, b"x", "transient"),
    ],
)
def test_a_picture_that_cannot_be_had_says_why(
    far_end: FarEnd, page: Access, status: int, body: bytes, failure: ErrorClass
) -> None:
    far_end.says(body, status=status)
    media = Media("image", f"http://127.0.0.1:{far_end.port}/a.png", "", None)
    with pytest.raises(PlatformError) as fault:
        adapter("wordpress").fetch_media(page, media)
    assert fault.value.error_class == failure


@pytest.mark.parametrize(
    ("platform_id", "written"),
    [("1_2", "1_2"), ("../me", "%2E%2E%2Fme"), ("a?b#c", "a%3Fb%23c"), ("å", "%C3%A5")],
)
def test_an_id_stays_one_step_in_the_path(platform_id: str, written: str) -> None:
    assert segment(platform_id) == written


def _failure(access: Access, verb: Verb, *, seconds: float = 10.0) -> ErrorClass:
    with pytest.raises(PlatformError) as fault:
        call(access, verb, "/1", content=b"x" if verb == "POST" else b"", seconds=seconds)
    return fault.value.error_class


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class _self_signed:
    """A TLS server with a certificate that nobody trusts; collects what it is told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._received: list[bytes] = []

    def __enter__(self) -> tuple[int, list[bytes]]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate(self._folder))
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, args=(context,), daemon=True).start()
        return self._server.getsockname()[1], self._received

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self, context: ssl.SSLContext) -> None:
        connection, _ = self._server.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secured:
                self._received.append(secured.recv(100))
        except OSError:
            return


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    written.write_bytes(private + certificate.public_bytes(pem))
    return written
