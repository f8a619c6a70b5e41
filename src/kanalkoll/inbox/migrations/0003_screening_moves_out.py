from django.db import migrations


class Migration(migrations.Migration):
    """The screenings get a room of their own: the table is renamed with all that is in it, nothing is copied."""

    dependencies = [("inbox", "0002_queue_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("screening", "screening_screening")],
            state_operations=[migrations.DeleteModel("Screening")],
        )
    ]
