"""One agency as strangers see it: what it is, offers, needs, agreed, and holds next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import public
from jejaring.activities.live.states import RegistrationRule, SessionState
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency, Alias, Statement, Succession
from jejaring.parties.agencies.states import StatementKind
from jejaring.parties.agreements.models import Party
from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries import rows, visible
from jejaring.surfaces.network.queries.chosen import Chosen
from jejaring.surfaces.network.queries.rows import Part

COMING = 5


@dataclass(frozen=True, slots=True)
class PublicAgency:
    """Everything its public page shows."""

    agency: Agency
    aliases: Sequence[Alias]
    successions: Sequence[Succession]
    strengths: Sequence[Statement]
    needs: Sequence[Statement]
    part: Part
    is_first: bool
    sessions: Sequence[LiveSession]


def public_agency(
    reader: Person | None, code: str, at: datetime, on: date, after: str = ""
) -> PublicAgency | None:
    """Everybody may see it; agreements it does not show are for members of their sides."""
    agency = agencies.agencies().filter(code=code).first()
    if agency is None:
        return None
    stated = agencies.statements_of(agency)
    own = Party.objects.filter(agency=agency).values("agreement")
    shown = visible.agreements(reader, Chosen(), on).filter(pk__in=own)
    ahead = public.announced().filter(agency=agency, ends_at__gt=at, state=SessionState.ANNOUNCED)
    return PublicAgency(
        agency=agency,
        aliases=list(agencies.aliases_of(agency)),
        successions=agencies.successions_of(agency),
        strengths=[row for row in stated if row.kind == StatementKind.STRENGTH],
        needs=[row for row in stated if row.kind == StatementKind.NEED],
        part=rows.part(shown, on, after),
        is_first=not after,
        sessions=list(
            ahead.exclude(registration_rule=RegistrationRule.PARTNERS).order_by("starts_at", "pk")[
                :COMING
            ]
        ),
    )
