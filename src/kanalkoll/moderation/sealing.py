"""What has been made of something before it was sealed, so that its pages claim no more than is true."""

from django.db.models import Q

from kanalkoll.records.evidence import shown_on
from kanalkoll.records.models import Evidence, Record


def sheets_of(record: Record) -> list[Evidence]:
    """The evidence that shows the record: its own, and that of what stood beside it in the thread."""
    near = Q(record=record)
    if record.post_id is not None:
        near |= Q(record__post=record.post_id) | Q(record=record.post_id)
    else:
        near |= Q(record__post=record)
    found = Evidence.objects.filter(near).order_by("secured_at", "pk")
    return [each for each in found if each.record_id == record.pk or record.pk in shown_on(each)]
