"""Fetching the pictures and films of new items while they can still be had; platforms' addresses expire."""

from collections.abc import Sequence

import structlog

from kanalkoll.municipality.models import Account
from kanalkoll.platforms.adapter import Adapter
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.values import Access, Incoming
from kanalkoll.records import blobs
from kanalkoll.records.models import Record

MOST_AT_ONCE = 40
log = structlog.get_logger("kanalkoll.accounts")


def fetched(way: Adapter, to: Access, account: Account, items: Sequence[Incoming]) -> dict[str, bytes]:
    """Address → bytes of the media of items we have not kept before, stored as files already.

    What cannot be fetched is left out: the item itself is kept with the address, and the rest goes on.
    """
    with_media = [item for item in items if item.media]
    if not with_media:
        return {}
    ids = [item.platform_id for item in with_media]
    known = set(
        Record.objects.filter(account=account, platform_id__in=ids).values_list("platform_id", flat=True)
    )
    wanted = [media for item in with_media if item.platform_id not in known for media in item.media]
    found: dict[str, bytes] = {}
    for media in wanted[:MOST_AT_ONCE]:
        try:
            content = way.fetch_media(to, media).content
        except PlatformError as error:
            log.warning("media not fetched", account=account.pk, error_class=error.error_class)
            continue
        blobs.store(content)
        found[media.address] = content
    return found
