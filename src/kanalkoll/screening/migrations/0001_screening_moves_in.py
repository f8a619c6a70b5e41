import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table came from the inbox, which renamed it (inbox 0003): here only its description moves in."""

    initial = True

    dependencies = [
        ("inbox", "0003_screening_moves_out"),
        ("records", "0002_guards_and_search"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Screening",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("rules_version", models.CharField(max_length=40, verbose_name="reglernas version")),
                        ("findings", models.JSONField(default=list, verbose_name="fynd")),
                        ("suggestions", models.JSONField(default=list, verbose_name="förslag")),
                        ("handling", models.JSONField(default=dict, verbose_name="hantering")),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="språk")),
                        ("failed", models.BooleanField(default=False, verbose_name="kunde inte granskas")),
                        ("version", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="screening", to="records.version")),
                    ],
                )
            ]
        )
    ]
