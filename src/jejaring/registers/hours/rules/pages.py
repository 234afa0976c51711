"""What the pages of this package show, made ready."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.ui.formats import number
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.people.models import Person
from jejaring.registers.hours import queries
from jejaring.registers.hours.models import Posting, Rule
from jejaring.registers.hours.queries import Ledger, Standing
from jejaring.registers.hours.rules.conversion import explained, in_words
from jejaring.registers.hours.rules.standing import may_correct, standing_sentence
from jejaring.registers.hours.states import LearningForm

SOURCES = 4
"""Colours that the ring and its legend have."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry with the reason for its hours."""

    posting: Posting
    form: str
    why: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """What one form of learning brought; `source` is its colour in the ring."""

    source: int
    form: str
    postings: int
    jp: Decimal


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One calendar year of a person."""

    ledger: Ledger
    years: list[int]
    lines: list[LedgerLine]
    forms: list[FormLine]
    standing: Standing
    sentence: str
    correctable: frozenset[int]
    """Agencies whose postings the reader may put right, their own among them."""

    @property
    def beads(self) -> int:
        """How many beads the ring has: what is due, or the ceiling; 0 is no ring."""
        return int(self.standing.target or self.standing.ceiling or 0)

    @property
    def below(self) -> str:
        """Under the number in the ring."""
        if self.standing.target is not None:
            return _("of %(target)s JP") % {"target": number(self.standing.target)}
        return _("at most %(ceiling)s JP") % {"ceiling": number(self.standing.ceiling or 0)}

    @property
    def segments(self) -> list[tuple[int, float]]:
        """Colour and JP: by form against a target, in one colour under a ceiling."""
        if self.standing.target is None:
            return [(1, float(self.standing.jp))]
        return [(line.source, float(line.jp)) for line in self.forms]

    @property
    def ring_label(self) -> str:
        """What the ring says, for those who cannot see it."""
        return f"{number(self.standing.jp)} {self.below}"


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One posting, all that was written about it since, and whether it can be corrected here."""

    posting: Posting
    history: list[LedgerLine]
    standing_one: Posting | None
    may_correct: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One version of a rule in words."""

    rule: Rule
    words: str
    is_in_force: bool


def ledger_page(person: Person, year: int | None, at: datetime) -> LedgerPage:
    """The year asked for, or the one that runs; where the person stands at its end or today."""
    this_year = queries.calendar_year(at)
    ledger = queries.year_of(person, year or this_year)
    today = queries.day_of(at)
    employment = agencies.current_employment(person)
    standing = queries.standing(
        person,
        person.kind,
        employment.contract_started_on if employment else None,
        today if ledger.year >= this_year else date(ledger.year, 12, 31),
    )
    return LedgerPage(
        ledger=ledger,
        years=sorted({*queries.years_of(person), this_year, ledger.year}, reverse=True),
        lines=[_line(posting) for posting in reversed(ledger.postings)],
        forms=[
            FormLine(place % SOURCES + 1, str(total.form.label), total.postings, total.jp)
            for place, total in enumerate(ledger.by_form)
        ],
        standing=standing,
        sentence=standing_sentence(standing),
        correctable=frozenset(
            agencies.agencies_where(person, Permission.CORRECT_HOURS).values_list("pk", flat=True)
        ),
    )


def correction_page(posting: Posting, by: Person) -> CorrectionPage:
    """For whoever reads the records of the agency that posted."""
    history = list(queries.history_of(posting))
    open_ones = [row for row in history if queries.counts(row)]
    return CorrectionPage(
        posting=posting,
        history=[_line(row) for row in history],
        standing_one=open_ones[0] if open_ones else None,
        may_correct=may_correct(by, posting),
    )


def as_it_stands(posting: Posting) -> dict[str, int | Decimal]:
    """What a form of correction begins with; whole hours without decimals."""
    whole = posting.jp == posting.jp.to_integral_value()
    return {"minutes": posting.minutes, "jp": int(posting.jp) if whole else posting.jp}


def rule_lines(at: datetime) -> list[list[RuleLine]]:
    """The conversion table in words, forms in order, newest version first."""
    today = queries.day_of(at)
    return [
        [
            RuleLine(
                rule,
                in_words(rule),
                rule.valid_from <= today
                and (rule.valid_until is None or rule.valid_until >= today),
            )
            for rule in versions
        ]
        for versions in queries.rule_table()
    ]


def _line(posting: Posting) -> LedgerLine:
    return LedgerLine(posting, str(LearningForm(posting.rule.form).label), explained(posting))
