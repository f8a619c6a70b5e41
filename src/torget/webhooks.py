"""Webhooks on their way out: signed, sent by a thread of their own, tried a few times, spoiled when asked."""

import heapq
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import httpx

from torget.dialect import Dialect
from torget.faults import Fault, Faults, Target
from torget.journal import Journal
from torget.store import Store
from torget.values import Account, App, Change

_HELD_SECONDS = 1.0
_HUGE_BATCH = 1000


@dataclass(frozen=True, slots=True, order=True)
class _Delivery:
    due: float
    number: int
    url: str = field(compare=False)
    account_id: str = field(compare=False)
    object_id: str = field(compare=False)
    verb: str = field(compare=False)
    body: bytes = field(compare=False)
    headers: tuple[tuple[str, str], ...] = field(compare=False)
    tried: int = field(compare=False, default=0)
    held: bool = field(compare=False, default=False)


class Webhooks:
    """`retry_after` are the seconds between attempts; when they are used up the delivery is given up."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        faults: Faults,
        app: App,
        dialects: Mapping[str, Dialect],
        *,
        retry_after: Sequence[float] = (0.5, 2.0, 8.0),
        timeout: float = 10.0,
    ) -> None:
        self._store = store
        self._journal = journal
        self._faults = faults
        self._app = app
        self._dialects = dialects
        self.retry_after = tuple(retry_after)
        self._timeout = timeout
        self._changed = threading.Condition()
        self._queue: list[_Delivery] = []
        self._sending = False
        self._closed = False
        self._made: httpx.Client | None = None
        self._number = 0
        self._thread: threading.Thread | None = None

    def add(self, url: str) -> None:
        """Send every subscribed account's changes to this address from now on."""
        self._store.run("INSERT OR IGNORE INTO webhook VALUES (?)", (url,))

    def remove(self, url: str) -> None:
        self._store.run("DELETE FROM webhook WHERE url=?", (url,))

    def urls(self) -> list[str]:
        return [row["url"] for row in self._store.run("SELECT url FROM webhook ORDER BY url")]

    def shake(self, url: str, *, verify_token: str) -> bool:
        """The handshake before a subscription: does the receiver hand back the challenge?"""
        challenge = f"{time.monotonic_ns()}"
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
        try:
            answer = self._client().get(url, params=query)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200 and answer.text.strip() == challenge

    def tell(self, account: Account, change: Change) -> None:
        """Queue a change for every address; returns at once."""
        if "feed" not in account.subscribed:
            return
        for url in self.urls():
            target = Target(change.verb, False, account.id, change.item.id)
            fault = self._faults.take("webhook", target)
            if fault is not None:
                self._journal.write(
                    sort="fault", name=fault.kind, account_id=account.id, object_id=change.item.id
                )
            self._put(self._deliveries(url, account, change, fault))

    def settle(self, timeout: float = 10.0) -> bool:
        """Wait until everything is delivered or given up; False if that takes longer than `timeout` s."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._queue and not self._sending, timeout)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=2)
        if self._made is not None:
            self._made.close()

    def _client(self) -> httpx.Client:
        # Made when it is first needed: it takes longer than everything else about a small town.
        if self._made is None:
            self._made = httpx.Client(timeout=self._timeout, trust_env=False, follow_redirects=False)
        return self._made

    def _deliveries(self, url: str, account: Account, change: Change, fault: Fault | None) -> list[_Delivery]:
        dialect, kind = self._dialects[account.platform], fault.kind if fault else ""
        body = dialect.webhook(account, [change] * (_HUGE_BATCH if kind == "webhook_huge" else 1))
        if kind == "webhook_malformed":
            body = body[: len(body) // 2] + b"\x00\xff"
        app = replace(self._app, secret="not-the-secret") if kind == "webhook_wrong_signature" else self._app  # noqa: S106
        headers = {"Content-Type": "application/json", "User-Agent": "facebookexternalua"}
        headers |= dialect.signatures(app, body)
        wait = _HELD_SECONDS if kind == "webhook_reordered" else 0.0
        if fault and kind == "webhook_late":
            wait = 5.0 if fault.seconds is None else fault.seconds
        delivery = _Delivery(
            due=time.monotonic() + wait,
            number=0,
            url=url,
            account_id=account.id,
            object_id=change.item.id,
            verb=change.verb,
            body=body,
            headers=tuple(headers.items()),
            held=kind == "webhook_reordered",
        )
        return [delivery] * {"webhook_lost": 0, "webhook_duplicated": 2}.get(kind, 1)

    def _put(self, deliveries: list[_Delivery]) -> None:
        with self._changed:
            if self._closed:
                return
            # What was held back to come in the wrong order goes right after the next one to the same address.
            overtaking = {each.url for each in deliveries if not each.held}
            released = [each for each in self._queue if each.held and each.url in overtaking]
            self._queue = [each for each in self._queue if each not in released]
            for each in [
                *deliveries,
                *(replace(late, due=time.monotonic(), held=False) for late in released),
            ]:
                self._number += 1
                self._queue.append(replace(each, number=self._number))
            heapq.heapify(self._queue)
            if self._thread is None and self._queue:
                self._thread = threading.Thread(target=self._work, name="torget-webhooks", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        while (delivery := self._next()) is not None:
            outcome = self._send(delivery)
            with self._changed:
                self._sending = False
                if not outcome and delivery.tried < len(self.retry_after) and not self._closed:
                    due = time.monotonic() + self.retry_after[delivery.tried]
                    heapq.heappush(self._queue, replace(delivery, due=due, tried=delivery.tried + 1))
                self._changed.notify_all()

    def _next(self) -> _Delivery | None:
        with self._changed:
            while not self._closed:
                wait = self._queue[0].due - time.monotonic() if self._queue else None
                if wait is not None and wait <= 0:
                    self._sending = True
                    return heapq.heappop(self._queue)
                self._changed.wait(wait)
        return None

    def _send(self, delivery: _Delivery) -> bool:
        try:
            answer = self._client().post(delivery.url, content=delivery.body, headers=dict(delivery.headers))
            status, problem = answer.status_code, None
        except (httpx.HTTPError, RuntimeError) as error:  # RuntimeError: the town closed the client meanwhile
            status, problem = None, type(error).__name__
        if not self._closed:
            self._journal.write(
                sort="webhook",
                name=delivery.verb,
                account_id=delivery.account_id,
                object_id=delivery.object_id,
                url=delivery.url,
                status=status,
                problem=problem,
                attempt=delivery.tried + 1,
            )
        return status is not None and 200 <= status < 300
