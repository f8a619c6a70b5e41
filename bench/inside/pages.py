"""The pages people look at all day, with very many messages behind them: inbox, message, search, deep paging."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from bench.figures import Figure, Goal, at_most, percentile, times_floor
from bench.inside import web
from bench.inside.profiling import print_profile
from bench.inside.registry import subject
from bench.inside.seeding import seed
from bench.inside.town import Bench
from bench.timing import alternating, each
from kanalkoll.inbox.models import Message

FEWER, MANY, VERY_MANY = 10_000, 100_000, 1_000_000
DEPTH = 30
_NEXT = re.compile(r'href="([^"]*efter=[^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: who asks, for which addresses, and what is expected of it."""

    name: str
    person: str
    addresses: list[str]
    most_statements: float | None = None
    ratio: Goal | None = None
    p95: Goal | None = None


@subject("pages")
def measure(bench: Bench) -> Iterator[Figure]:
    """Every page at 100,000 messages, and at 1,000,000 when all is asked for."""
    sizes = (FEWER,) if bench.quick else (MANY, VERY_MANY) if bench.full else (MANY,)
    for size in sizes:
        seed(bench, size)
        sessions = {name: web.signed_in(person) for name, person in bench.people.items()}
        for page in _pages(sessions["everything"]):
            yield from _figures(bench, page, sessions[page.person], size)


def _pages(session: str) -> Iterator[Page]:
    fast, bounded = at_most(60), times_floor(2)
    yield Page("inbox", "everything", ["/inkorg/"], 12, bounded, fast)
    yield Page("inbox_of_a_busy_account", "busy", ["/inkorg/"], 12, bounded, fast)
    yield Page("inbox_of_a_quiet_account", "quiet", ["/inkorg/"], 12, bounded, fast)
    yield Page("inbox_all", "everything", ["/inkorg/?vy=all"], 12, bounded, fast)
    yield Page("inbox_unassigned", "everything", ["/inkorg/?vy=unassigned"], 12, bounded, fast)
    yield Page("inbox_by_a_mark", "everything", ["/inkorg/?marke=fraga"], 12, bounded, fast)
    yield Page("inbox_by_a_rare_mark", "everything", ["/inkorg/?vy=all&marke=kris"], 12, None, fast)
    yield Page("inbox_deep", "everything", _deep("/inkorg/", session), 12, bounded, fast)
    yield Page("inbox_all_deep", "everything", _deep("/inkorg/?vy=all", session), 12, bounded, fast)
    last = Message.objects.order_by("-pk").first()
    number = last.record_id if last else 0
    slow = at_most(150)
    yield Page("search_common_word", "everything", ["/inkorg/?vy=all&q=och"], None, None, slow)
    yield Page("search_common_word_open", "everything", ["/inkorg/?q=och"], None, None, slow)
    yield Page("search_two_words", "everything", ["/inkorg/?vy=all&q=inte+storgatan"], None, None, slow)
    yield Page("search_beginning", "everything", ["/inkorg/?vy=all&q=sko"], None, None, slow)
    yield Page("search_one_hit", "everything", [f"/inkorg/?vy=all&q=nummer{number}"], None, None, slow)
    yield Page("search_no_hit", "everything", ["/inkorg/?vy=all&q=finnsingenstans"], None, None, slow)
    opened = list(Message.objects.filter(state="new").order_by("-pk").values_list("pk", flat=True)[:20])
    yield Page("message", "everything", [f"/inkorg/{pk}/" for pk in opened])


def _deep(address: str, session: str) -> list[str]:
    """A page many pages down, reached the way a person reaches it."""
    for _ in range(DEPTH):
        found = _NEXT.search(web.request(address, session=session).body.decode())
        if found is None:
            raise RuntimeError("the list ended too early")
        address = unescape(found[1])
    return [address]


def _figures(bench: Bench, page: Page, session: str, size: int) -> Iterator[Figure]:
    called = bench.name(f"page.{page.name}.at_{size}")
    often = 10 if bench.quick else 20
    addresses = (page.addresses * often)[:often]
    compared = alternating(
        lambda: web.getting(addresses, session=session),
        lambda: web.getting(["/golv/lista/"] * often, session=session),
        rounds=bench.rounds,
        clock=bench.clock,
    )
    yield Figure(
        f"{called}.cpu",
        compared.product.cpu * 1_000,
        "ms",
        floor=compared.floor.cpu * 1_000,
        ratio=compared.ratio,
        goal=page.ratio,
        wall=compared.product.wall * 1_000,
    )
    singles = [web.getting([one], session=session) for one in addresses * 5]
    costs = list(each(singles, clock=bench.clock))
    yield Figure(
        f"{called}.p95",
        percentile([cost.cpu for cost in costs], 0.95) * 1_000,
        "ms",
        goal=page.p95,
        wall=percentile([cost.wall for cost in costs], 0.95) * 1_000,
    )
    with web.statements() as sent:
        web.request(page.addresses[0], session=session)
    most = at_most(page.most_statements) if page.most_statements else None
    yield Figure(f"{called}.statements", len(sent), "statements", goal=most)
    if bench.profile:
        print_profile(called, web.getting(addresses, session=session))
        for statement in sent:
            print(statement, file=sys.stderr)
