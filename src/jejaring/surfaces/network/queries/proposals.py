"""With whom an agency could work next: needs that meet strengths, and friends on paper (S1-7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency, Statement
from jejaring.parties.agencies.states import AgencyKind, StatementKind
from jejaring.parties.agreements.models import Agreement, Party, in_force
from jejaring.parties.agreements.queries import choices, reading
from jejaring.parties.agreements.queries.government import government_of
from jejaring.parties.agreements.states import DRAFTED, AgreementKind, AgreementState
from jejaring.parties.people.models import Person

MOST = 20
UNDER_WAY = (*DRAFTED, AgreementState.AWAITING_DPRD, AgreementState.APPROVED, AgreementState.SIGNED)
WITH_GOVERNMENT = ("province", "parent", "parent__parent", "parent__parent__parent")
"""Far enough up for a city's office below a province."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A need of the one that meets a strength of the other, in one field."""

    need: Statement
    strength: Statement


@dataclass(slots=True)
class Proposal:
    """An agency to begin with, and why."""

    partner: Agency
    gets: list[Meeting] = field(default_factory=list)
    """Our needs, their strengths."""
    gives: list[Meeting] = field(default_factory=list)
    """Their needs, our strengths."""
    parent: Agreement | None = None
    """The MoU in force between the two governments, where the reader may read it."""
    governments: tuple[Agency, Agency] | None = None

    @property
    def first_field(self) -> int:
        """Where the first clause lies: what we get, else what we give, else digital learning."""
        if self.gets:
            return self.gets[0].need.field
        return self.gives[0].need.field if self.gives else 1

    @property
    def giver(self) -> str:
        """Who opens something first, as the form says it."""
        return "mitra" if self.gets else "kami"

    @property
    def weight(self) -> tuple[bool, int, bool, str]:
        """Both ways first, then what meets most, then what has its MoU already."""
        return (
            not (self.gets and self.gives),
            -len(self.gets) - len(self.gives),
            self.governments is None,
            self.partner.name,
        )


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed to one agency of the reader."""

    agency: Agency | None
    mine: Sequence[Agency]
    rows: Sequence[Proposal]
    has_statements: bool


def proposals(reader: Person, code: str, on: date) -> Proposals:
    """For those who start agreements; the same number of queries however many agencies."""
    mine = list(choices.leads_of(reader).select_related(*WITH_GOVERNMENT))
    agency = next((one for one in mine if one.code == code), mine[0] if mine else None)
    if agency is None:
        return Proposals(None, [], [], has_statements=False)
    own = agencies.statements_of(agency)
    known = _partners_already(agency, on) | {agency.pk}
    found: dict[int, Proposal] = {}
    _meet(found, own, known)
    _befriend(found, agency, known, on)
    _keep_readable(found.values(), reader)
    rows = sorted(found.values(), key=lambda row: row.weight)[:MOST]
    return Proposals(agency, mine, rows, has_statements=bool(own))


def _partners_already(agency: Agency, on: date) -> set[int]:
    """Those with whom a PKS is in force or under way."""
    doing = Agreement.objects.exclude(kind=AgreementKind.MOU).filter(
        in_force(on) | Q(state__in=UNDER_WAY), parties__agency=agency
    )
    return set(Party.objects.filter(agreement__in=doing).values_list("agency", flat=True))


def _meet(found: dict[int, Proposal], own: Iterable[Statement], known: set[int]) -> None:
    wanted = Q(pk__in=[])
    opposite = {
        StatementKind.NEED.value: StatementKind.STRENGTH,
        StatementKind.STRENGTH.value: StatementKind.NEED,
    }
    mine: dict[tuple[str, int], Statement] = {}
    for row in own:
        mine.setdefault((row.kind, row.field), row)
        wanted |= Q(kind=opposite[row.kind], field=row.field)
    theirs = Statement.objects.filter(wanted).exclude(agency__in=known)
    for other in theirs.select_related("agency__province").order_by("field", "pk"):
        proposal = found.setdefault(other.agency_id, Proposal(other.agency))
        row = mine[opposite[other.kind].value, other.field]
        if other.kind == StatementKind.STRENGTH:
            proposal.gets.append(Meeting(row, other))
        else:
            proposal.gives.append(Meeting(other, row))


def _befriend(found: dict[int, Proposal], agency: Agency, known: set[int], on: date) -> None:
    """An MoU of the governments asks for what is done under it (Permendagri 22/2020)."""
    ours = government_of(agency)
    if ours is None:
        return
    memoranda = Party.objects.filter(
        in_force(on, "agreement__"),
        agreement__kind=AgreementKind.MOU,
        agreement__parties__agency=ours,
    ).exclude(agency=ours)
    by_government = {
        side.agency_id: side for side in memoranda.select_related("agreement", "agency")
    }
    below = Agency.objects.filter(
        kind=AgencyKind.LEARNING_AGENCY, parent__in=list(by_government)
    ).exclude(pk__in=known)
    for partner in below.select_related("province"):
        side = by_government[partner.parent_id or 0]
        proposal = found.setdefault(partner.pk, Proposal(partner))
        proposal.parent, proposal.governments = side.agreement, (ours, side.agency)


def _keep_readable(rows: Iterable[Proposal], reader: Person) -> None:
    """A draft stands only under an MoU that its author may read."""
    named = [row for row in rows if row.parent is not None]
    keys = {row.parent.pk for row in named if row.parent}
    readable = set(reading.read_by(reader).filter(pk__in=keys).values_list("pk", flat=True))
    for row in named:
        if row.parent and row.parent.pk not in readable:
            row.parent = None
