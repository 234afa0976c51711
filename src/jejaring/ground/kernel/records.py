"""The base of every stored row, and of rows that may never change."""

from typing import Any, Never

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now


class Record(models.Model):
    """A row that knows when it was made. Names and rules belong to its package."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class RowsNeverChange(Exception):  # noqa: N818 - a sentence, as a refusal is
    """A programming error: ledgers take counter-entries, nothing is overwritten."""


class AppendOnly(models.Model):
    """A row that is written once; the database itself refuses to change or delete it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise RowsNeverChange(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:  # noqa: ARG002
        """Refused: write a counter-entry."""
        raise RowsNeverChange(self._meta.label)


FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME; END $$"
)


class RefuseChanges(Operation):
    """Migration: triggers that refuse UPDATE and DELETE on a table, on both databases."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        for statement in self._statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {self.table}_no_{act}{on}", params=None)

    def describe(self) -> str:
        """One line for the migration's log."""
        return f"Refuse changes of {self.table}"

    def _statements(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [
                FUNCTION,
                *(
                    f"CREATE TRIGGER {self.table}_no_{act} BEFORE {act.upper()} ON {self.table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                    for act in ("update", "delete")
                ),
            ]
        return [
            f"CREATE TRIGGER {self.table}_no_{act} BEFORE {act.upper()} ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {self.table} never change'); END"
            for act in ("update", "delete")
        ]
