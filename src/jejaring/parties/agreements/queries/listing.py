"""The list of agreements: filtered, searched, fifty at a time by key and not by number."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.models import Agreement, Clause, Line, Party, in_force
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.states import (
    DRAFTED,
    WARNING_DAYS,
    AgreementKind,
    AgreementState,
    Phase,
)
from jejaring.parties.people.models import Person

PAGE = 50
LONGEST_KEY = 18
"""Digits of a key that a database can hold."""
STAGES: dict[str, str | Promise] = {
    "disusun": _("Being drafted"),
    "ditandatangani": _("To be signed"),
    "berlaku": _("In force"),
    "segera-berakhir": _("Ends soon"),
    "berhenti": _("Stopped"),
    "berakhir": _("Ended"),
}
"""What one filters by, as it stands in the address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see; nothing is everything."""

    stage: str = ""
    kind: str = ""
    field: int | None = None
    words: str = ""
    before: int | None = None
    """Rows older than this key; none is the first page."""

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.stage or self.kind or self.field or self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement as the list shows it."""

    agreement: Agreement
    sides: list[Party]
    fields: list[int]
    """Petals of the fields of its programmes and clauses."""
    phase: Phase | None
    days_left: int | None
    recorded: int

    @property
    def unnamed(self) -> int:
        """Programmes announced and not named."""
        return max(0, (self.agreement.announced_lines or self.recorded) - self.recorded)


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty rows, and the key from which older ones follow."""

    rows: list[Row] = field(default_factory=list)
    older: int | None = None


def asked(values: dict[str, str]) -> Asked:
    """What an address asks for; what makes no sense is left out."""
    kind, number = values.get("jenis", ""), values.get("bidang", "")
    return Asked(
        stage=values.get("tahap", "") if values.get("tahap") in STAGES else "",
        kind=kind if kind in AgreementKind.values else "",
        field=int(number) if number.isdecimal() and len(number) <= LONGEST_KEY else None,
        words=values.get("cari", "").strip()[:120],
        before=_key(values.get("sebelum", "")),
    )


def page_of(person: Person, wanted: Asked, on: date) -> Page:
    """The newest first; the same number of queries, and the same time, on every page."""
    rows = _found(reading.read_by(person), wanted, on)
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    lines = Line.objects.select_related("field").filter(carried_from__isnull=True)
    clauses = Clause.objects.select_related("field")
    shown = list(
        reading.with_parties(rows.order_by("-pk")).prefetch_related(
            Prefetch("lines", lines, to_attr="programmes"),
            Prefetch("clauses", clauses, to_attr="promises"),
        )[: PAGE + 1]
    )
    older = shown[PAGE - 1].pk if len(shown) > PAGE else None
    return Page([_row(agreement, on) for agreement in shown[:PAGE]], older)


def _found(rows: QuerySet[Agreement], wanted: Asked, on: date) -> QuerySet[Agreement]:
    if wanted.stage:
        rows = rows.filter(_stage(wanted.stage, on))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.field is not None:
        touched = Q(pk__in=Line.objects.filter(field__number=wanted.field).values("agreement"))
        touched |= Q(pk__in=Clause.objects.filter(field__number=wanted.field).values("agreement"))
        rows = rows.filter(touched)
    return _worded(rows, wanted.words) if wanted.words else rows


def _worded(rows: QuerySet[Agreement], words: str) -> QuerySet[Agreement]:
    """Every word in the title, or in a side's name; a code or a number as it is.

    Typing errors in the name of an agency are forgiven (S0).
    """
    found = Q(code__iexact=words) | Q(pk__in=_sides(Q(number__icontains=words)))
    every = Q()
    for word in words.split():
        named = Q(name__icontains=word) | Q(agency__short_name__icontains=word)
        every &= Q(title__icontains=word) | Q(pk__in=_sides(named))
    near = [agency.pk for agency in agencies.found_agencies(words)]
    return rows.filter(found | every | Q(pk__in=_sides(Q(agency__in=near))))


def _sides(named: Q) -> QuerySet[Party, Any]:
    return Party.objects.filter(named).values("agreement")


def _stage(stage: str, on: date) -> Q:
    soon = on + timedelta(days=WARNING_DAYS[0])
    ends = Q(ends_on__lte=soon) | Q(terminates_on__lte=soon)
    registered = Q(state=AgreementState.REGISTERED)
    over = Q(ends_on__lt=on) | Q(terminates_on__lte=on)
    stages = {
        "disusun": Q(state__in=[*DRAFTED, AgreementState.AWAITING_DPRD]),
        "ditandatangani": Q(state__in=[AgreementState.APPROVED, AgreementState.SIGNED]),
        "berlaku": in_force(on),
        "segera-berakhir": in_force(on) & ends,
        "berhenti": Q(state__in=[AgreementState.SUSPENDED, AgreementState.DISPUTED]),
        "berakhir": Q(state__in=[AgreementState.TERMINATED, AgreementState.WITHDRAWN])
        | (registered & over),
    }
    return stages[stage]


def _row(agreement: Agreement, on: date) -> Row:
    programmes: list[Line] = agreement.programmes  # type: ignore[attr-defined]
    promises: list[Clause] = agreement.promises  # type: ignore[attr-defined]
    touched = [one.field for one in programmes] + [one.field for one in promises]
    petals = {one.petal for one in touched if one.petal}
    phase, last = agreement.phase(on), agreement.last_day
    running = phase in {Phase.ACTIVE, Phase.EXPIRING}
    return Row(
        agreement=agreement,
        sides=agreement.sides,  # type: ignore[attr-defined]
        fields=sorted(petals),
        phase=phase,
        days_left=(last - on).days if running and last is not None else None,
        recorded=len(programmes),
    )


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else None
