from django.db import migrations, models

QUEUE = models.Q(in_queue=True, sealed_at=None)
ORDER = ["-urgent", "rank_at", "id", "labels"]
FIELDS = {"message_queue": ORDER, "message_queue_of_account": ["account", *ORDER]}


class Migration(migrations.Migration):
    """With the marks in the indexes, asking the queue for one of them never looks a row up."""

    dependencies = [("inbox", "0005_queue_without_the_sealed")]

    operations = [
        operation
        for name, fields in FIELDS.items()
        for operation in (
            migrations.RemoveIndex("message", name),
            migrations.AddIndex("message", models.Index(fields=fields, condition=QUEUE, name=name)),
        )
    ]
