"""The database itself refuses a removal whose evidence is missing, belongs to something else, or has no sheet."""

from typing import Any

from django.db import migrations

FAULT = (
    "NOT EXISTS (SELECT 1 FROM records_evidence e JOIN records_evidencefile f ON f.evidence_id = e.id "
    "WHERE e.id = NEW.evidence_id AND e.record_id = NEW.record_id AND f.role = 'sheet_pdf')"
)
MOVED_BACK = (
    "(OLD.evidence_id IS NOT NULL AND NEW.evidence_id IS NOT OLD.evidence_id) "
    "OR NEW.record_id <> OLD.record_id OR NEW.never_copied <> OLD.never_copied"
)
SQLITE = [
    f"""CREATE TRIGGER removal_evidence_{when.lower()} BEFORE {when} ON moderation_removal
    WHEN NEW.evidence_id IS NOT NULL AND {FAULT}
    BEGIN SELECT RAISE(ABORT, 'removal: evidence is missing or not of this record'); END"""
    for when in ("INSERT", "UPDATE")
] + [
    f"""CREATE TRIGGER removal_evidence_stays BEFORE UPDATE ON moderation_removal
    WHEN {MOVED_BACK}
    BEGIN SELECT RAISE(ABORT, 'removal: evidence is never exchanged'); END"""
]
POSTGRES = [
    f"""CREATE FUNCTION removal_evidence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.evidence_id IS NOT NULL AND {FAULT} THEN
      RAISE EXCEPTION 'removal: evidence is missing or not of this record' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND ({MOVED_BACK.replace("IS NOT OLD.evidence_id", "IS DISTINCT FROM OLD.evidence_id")}) THEN
      RAISE EXCEPTION 'removal: evidence is never exchanged' USING ERRCODE = '23514';
    END IF;
    RETURN NEW; END $$""",
    """CREATE TRIGGER removal_evidence BEFORE INSERT OR UPDATE ON moderation_removal
    FOR EACH ROW EXECUTE FUNCTION removal_evidence()""",
]
UNDO_SQLITE = [
    f"DROP TRIGGER IF EXISTS removal_evidence_{name}" for name in ("insert", "update", "stays")
]
UNDO_POSTGRES = [
    "DROP TRIGGER IF EXISTS removal_evidence ON moderation_removal",
    "DROP FUNCTION IF EXISTS removal_evidence()",
]


def put_up(apps: Any, schema_editor: Any) -> None:
    """Create the triggers."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: Any) -> None:
    """Drop them."""
    for statement in UNDO_SQLITE if schema_editor.connection.vendor == "sqlite" else UNDO_POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Triggers on moderation_removal."""

    dependencies = [("moderation", "0001_initial"), ("records", "0002_guards_and_search")]
    operations = [migrations.RunPython(put_up, take_down)]
