"""An adopted guideline's content is never changed or dropped."""

from django.db import migrations

from kanalkoll.ledger import guards


class Migration(migrations.Migration):
    """Guards on municipality_guideline; only its repeal may be written, once."""

    dependencies = [("municipality", "0001_initial"), ("ledger", "0001_events_tree_and_checkpoints")]
    operations = [
        guards.frozen(
            "municipality_guideline",
            columns=["name", "title", "municipality", "content", "digest", "in_force_from"],
            once=["repealed_at"],
        )
    ]
