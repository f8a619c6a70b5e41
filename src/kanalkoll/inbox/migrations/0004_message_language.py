from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_screening(apps, schema_editor):
    """What came in before has its language from what was found in its newest text."""
    message = apps.get_model("inbox", "Message")
    screening = apps.get_model("screening", "Screening")
    newest = screening.objects.filter(version__record=OuterRef("record_id")).order_by("-version__number")
    screened = screening.objects.exclude(language="").values("version__record")
    message.objects.filter(record__in=screened).update(language=Subquery(newest.values("language")[:1]))


class Migration(migrations.Migration):
    """Each message tells its language, so that the queue can be narrowed by it.

    The column is added in place: Django would write the whole table anew on SQLite.
    """

    dependencies = [("inbox", "0003_screening_moves_out"), ("screening", "0001_screening_moves_in")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE inbox_message ADD COLUMN language varchar(10) DEFAULT '' NOT NULL",
                    "ALTER TABLE inbox_message DROP COLUMN language",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="message",
                    name="language",
                    field=models.CharField(
                        blank=True, db_default="", default="", max_length=10, verbose_name="språk"
                    ),
                )
            ],
        ),
        migrations.RunPython(from_screening, migrations.RunPython.noop),
    ]
