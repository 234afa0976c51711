"""Where a learner stands this year, what is next, and what was earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jejaring.activities.live.queries import learner
from jejaring.activities.live.queries.learner import Joined
from jejaring.ground.ui import formats, zones
from jejaring.ground.ui.components import Step
from jejaring.ground.ui.glyphs import year_chart
from jejaring.parties.agencies.models import Employment
from jejaring.parties.agencies.queries import current_employment
from jejaring.parties.notices import queries as notices
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind
from jejaring.registers.credentials import queries as credentials
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.hours import queries as hours
from jejaring.registers.hours.models import Posting
from jejaring.registers.hours.queries import Ledger, Standing
from jejaring.registers.hours.states import LearningForm

LIVE = "live.session"
"""The source that the ledger names for sessions of ASN Belajar."""
USUAL_JP = Decimal(2)
"""What a Thursday of two hours brings when none is announced (domain E9)."""
CERTIFICATES = 3
LATEST = 6
COLOURS = 4
THURSDAY = 3
WORDS = (
    "",
    gettext_lazy("One"),
    gettext_lazy("Two"),
    gettext_lazy("Three"),
    gettext_lazy("Four"),
    gettext_lazy("Five"),
    gettext_lazy("Six"),
    gettext_lazy("Seven"),
    gettext_lazy("Eight"),
    gettext_lazy("Nine"),
    gettext_lazy("Ten"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One colour of the ring: where hours came from."""

    colour: int
    name: str
    jp: Decimal


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything a learner's own page shows."""

    person: Person
    at: datetime
    employment: Employment | None
    standing: Standing
    ledger: Ledger
    ahead: Sequence[Joined]
    certificates: Sequence[Certificate]
    unread: int

    @property
    def today(self) -> date:
        """On the reader's own clock."""
        return zones.local(self.at).date()

    @property
    def greeting(self) -> str:
        """By the hour, with the first of the names, and the conclusion of the year."""
        hour = zones.local(self.at).hour
        if hour < 11:  # noqa: PLR2004 - how the day is divided in Indonesian
            hello = _("Good morning")
        elif hour < 15:  # noqa: PLR2004
            hello = _("Good day")
        else:
            hello = _("Good afternoon") if hour < 19 else _("Good evening")  # noqa: PLR2004
        words = self.person.name.split(",")[0].split()
        first = next((word for word in words if not word.endswith(".")), "")
        called = f"{hello}, {first}." if first else f"{hello}."
        return f"{called} {self.conclusion}"

    @property
    def conclusion(self) -> str:
        """The one sentence that the year amounts to."""
        standing, have = self.standing, formats.hours(self.standing.jp)
        if standing.target is not None:
            if standing.missing:
                return _("%(jp)s more to go this year.") % {"jp": formats.hours(standing.missing)}
            return _("You have reached %(jp)s this year.") % {"jp": formats.hours(standing.target)}
        if standing.ceiling is not None:
            if standing.over:
                return _("You are %(jp)s over the ceiling of your contract year.") % {
                    "jp": formats.hours(standing.over)
                }
            if not standing.room:
                return _("You have reached the ceiling of your contract year.")
            return _("Room for %(jp)s in your contract year.") % {
                "jp": formats.hours(standing.room)
            }
        return (
            _("%(jp)s this year.") % {"jp": have}
            if standing.jp
            else _("Your first Thursday waits.")
        )

    @property
    def advice(self) -> str:
        """How many Thursdays are enough, and how many are left in the year."""
        standing = self.standing
        if standing.target is None:
            return self._advice_without_target()
        if not standing.missing:
            return _("Whatever you learn from now on is recorded as well.")
        needed = int((standing.missing / self._usual_jp()).to_integral_value(ROUND_CEILING))
        left = thursdays_left(self.today)
        enough = ngettext(
            "%(word)s more Thursday is enough.", "%(word)s more Thursdays are enough.", needed
        ) % {"word": _word(needed, capital=True)}
        remaining = ngettext(
            "There is %(word)s Thursday left this year.",
            "There are %(word)s Thursdays left this year.",
            left,
        ) % {"word": _word(left)}
        return f"{enough} {remaining}" if left >= needed else remaining

    @property
    def total(self) -> int:
        """Beads of the ring: the target, the ceiling, or at least twenty."""
        aim = self.standing.target or self.standing.ceiling
        return int(aim) if aim is not None else max(20, ceil(self.standing.jp))

    @property
    def total_words(self) -> str:
        """What stands beneath the figure in the ring."""
        if self.standing.target is not None:
            return _("of %(jp)s") % {"jp": formats.hours(self.standing.target)}
        if self.standing.ceiling is not None:
            return _("at most %(jp)s") % {"jp": formats.hours(self.standing.ceiling)}
        return _("JP this year")

    @property
    def ring_label(self) -> str:
        """The ring for those who do not see it."""
        return f"{formats.hours(self.standing.jp)}, {self.total_words}"

    @property
    def sources(self) -> list[Source]:
        """Where the hours of this period came from, largest first, at most four colours."""
        sums: dict[str, Decimal] = {}
        for posting in self._counted():
            name = _source(posting)
            sums[name] = sums.get(name, Decimal(0)) + posting.jp
        ranked = sorted(sums.items(), key=lambda item: -item[1])
        return [
            Source(min(number, COLOURS), name, jp)
            for number, (name, jp) in enumerate(ranked, start=1)
        ]

    @property
    def beads(self) -> list[tuple[int, float]]:
        """The ring's segments."""
        return [(source.colour, float(source.jp)) for source in self.sources]

    @property
    def steps(self) -> list[year_chart.Step]:
        """The year's climb; the colour of a step is that of its source in the ring."""
        colours = {source.name: source.colour for source in self.sources}
        return [
            year_chart.Step(
                zones.local(p.started_at, "WIB").date(), float(p.jp), colours.get(_source(p), 1)
            )
            for p in self.ledger.open_postings
        ]

    @property
    def planned(self) -> list[year_chart.Step]:
        """What the sessions the learner has joined would add."""
        return [
            year_chart.Step(
                zones.local(joined.session.starts_at, "WIB").date(), float(joined.session.jp)
            )
            for joined in self.ahead
            if joined.session.starts_at > self.at
        ]

    @property
    def target(self) -> int | None:
        """The line in the chart, where there is a target."""
        return int(self.standing.target) if self.standing.target is not None else None

    @property
    def chart_label(self) -> str:
        """The chart for those who do not see it."""
        label = _("Learning hours through %(year)d: %(jp)s so far.") % {
            "year": self.ledger.year,
            "jp": formats.hours(self.ledger.jp),
        }
        planned = sum(step.hours for step in self.planned)
        if not planned:
            return label
        return f"{label} " + _("%(jp)s planned.") % {"jp": formats.hours(planned)}

    @property
    def climb(self) -> list[Step]:
        """The chart as a cord, for phones: newest first."""
        latest = list(self.ledger.open_postings)[-LATEST:]
        now = Step(formats.hours(self.ledger.jp), "now", _("Today"))
        ahead = [
            Step(
                joined.session.title,
                "",
                formats.plain_date(joined.session.starts_at),
                f"+{formats.hours(joined.session.jp)}",
            )
            for joined in reversed(self.ahead)
        ]
        gained = [
            Step(p.title, "done", formats.plain_date(p.started_at), f"+{formats.hours(p.jp)}")
            for p in reversed(latest)
        ]
        return [*ahead, now, *gained]

    @property
    def is_new(self) -> bool:
        """Nothing joined and nothing earned yet."""
        return not (self.ahead or self.ledger.postings or self.certificates)

    @property
    def lacks_contract_date(self) -> bool:
        """A PPPK whose contract year cannot be counted yet."""
        return self.standing.kind == PersonKind.PPPK and not self.standing.is_contract_year

    def _counted(self) -> list[Posting]:
        standing = self.standing
        days = [(p, zones.local(p.started_at, "WIB").date()) for p in self.ledger.open_postings]
        return [p for p, day in days if standing.first_day <= day <= standing.last_day]

    def _usual_jp(self) -> Decimal:
        return self.ahead[0].session.jp if self.ahead and self.ahead[0].session.jp else USUAL_JP

    def _advice_without_target(self) -> str:
        standing = self.standing
        if not self.person.is_profile_complete:
            return _("Your hours gather here, one bead each.")
        if standing.ceiling is None:
            return _("No yearly target applies to you. Everything you learn is recorded.")
        if standing.over:
            return _("Learning goes on and is recorded; agree the rest with your employer.")
        return _(
            "The rule sets a ceiling, not a duty: %(jp)s in one contract year (LAN 15/2020)."
        ) % {"jp": formats.hours(standing.ceiling)}


def my_page(person: Person, at: datetime) -> MyPage:
    """The person's own page; nobody else may ask for it."""
    employment = current_employment(person)
    today = zones.local(at, "WIB").date()
    contract = employment.contract_started_on if employment else None
    return MyPage(
        person=person,
        at=at,
        employment=employment,
        standing=hours.standing(person, person.kind, contract, today),
        ledger=hours.year_of(person, today.year),
        ahead=learner.joined_ahead(person, at),
        certificates=list(credentials.certificates_of(person)[:CERTIFICATES]),
        unread=notices.unread_count(person, at),
    )


def thursdays_left(today: date) -> int:
    """Thursdays after today until the year ends."""
    first = today.toordinal() + ((THURSDAY - today.weekday() - 1) % 7) + 1
    last = date(today.year, 12, 31).toordinal()
    return max(0, (last - first) // 7 + 1)


def _source(posting: Posting) -> str:
    if posting.source == LIVE:
        return "ASN Belajar"
    return str(LearningForm(posting.rule.form).label)


def _word(count: int, *, capital: bool = False) -> str:
    if not 0 < count < len(WORDS):
        return formats.number(count)
    word = str(WORDS[count])
    return word if capital else word.lower()
