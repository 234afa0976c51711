"""The network as open data: public agreements, no persons."""

from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import Any

from jejaring.parties.agreements.models import Agreement, Party
from jejaring.surfaces.network.queries import rows, visible
from jejaring.surfaces.network.queries.chosen import Chosen

type Row = dict[str, Any]
PORTION = 2_000
COLUMNS = [
    "code", "kind", "title", "state", "signed_on", "signed_place", "starts_on", "ends_on",
    "parties", "party_codes", "provinces", "fields", "source",
]  # fmt: skip
ABOUT = {
    "about": "Jejaring: signed cooperation agreements whose parties show them publicly",
    "fields": "Numbers of the fields of cooperation, 1 to 8 clockwise on the rosette, 9 other",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by spreadsheets."""


def agreements(chosen: Chosen, on: date) -> Iterator[Row]:
    """Everything that everybody may see, in portions: the latest signed first."""
    shown = visible.agreements(None, chosen, on).order_by("-signed_on", "-pk")
    for some in batched(shown.iterator(PORTION), PORTION):
        keys = [one.pk for one in some]
        sides: dict[int, list[Party]] = {}
        parties = Party.objects.filter(agreement__in=keys).select_related("agency__province")
        for side in parties.order_by("position", "pk"):
            sides.setdefault(side.agreement_id, []).append(side)
        touched = rows.fields_of(some)
        for one in some:
            yield _row(one, sides.get(one.pk, []), touched.get(one.pk, []), on)


def _row(one: Agreement, sides: list[Party], fields: list[int], on: date) -> Row:
    return {
        "code": one.code,
        "kind": one.kind,
        "title": one.title,
        "state": visible.standing_of(one, on).value,
        "signed_on": _iso(one.signed_on),
        "signed_place": one.signed_place,
        "starts_on": _iso(one.starts_on),
        "ends_on": _iso(one.last_day),
        "parties": [
            {
                "code": side.agency.code,
                "name": side.name,
                "province": side.agency.province.iso if side.agency.province else None,
            }
            for side in sides
        ],
        "fields": fields,
        "source": one.source,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def flat(row: Row) -> list[str]:
    """As one line of a table; several values stand apart by a semicolon."""
    sides = row["parties"]
    return [
        *(row[name] or "" for name in COLUMNS[:8]),
        "; ".join(side["name"] for side in sides),
        "; ".join(side["code"] for side in sides),
        "; ".join(side["province"] or "" for side in sides),
        "; ".join(str(number) for number in row["fields"]),
        row["source"],
    ]


def harmless(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value
