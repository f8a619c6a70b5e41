"""Which SQLite may hold official documents."""

from django.core.exceptions import ImproperlyConfigured

Release = tuple[int, int, int]

FIRST_SOUND: Release = (3, 51, 3)
# The same correction was carried back into two older lines.
SOUND_SINCE_IN_LINE: dict[tuple[int, int], int] = {(3, 44): 6, (3, 50): 7}


def require_sound_sqlite(release: Release) -> None:
    """Raise ImproperlyConfigured unless this release has the correction of the WAL-reset race.

    From 3.7.0 to 3.51.2 two connections that reset the write-ahead log at the same moment could lose
    acknowledged commits or corrupt the file. The log is on here, so such a release may not be started.
    """
    if not _is_sound(release):
        raise ImproperlyConfigured(
            f"SQLite {'.'.join(map(str, release))} kan tappa sparade handlingar i WAL-läge. "
            f"Kanalkoll kräver {'.'.join(map(str, FIRST_SOUND))} eller senare. Den följer med paketet "
            "pysqlite3: anropa kanalkoll.ledger.engine.alias.use_bundled_sqlite() innan Django laddas."
        )


def _is_sound(release: Release) -> bool:
    corrected = SOUND_SINCE_IN_LINE.get(release[:2])
    return release >= FIRST_SOUND or (corrected is not None and release[2] >= corrected)
