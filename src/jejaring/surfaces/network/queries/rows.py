"""Agreements as rows of a list: who, what, since when, in which fields; never who in person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.dateparse import parse_date

from jejaring.parties.agreements.models import Agreement, Clause, Line, Party
from jejaring.surfaces.network.queries import visible
from jejaring.surfaces.network.states import Standing

PAGE = 50
LONGEST_KEY = 18
"""Digits of a key that a database can hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement as strangers see it."""

    agreement: Agreement
    sides: Sequence[Party]
    fields: Sequence[int]
    standing: Standing

    @property
    def petals(self) -> list[int]:
        """Its fields that have a petal."""
        return [number for number in self.fields if number <= 8]  # noqa: PLR2004 - eight petals


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the list, and from where the next one follows."""

    rows: Sequence[Row]
    older: str


def part(agreements: QuerySet[Agreement], on: date, after: str = "", size: int = PAGE) -> Part:
    """The latest signed first, then those whose day nobody knows; keyset paging."""
    found = list(_from(agreements, after, size + 1))
    older = _mark(found[size - 1]) if len(found) > size else ""
    return Part(rows(found[:size], on), older)


def rows(agreements: Sequence[Agreement], on: date) -> list[Row]:
    """With what each touches: one query for all of them."""
    touched = fields_of(agreements)
    return [
        Row(one, one.sides, touched.get(one.pk, []), visible.standing_of(one, on))  # type: ignore[attr-defined]
        for one in agreements
    ]


def with_sides(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Each with its sides under the names they had, and nobody's account."""
    sides = Party.objects.select_related("agency__province").defer(
        "signatory_name", "mandate_number"
    )
    return agreements.prefetch_related(
        Prefetch("parties", queryset=sides.order_by("position", "pk"), to_attr="sides")
    )


def fields_of(agreements: Iterable[Agreement]) -> dict[int, list[int]]:
    """The numbers of the fields that clauses or programmes of each agreement touch."""
    keys = [one.pk for one in agreements]
    if not keys:
        return {}
    shape = ("agreement_id", "field__number")
    touched = set(
        Clause.objects.filter(agreement__in=keys)
        .order_by()
        .values_list(*shape)
        .union(Line.objects.filter(agreement__in=keys).order_by().values_list(*shape))
        .order_by()
    )
    found: dict[int, list[int]] = {}
    for key, number in sorted(touched):
        found.setdefault(key, []).append(number)
    return found


def _from(agreements: QuerySet[Agreement], after: str, size: int) -> list[Agreement]:
    """Dated ones by the index of signing, undated ones behind them."""
    day, key = _place(after)
    found: list[Agreement] = []
    if day is not None or not after or key is None:
        dated = agreements.filter(signed_on__isnull=False)
        if day is not None and key is not None:
            dated = dated.filter(Q(signed_on__lt=day) | Q(signed_on=day, pk__lt=key))
        found = list(with_sides(dated.order_by("-signed_on", "-pk"))[:size])
    if len(found) < size:
        undated = agreements.filter(signed_on__isnull=True)
        if day is None and key is not None:
            undated = undated.filter(pk__lt=key)
        found += with_sides(undated.order_by("-pk"))[: size - len(found)]
    return found


def _mark(last: Agreement) -> str:
    return f"{last.signed_on or ''}.{last.pk}"


def _place(mark: str) -> tuple[date | None, int | None]:
    said, _point, number = mark.partition(".")
    if not (number.isascii() and number.isdecimal()) or len(number) > LONGEST_KEY:
        return None, None
    try:
        return (parse_date(said) if said else None), int(number)
    except ValueError:
        return None, None
