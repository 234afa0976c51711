"""One person's own hours: what they have, and where that leaves them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Sum

from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind
from jejaring.registers.hours.models import CEILING_JP, TARGET_JP, Posting, Statement
from jejaring.registers.hours.queries import periods
from jejaring.registers.hours.queries.postings import TAKEN_BACK
from jejaring.registers.hours.states import LearningForm, StandingState

NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class FormTotal:
    """What one form of learning brought in a year."""

    form: LearningForm
    postings: int
    minutes: int
    jp: Decimal


@dataclass(frozen=True, slots=True)
class Ledger:
    """A person's calendar year: every entry in the order of time, and what they sum to."""

    person: Person
    year: int
    postings: tuple[Posting, ...]
    minutes: int
    jp: Decimal
    by_form: tuple[FormTotal, ...]

    @property
    def open_postings(self) -> tuple[Posting, ...]:
        """Those that count: no counter-entries, and nothing that one took back."""
        return tuple(row for row in self.postings if counts(row))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone stands. PNS have a target, PPPK a ceiling that warns and never blocks."""

    kind: PersonKind
    first_day: date
    last_day: date
    is_contract_year: bool
    jp: Decimal
    target: Decimal | None
    ceiling: Decimal | None

    @property
    def missing(self) -> Decimal:
        """JP still to go to the target; none when there is no target."""
        return max(self.target - self.jp, NONE) if self.target is not None else NONE

    @property
    def room(self) -> Decimal:
        """JP left below the ceiling; none when there is no ceiling."""
        return max(self.ceiling - self.jp, NONE) if self.ceiling is not None else NONE

    @property
    def over(self) -> Decimal:
        """JP above the ceiling."""
        return max(self.jp - self.ceiling, NONE) if self.ceiling is not None else NONE

    @property
    def sentence(self) -> StandingState:
        """Which sentence tells it; `rules.standing_sentence` writes it."""
        if self.target is not None:
            return StandingState.BELOW_TARGET if self.missing else StandingState.AT_TARGET
        if self.ceiling is not None:
            if self.over:
                return StandingState.ABOVE_CEILING
            return StandingState.BELOW_CEILING if self.room else StandingState.AT_CEILING
        return StandingState.NO_RULE


def year_of(person: Person, year: int) -> Ledger:
    """The person's own ledger of one calendar year, counter-entries included."""
    postings = tuple(
        Posting.objects.filter(person_id=person.pk, year=year)
        .annotate(is_taken_back=TAKEN_BACK)
        .select_related("rule", "issuer", "agency", "reverses")
        .order_by("started_at", "pk")
        .fetch_mode(models.FETCH_RAISE)
    )
    counted = [row for row in postings if counts(row)]
    forms = [LearningForm(row.rule.form) for row in counted]
    by_form = (
        FormTotal(
            form,
            postings=len(of_form),
            minutes=sum(row.minutes for row in of_form),
            jp=sum((row.jp for row in of_form), NONE),
        )
        for form in LearningForm
        if form in forms
        for of_form in [[row for row in counted if row.rule.form == form]]
    )
    return Ledger(
        person=person,
        year=year,
        postings=postings,
        minutes=sum(row.minutes for row in postings),
        jp=sum((row.jp for row in postings), NONE),
        by_form=tuple(by_form),
    )


def years_of(person: Person) -> list[int]:
    """Calendar years in which the person has any entry, newest first."""
    found = Posting.objects.filter(person_id=person.pk).values_list("year", flat=True)
    return sorted(set(found.distinct()), reverse=True)


def jp_between(person: Person, first: date, last: date) -> Decimal:
    """JP of what started from `first` to `last`, both included, on the clock of WIB."""
    found = Posting.objects.filter(
        person_id=person.pk,
        started_at__gte=periods.start_of(first),
        started_at__lt=periods.start_of(last + timedelta(days=1)),
    )
    return found.aggregate(total=Sum("jp"))["total"] or NONE


def standing(
    person: Person, kind: PersonKind | str, contract_started_on: date | None, on: date
) -> Standing:
    """PNS: the calendar year; PPPK: the contract year, if its start is known (domain E2, E3)."""
    kind = PersonKind(kind)
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    is_contract_year = kind == PersonKind.PPPK and contract_started_on is not None
    if is_contract_year and contract_started_on is not None:
        first, last = periods.contract_year(contract_started_on, on)
    return Standing(
        kind=kind,
        first_day=first,
        last_day=last,
        is_contract_year=is_contract_year,
        jp=jp_between(person, first, last),
        target=Decimal(TARGET_JP) if kind == PersonKind.PNS else None,
        ceiling=Decimal(CEILING_JP) if kind == PersonKind.PPPK else None,
    )


def latest_statement(person: Person, year: int) -> Statement | None:
    """The last statement made of this person-year."""
    return (
        Statement.objects.filter(person_id=person.pk, year=year)
        .select_related("key", "agency")
        .order_by("-pk")
        .first()
    )


def statement_by_code(code: str) -> Statement | None:
    """A statement by its normalised code. Whoever holds the code may see it."""
    return Statement.objects.filter(code=code).select_related("person", "key", "agency").first()


def personal_data(person: Person) -> dict[str, Any]:
    """Every entry of the person's ledger and every statement made from it."""
    entries = Posting.objects.filter(person_id=person.pk).order_by("pk")
    statements = Statement.objects.filter(person_id=person.pk).order_by("pk")
    return {
        "learning_hours": list(
            entries.values(
                *("title", "started_at", "ended_at", "minutes", "jp", "reason", "posted_at"),
                *("issuer__name", "agency__name", "unit__name", "rule__form", "rule__version"),
            )
        ),
        "statements": list(statements.values("code", "year", "facts", "made_at")),
    }


def counts(row: Posting) -> bool:
    """Whether an entry is neither a counter-entry nor reversed by one."""
    return row.reverses_id is None and not row.is_taken_back  # type: ignore[attr-defined]
