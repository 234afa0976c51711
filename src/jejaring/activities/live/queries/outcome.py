"""What a session brought one learner: the certificate, and the year with its hours."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries.closing import SOURCE
from jejaring.ground.ui import formats, zones
from jejaring.parties.agencies.models import Employment
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import queries as credentials
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.hours import queries as hours
from jejaring.registers.hours.queries import Standing

BEFORE, FROM_HERE = 1, 4
"""Colours of the ring: what was there, and what this session adds."""
LEAST_BEADS = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learner's year with what this session adds, and the certificate once it is issued."""

    certificate: Certificate | None
    standing: Standing
    added: Decimal
    is_posted: bool

    @property
    def before(self) -> Decimal:
        """JP of the year without this session."""
        return self.standing.jp - self.added if self.is_posted else self.standing.jp

    @property
    def after(self) -> Decimal:
        """JP of the year with this session."""
        return self.before + self.added

    @property
    def beads(self) -> list[tuple[int, float]]:
        """The ring's segments."""
        return [(BEFORE, float(self.before)), (FROM_HERE, float(self.added))]

    @property
    def total(self) -> int:
        """Beads: the target, the ceiling, or at least twenty."""
        aim = self.standing.target or self.standing.ceiling
        return int(aim) if aim is not None else max(LEAST_BEADS, ceil(self.after))

    @property
    def of_total(self) -> str:
        """What stands beneath the figure."""
        if self.standing.target is not None:
            return _("of %(jp)s") % {"jp": formats.hours(self.standing.target)}
        if self.standing.ceiling is not None:
            return _("at most %(jp)s") % {"jp": formats.hours(self.standing.ceiling)}
        return _("JP this year")

    @property
    def sentence(self) -> str:
        """The ring in words."""
        figures = {"before": formats.hours(self.before), "added": formats.hours(self.added)}
        if self.is_posted:
            return _("%(before)s before, and %(added)s from this session.") % figures
        return _("%(before)s now, and %(added)s once the session is closed.") % figures


def outcome_of(
    session: LiveSession,
    person: Person,
    employment: Employment | None,
    at: datetime,
    *,
    is_posted: bool,
) -> Outcome:
    """The learner's own; nobody else may ask for it."""
    held = credentials.certificates_of(person)
    contract = employment.contract_started_on if employment else None
    return Outcome(
        certificate=held.filter(batch__source=SOURCE, batch__source_id=session.pk).first(),
        standing=hours.standing(person, person.kind, contract, zones.local(at, "WIB").date()),
        added=session.jp,
        is_posted=is_posted,
    )
