"""Set-based writing of many small rows: COPY on PostgreSQL, executemany on SQLite."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

COPY_BATCH = 10_000


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (values in the order of `columns`, database column names); how many."""
    table = model._meta.db_table  # noqa: SLF001
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        return _copy(f'COPY "{table}" ({names}) FROM STDIN', rows)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
        cursor.executemany(statement, (tuple(map(_as_sqlite, row)) for row in rows))  # type: ignore[arg-type]  # sqlite3 takes any iterable
        return int(cursor.rowcount)


class Among(models.Func):
    """For `filter(Among("person_id", ids))`: any number of ids as one parameter.

    An array on PostgreSQL, which is looked up by hash or index whatever the statistics say; a
    joined list of thousands may be read once for every row. JSON on SQLite.
    """

    output_field = models.BooleanField()

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        super().__init__(models.F(column))
        self.ids = list(ids)

    def as_sql(self, compiler: SQLCompiler, *_of: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = compiler.compile(self.source_expressions[0])
        statement, ids = is_among(column, self.ids)
        return statement, (*values, ids)


def is_among(column: str, ids: Iterable[int]) -> tuple[str, Any]:
    """The same for written SQL: the condition and its one parameter."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", list(ids)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))  # noqa: S608


def among(ids: Iterable[int]) -> list[int] | RawSQL:
    """For `filter(person_id__in=among(ids))`, up to some ten thousand ids."""
    if connection.vendor == "postgresql":
        return list(ids)
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def _copy(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    """In batches that are read to their end first: `rows` may come from this very connection."""
    written = 0
    for batch in batched(rows, COPY_BATCH):
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in batch:
                copy.write_row(row)
        written += len(batch)
    return written


AS_SQLITE: dict[type, Callable[[Any], Any]] = {
    datetime: lambda moment: moment.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    date: date.isoformat,
    Decimal: float,
}


def _as_sqlite(value: Any) -> Any:
    adapt = AS_SQLITE.get(type(value))
    return adapt(value) if adapt else value
