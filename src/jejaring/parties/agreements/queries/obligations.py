"""What is to be done across the agreements of one's agencies: mine, overdue, of which side."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import get_default_timezone, localdate

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.models import Evidence, Line, LineOwner, Party, in_force
from jejaring.parties.agreements.queries import plan, waiting
from jejaring.parties.agreements.queries.meter import DORMANT_DAYS
from jejaring.parties.agreements.queries.plan import Programme
from jejaring.parties.agreements.states import OPEN_LINES, AgreementState
from jejaring.parties.people.models import Person

PAGE = 50
FEED = TimestampSigner(salt="jejaring.agreements.obligations")
FEED_LIVES = timedelta(days=400)
NUDGE_EVERY = timedelta(days=14)
SIDES = ("kami", "mitra", "bersama")
LIVING = (AgreementState.REGISTERED, AgreementState.SUSPENDED, AgreementState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list is narrowed."""

    mine: bool = False
    overdue: bool = False
    side: str = ""

    @property
    def is_filtered(self) -> bool:
        """Something is left out."""
        return self.mine or self.overdue or bool(self.side)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are behind each filter."""

    open: int
    mine: int
    overdue: int


def obligations_of(person: Person) -> QuerySet[Line]:
    """Open programmes of the person's agreements, what is due first at the top."""
    mine = agencies.agencies_where(person, Permission.READ_RECORDS).values("pk")
    sides = Party.objects.filter(agency__in=mine).values("agreement")
    rows = Line.objects.filter(
        agreement__in=sides, agreement__state__in=LIVING, state__in=OPEN_LINES
    )
    return rows.order_by(F("due_on").asc(nulls_last=True), "year", "pk")


def page_of(person: Person, wanted: Wanted, number: str, on: date) -> Page[Any]:
    """Fifty of them as they stand on this day; six queries, however many there are."""
    found: Page[Any] = Paginator(_with_sides(_narrowed(person, wanted, on)), PAGE).get_page(number)
    found.object_list = [Programme(line, _sides(line), on) for line in found.object_list]
    return found


def counts_of(person: Person, on: date) -> Counts:
    """For the filters; one query."""
    counted = (
        obligations_of(person)
        .order_by()
        .aggregate(
            open=Count("pk"),
            mine=Count("pk", filter=Q(Exists(_owned(person)))),
            overdue=Count("pk", filter=_overdue(on)),
        )
    )
    return Counts(**counted)


def feed_of(person: Person, on: date) -> list[Programme]:
    """What a calendar shows: dated, and the person's own or their agency's to do."""
    own = agencies.agencies_where(person, Permission.READ_RECORDS).values("pk")
    ours = Q(clause__isnull=True) | Q(clause__giver__in=own) | Q(Exists(_owned(person)))
    rows = obligations_of(person).filter(ours, due_on__isnull=False)
    return [Programme(line, _sides(line), on) for line in _with_sides(rows)]


def feed_token(person: Person) -> str:
    """Lets a calendar program read without signing in, for about a year."""
    return FEED.sign(str(person.pk))


def reader_of(token: str) -> Person | None:
    """Whose feed this is; nobody, if it is made up, too old, or the account is closed."""
    try:
        key = FEED.unsign(token, max_age=FEED_LIVES)
    except BadSignature:
        return None
    return Person.objects.filter(pk=key, is_active=True).first()


def lines_to_nudge(at: datetime) -> QuerySet[Line]:
    """Due within a fortnight or overdue without evidence, or still for 90 days; once a fortnight.

    Only under agreements in force.
    """
    day = localdate(at, get_default_timezone())
    due = Q(due_on__lte=day + timedelta(days=plan.SOON_DAYS)) & ~Exists(_shown())
    still = Q(moved_at__lte=at - timedelta(days=DORMANT_DAYS))
    rested = Q(nudged_at__isnull=True) | Q(nudged_at__lte=at - NUDGE_EVERY)
    rows = Line.objects.filter(in_force(day, "agreement__"), due | still, rested)
    return rows.filter(state__in=OPEN_LINES).order_by("pk")


def programmes_of(lines: QuerySet[Line], on: date) -> list[Programme]:
    """Each with its sides, owners and evidence."""
    return [Programme(line, _sides(line), on) for line in _with_sides(lines)]


def asked_for(programme: Programme, side: Party) -> list[int]:
    """Whom to remind on a side: who answers for it, else the person in charge, else officers.

    Somebody who has left the agency is not asked.
    """
    officers = waiting.members_with([side.agency_id], Permission.DRAFT_AGREEMENTS)
    members = set(agencies.members_of(side.agency).values_list("person", flat=True).order_by())
    owners = [one.person_id for one in programme.owners if one.party_id == side.pk]
    charged = [side.person_in_charge_id] if side.person_in_charge_id else []
    for people in (owners, charged):
        staying = [person for person in people if person in members]
        if staying:
            return staying
    return sorted(set(officers.values_list("person", flat=True)))


def _narrowed(person: Person, wanted: Wanted, on: date) -> QuerySet[Line]:
    rows = obligations_of(person)
    if wanted.mine:
        rows = rows.filter(Exists(_owned(person)))
    if wanted.overdue:
        rows = rows.filter(_overdue(on))
    own = agencies.agencies_where(person, Permission.READ_RECORDS).values("pk")
    narrowed = {
        "kami": Q(clause__giver__in=own),
        "mitra": Q(clause__isnull=False) & ~Q(clause__giver__in=own),
        "bersama": Q(clause__isnull=True),
    }
    return rows.filter(narrowed[wanted.side]) if wanted.side in narrowed else rows


def _owned(person: Person) -> QuerySet[LineOwner]:
    return LineOwner.objects.filter(line=OuterRef("pk"), person=person)


def _shown() -> QuerySet[Evidence]:
    return Evidence.objects.filter(plan.STANDING, line=OuterRef("pk"))


def _overdue(on: date) -> Q:
    return Q(Q(due_on__lt=on) & ~Exists(_shown()))


def _with_sides(lines: QuerySet[Line]) -> QuerySet[Line]:
    sides = Party.objects.select_related("agency").order_by("position", "pk")
    return (
        plan.with_all(lines)
        .select_related("field", "clause", "agreement")
        .prefetch_related(Prefetch("agreement__parties", queryset=sides, to_attr="sides"))
    )


def _sides(line: Line) -> list[Party]:
    return list(line.agreement.sides)  # type: ignore[attr-defined]
