"""An occasion as a ceremony: its agreements in order, who has signed each, and the press sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jejaring.ground.access.permissions import Permission
from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.paper import typeset
from jejaring.ground.paper.typeset import PressItem, PressPaper
from jejaring.ground.ui import formats
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agreements.models import (
    Agreement,
    Occasion,
    Party,
    Signature,
    TextVersion,
)
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.queries.documents import Download
from jejaring.parties.agreements.queries.paper import HEADINGS, LANGUAGE, UNNUMBERED
from jejaring.parties.agreements.queries.signing import Seat
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.people.models import Person


@dataclass(frozen=True, slots=True)
class Act:
    """One agreement of a ceremony."""

    agreement: Agreement
    version: TextVersion | None
    seats: list[Seat]
    is_readable: bool
    """Whether the reader may open it; the host sees its title and state in any case."""

    @property
    def signed(self) -> int:
        """How many sides have signed."""
        return sum(seat.signature is not None for seat in self.seats)

    @property
    def mine(self) -> list[Seat]:
        """The reader's own places that wait and can be filled now."""
        if self.agreement.state != AgreementState.APPROVED or self.version is None:
            return []
        return [seat for seat in self.seats if seat.is_mine and seat.signature is None]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """An occasion with its agreements, in the order of signing."""

    occasion: Occasion
    acts: list[Act]
    may_arrange: bool

    @property
    def mine(self) -> list[tuple[Act, Seat]]:
        """What the reader can sign now."""
        return [(act, seat) for act in self.acts for seat in act.mine]

    @property
    def done(self) -> int:
        """Agreements that every side has signed."""
        return sum(bool(act.seats) and act.signed == len(act.seats) for act in self.acts)


def occasions_of(person: Person) -> QuerySet[Occasion]:
    """Those of the person's agencies, and those at which an agreement they may read is signed."""
    readable = reading.read_by(person).values("occasion")
    hosted = Occasion.objects.filter(
        agency__memberships__person=person, agency__memberships__ended_at__isnull=True
    )
    return Occasion.objects.filter(pk__in=readable) | Occasion.objects.filter(
        pk__in=hosted.values("pk")
    )


def ceremony(occasion: Occasion, person: Person) -> Ceremony:
    """What this person sees of it: the host all of it, others the agreements they may read."""
    readable = set(reading.read_by(person).filter(occasion=occasion).values_list("pk", flat=True))
    is_host = agency_rules.may(person, Permission.READ_RECORDS, occasion.agency_id)
    acts = [
        _act(agreement, person, is_readable=agreement.pk in readable)
        for agreement in _agreements(occasion)
        if is_host or agreement.pk in readable
    ]
    may_arrange = agency_rules.may(person, Permission.DRAFT_AGREEMENTS, occasion.agency_id)
    return Ceremony(occasion, acts, may_arrange=may_arrange)


def occasion_for(person: Person, occasion_id: int) -> Occasion:
    """The occasion, if the person may know of it."""
    found = occasions_of(person).select_related("agency", "province").filter(pk=occasion_id)
    occasion = found.first()
    if occasion is None:
        raise NotFound(_("There is no such occasion, or it is not for you to see."))
    return occasion


def press_sheet(shown: Ceremony) -> Download:
    """What is handed to the press: in order, who agrees with whom on what, and what is signed."""
    occasion = shown.occasion
    with override(LANGUAGE):
        place = [one for one in (occasion.venue, occasion.city) if one]
        paper: PressPaper = {
            "title": occasion.name,
            "about": ", ".join([formats.long_date(occasion.on), *place]),
            "host": occasion.agency.name,
            "summary": f"{shown.done} dari {len(shown.acts)} naskah ditandatangani semua pihak.",
            "items": [_item(number, act) for number, act in enumerate(shown.acts, start=1)],
            "notes": _notes(shown.acts),
        }
    pdf = typeset.typeset("press", paper, language=LANGUAGE)
    return Download(f"Lembar pers {occasion.name[:80]}.pdf", "application/pdf", pdf)


def _agreements(occasion: Occasion) -> Iterable[Agreement]:
    sides = Party.objects.select_related("agency").order_by("position", "pk")
    versions = TextVersion.objects.order_by("-number")
    given = Signature.objects.order_by("at", "pk")
    return (
        Agreement.objects.filter(occasion=occasion)
        .exclude(state=AgreementState.WITHDRAWN)
        .order_by("occasion_order", "pk")
        .prefetch_related(
            Prefetch("parties", queryset=sides, to_attr="sides"),
            Prefetch("versions", queryset=versions, to_attr="newest_first"),
            Prefetch("signatures", queryset=given, to_attr="given"),
        )
    )


def _act(agreement: Agreement, person: Person, *, is_readable: bool) -> Act:
    version = next(iter(agreement.newest_first), None)  # type: ignore[attr-defined]
    given = {
        one.party_id: one
        for one in agreement.given  # type: ignore[attr-defined]
        if version is not None and one.version_id == version.pk
    }
    seats = [
        Seat(side, given.get(side.pk), side.signatory_id == person.pk)
        for side in agreement.sides  # type: ignore[attr-defined]
    ]
    return Act(agreement, version, seats, is_readable=is_readable)


def _item(number: int, act: Act) -> PressItem:
    agreement = act.agreement
    return {
        "number": f"{number}.",
        "kind": HEADINGS.get(agreement.kind, "KERJA SAMA"),
        "title": agreement.title,
        "sides": [
            {
                "name": seat.party.name,
                "signatory": ", ".join(
                    one for one in (seat.party.signatory_name, seat.party.signatory_office) if one
                ),
                "number": seat.party.number or UNNUMBERED,
                "state": "ditandatangani" if seat.signature else "menunggu tanda tangan",
            }
            for seat in act.seats
        ],
    }


def _notes(acts: list[Act]) -> list[str]:
    return ["Data demonstrasi."] if any(act.agreement.is_demonstration for act in acts) else []
