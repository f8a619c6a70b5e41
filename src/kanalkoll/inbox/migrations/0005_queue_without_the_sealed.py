from django.db import migrations, models

QUEUE = models.Q(in_queue=True, sealed_at=None)
ORDER = ["-urgent", "rank_at", "id"]
FIELDS = {
    "message_queue": ORDER,
    "message_mine": ["assignee", *ORDER],
    "message_queue_of_account": ["account", *ORDER],
}


class Migration(migrations.Migration):
    """With both conditions in the indexes, counting the queue never looks a row up."""

    dependencies = [("inbox", "0004_message_language")]

    operations = [
        operation
        for name, fields in FIELDS.items()
        for operation in (
            migrations.RemoveIndex("message", name),
            migrations.AddIndex("message", models.Index(fields=fields, condition=QUEUE, name=name)),
        )
    ]
