"""The three headers in which Facebook tells how much of the hour's calls an account has used."""

import json
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

_PER_HOUR = 4800


class Usage:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def count(self, account_id: str, now: datetime) -> None:
        with self._lock:
            calls = self._calls[account_id]
            calls.append(now)
            while calls[0] < now - timedelta(hours=1):
                calls.popleft()

    def headers(self, account_id: str, *, full: bool = False) -> Mapping[str, str]:
        """Percent of the limit; `full` is what comes with "too many calls", with minutes until it is over."""
        with self._lock:
            used = 100 if full else min(99, len(self._calls[account_id]) * 100 // _PER_HOUR)
        meter = {"call_count": used, "total_cputime": used // 2, "total_time": used // 2}
        business = {"type": "pages", **meter, "estimated_time_to_regain_access": 17 if full else 0}
        return {
            "X-App-Usage": json.dumps(meter),
            "X-Page-Usage": json.dumps(meter),
            "X-Business-Use-Case-Usage": json.dumps({account_id: [business]}),
        }
