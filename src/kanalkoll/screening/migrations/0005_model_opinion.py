from django.db import migrations, models


class Migration(migrations.Migration):
    """Where a municipality has put a local model in, what it thought is kept beside what the rules found."""

    dependencies = [("screening", "0004_own_words")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="opinion",
            field=models.JSONField(null=True, verbose_name="modellens förslag"),
        ),
    ]
