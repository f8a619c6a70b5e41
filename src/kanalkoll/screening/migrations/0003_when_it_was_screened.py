from django.db import migrations, models


class Migration(migrations.Migration):
    """What was screened before this was screened when its version was kept."""

    dependencies = [("screening", "0002_verdicts")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="at",
            field=models.DateTimeField(null=True, verbose_name="granskad"),
        ),
        migrations.RunSQL(
            "UPDATE screening_screening SET at = "
            "(SELECT captured_at FROM records_version WHERE records_version.id = screening_screening.version_id)",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="screening",
            name="at",
            field=models.DateTimeField(db_index=True, verbose_name="granskad"),
        ),
    ]
