"""Records by platform id, and links from an answer to what it answers, in whatever order they come."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from kanalkoll.municipality.models import Account
from kanalkoll.records.models import Record

# One that names itself is left alone: it would be its own answer. `NOT (… = '')` is written as in the partial
# index, which is not used otherwise.
_LINK = """
UPDATE records_record SET {link}_id = (
  SELECT there.id FROM records_record AS there
  WHERE there.account_id = records_record.account_id AND there.platform_id = records_record.{link}_platform_id
)
WHERE account_id = %s AND {link}_id IS NULL AND NOT ({link}_platform_id = '')
  AND {link}_platform_id IN ({places})
  AND (platform_id IS NULL OR platform_id <> {link}_platform_id)
"""


def known_records(account: Account, platform_ids: Iterable[str]) -> dict[str, Record]:
    """The account's records with these platform ids, each with what it says now; one statement."""
    rows = Record.objects.filter(account=account, platform_id__in=set(platform_ids)).select_related("head")
    return {record.platform_id: record for record in rows if record.platform_id}


def insert_linked(account: Account, records: Sequence[Record], known: Mapping[str, Record]) -> None:
    """Insert new records with links to those they answer, where these are known or inserted with them.

    Then link what has been waiting for them.
    """
    there = dict(known)
    waiting = list(records)
    while waiting:
        coming = {record.platform_id for record in waiting}
        wave = [record for record in waiting if not _refers_to(record) & coming]
        # Nonsense that refers in a circle is kept too; its links are made afterwards, as far as they go.
        wave = wave or waiting
        for record in wave:
            record.parent = there.get(record.parent_platform_id)
            record.post = there.get(record.post_platform_id)
        Record.objects.bulk_create(wave)
        there |= {record.platform_id: record for record in wave if record.platform_id}
        inserted = set(map(id, wave))
        waiting = [record for record in waiting if id(record) not in inserted]
    link_the_waiting(account, [record.platform_id for record in records if record.platform_id])


def link_the_waiting(account: Account, platform_ids: Sequence[str]) -> None:
    """Give records that came before what they answer their links, now that it is here."""
    if not platform_ids:
        return
    with connection.cursor() as cursor:
        for link in ("parent", "post"):
            # By hand: the ORM takes longer to build this than it takes to run, and every batch runs it.
            places = ", ".join(["%s"] * len(platform_ids))
            cursor.execute(_LINK.format(link=link, places=places), [account.pk, *platform_ids])


def _refers_to(record: Record) -> set[str | None]:
    return {each for each in (record.parent_platform_id, record.post_platform_id) if each}
