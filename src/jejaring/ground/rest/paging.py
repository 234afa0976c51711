"""Keyset paging: a page says where the next one begins, and every page costs the same."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field as Limits

from jejaring.ground.kernel.refusals import Refusal

PAGE = 50
MOST = 200


class CursorWrong(Refusal):
    """Not what a page gave."""

    status = 422


class Wanted(Schema):
    """Which part of a list: `after` is the `next` of the page before."""

    after: Annotated[str, Limits(max_length=400)] = ""
    limit: Annotated[int, Limits(ge=1, le=MOST)] = PAGE


Asked = Query[Wanted]


@dataclass(frozen=True, slots=True)
class Part[Row]:
    """A page of rows, and where the next one begins; nothing after the last."""

    items: list[Row]
    next: str | None


class PageOf[Item](Schema):
    """A page of a list, and where the next one begins."""

    items: list[Item]
    next: Annotated[
        str | None, Limits(description="Send it as `after` for the next page; null on the last.")
    ] = None


def part_of[Row: Model](rows: QuerySet[Row], wanted: Wanted, by: str = "-pk") -> Part[Row]:
    """One page of rows in the order of one column, which is never null, and of their keys.

    Moments that the database sets itself are no order: SQLite keeps them as shorter text than it
    is asked with, and a page would follow itself.
    """
    sign, column = ("-", by[1:]) if by.startswith("-") else ("", by)
    meta = rows.model._meta  # noqa: SLF001
    column = meta.pk.name if column == "pk" else column
    if _field(rows.model, column).has_db_default():
        raise ValueError(by)
    if wanted.after:
        rows = rows.filter(_beyond(rows.model, column, "lt" if sign else "gt", wanted.after))
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: wanted.limit + 1])
    page = found[: wanted.limit]
    return Part(page, _cursor(page[-1], column) if len(found) > wanted.limit else None)


def _cursor(row: Model, column: str) -> str:
    text = json.dumps([str(getattr(row, column)), row.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _beyond(model: type[Model], column: str, way: str, cursor: str) -> Q:
    value, key = _read(model, column, cursor)
    return Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"pk__{way}": key})


def _read(model: type[Model], column: str, cursor: str) -> tuple[Any, Any]:
    meta = model._meta  # noqa: SLF001
    try:
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        value, key = said
        return _field(model, column).to_python(value), meta.pk.to_python(key)
    except (ValueError, TypeError, binascii.Error, ValidationError):
        raise CursorWrong(
            _("“after” is not what a page gave as “next”. Begin the list anew without it.")
        ) from None


def _field(model: type[Model], column: str) -> Field[Any, Any]:
    found = model._meta.get_field(column)  # noqa: SLF001
    if not isinstance(found, Field):
        raise TypeError(column)
    return found
