"""A request that was withdrawn, and a case about what is gone at the platform already, are states of their own."""

from importlib import import_module

from django.db import migrations, models

# SQLite builds the table anew and forgets its triggers on the way.
TRIGGERS = import_module("kanalkoll.moderation.migrations.0002_evidence_first")


class Migration(migrations.Migration):

    dependencies = [("moderation", "0002_evidence_first")]

    operations = [
        migrations.RunPython(TRIGGERS.take_down, TRIGGERS.put_up),
        migrations.RemoveConstraint(
            model_name='removal',
            name='removal_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='removal',
            name='no_removal_without_evidence',
        ),
        migrations.AlterField(
            model_name='removal',
            name='act',
            field=models.CharField(choices=[('hide', 'Dölj'), ('unpublish', 'Avpublicera'), ('delete', 'Radera'), ('none', 'Inget att ta bort')], max_length=10, verbose_name='sätt'),
        ),
        migrations.AlterField(
            model_name='removal',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='avslagen, återtagen, återställd eller redan borta'),
        ),
        migrations.AlterField(
            model_name='removal',
            name='state',
            field=models.CharField(choices=[('requested', 'Begärd'), ('secured', 'Säkrad'), ('approved', 'Godkänd'), ('removed', 'Borttagen'), ('verified', 'Kontrollerad'), ('refused', 'Avslagen'), ('unknown', 'Kan redan vara utfört'), ('failed', 'Gick inte'), ('restored', 'Återställd'), ('withdrawn', 'Återtagen'), ('gone', 'Redan borta')], default='requested', max_length=10, verbose_name='läge'),
        ),
        migrations.AddConstraint(
            model_name='removal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'secured', 'approved', 'removed', 'verified', 'refused', 'unknown', 'failed', 'restored', 'withdrawn', 'gone'])), name='removal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='removal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'refused', 'withdrawn']), ('evidence__isnull', False), models.Q(('ground', 'child_abuse_material'), ('never_copied', True)), _connector='OR'), name='no_removal_without_evidence'),
        ),
        migrations.RunPython(TRIGGERS.put_up, TRIGGERS.take_down),
    ]
