"""Who the sides are: their signatories, mandates, persons in charge, what they give and get."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions.editing import moved, opened
from jejaring.parties.agreements.models import Agreement, Party, SectionComment, SectionRevision
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.states import Capacity
from jejaring.parties.people.models import Person

MOST = 20


class NotYourParty(NotPermitted):
    """In a negotiation each side answers for itself."""


class AlreadyParty(Refusal):
    """An agency is one side of an agreement once."""


class TooManyParties(Refusal):
    """More than an agreement can carry."""


class PartyNeeded(Refusal):
    """Two stay, the lead stays, and whoever has clauses or has spoken stays."""


class NotTheirPerson(Refusal):
    """Who signs or answers for a side has a role in its agency."""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Signatory with office, capacity and mandate; person in charge; what it gives and gets."""

    signatory: Person | None = None
    signatory_name: str = ""
    signatory_office: str = ""
    capacity: Capacity | str = Capacity.OWN
    mandate_number: str = ""
    mandate_on: date | None = None
    person_in_charge: Person | None = None
    gives: str = ""
    gets: str = ""


@transaction.atomic
def change_party(*, party: Party, facts: PartyFacts, by: Person, at: datetime) -> Party:
    """State who signs for a side and in what capacity, and who answers for it.

    A mandate may still be missing while it is drafted; the checklist and the signing ask for it.
    """
    agreement, side = opened(party.agreement, by)
    if not rules.may_change_party(by, party, agreement):
        raise NotYourParty(
            _("In the negotiation each party names its own signatory. Ask %(party)s to do it.")
            % {"party": party.name}
        )
    for person in (facts.signatory, facts.person_in_charge):
        _belongs(person, party)
    values = {name: getattr(facts, name) for name in PartyFacts.__dataclass_fields__} | {
        "signatory_name": facts.signatory_name or str(facts.signatory or ""),
    }
    if facts.capacity != Capacity.MANDATED:
        values |= {"mandate_number": "", "mandate_on": None}
    if all(getattr(party, name) == value for name, value in values.items()):
        return party
    for name, value in values.items():
        setattr(party, name, value)
    party.save(update_fields=list(values))
    details = {"party": party.name, "capacity": str(party.capacity)}
    moved("party_changed", agreement=agreement, side=side, by=by, at=at, **details)
    return party


@transaction.atomic
def add_party(*, agreement: Agreement, agency: Agency, by: Person, at: datetime) -> Party:
    """One side more; only the side that proposes invites."""
    agreement, side = _lead(agreement, by)
    if agreement.parties.filter(agency=agency).exists():
        raise AlreadyParty(_("%(agency)s is a party already.") % {"agency": agency.name})
    standing = agreement.parties.count()
    if standing >= MOST:
        raise TooManyParties(
            _("An agreement has at most %(most)d parties. Make a second one for the others.")
            % {"most": MOST}
        )
    last = agreement.parties.order_by("-position").values_list("position", flat=True).first()
    party = Party.objects.create(
        agreement=agreement,
        agency=agency,
        position=(last or 0) + 1,
        name=agency.name,
        signatory_office=agency.head_office,
    )
    moved("party_added", agreement=agreement, side=side, by=by, at=at, party=party.name)
    return party


@transaction.atomic
def remove_party(*, party: Party, by: Person, at: datetime) -> Agreement:
    """Take a side out again that has not spoken yet and that no clause names."""
    agreement, side = _lead(party.agreement, by)
    if party.is_lead or agreement.parties.count() <= rules.FEWEST:
        raise PartyNeeded(
            _("An agreement keeps its lead and at least two parties. Add another one first.")
        )
    named = agreement.clauses.filter(Q(giver=party.agency_id) | Q(receiver=party.agency_id))
    if named.exists():
        raise PartyNeeded(
            _("A clause names %(party)s. Change or remove that clause first.")
            % {"party": party.name}
        )
    if _has_spoken(party):
        raise PartyNeeded(
            _("%(party)s has worked on this text already and stays. Withdraw and start anew.")
            % {"party": party.name}
        )
    Party.objects.filter(pk=party.pk).delete()
    moved("party_removed", agreement=agreement, side=side, by=by, at=at, party=party.name)
    return agreement


def _lead(agreement: Agreement, by: Person) -> tuple[Agreement, Party]:
    agreement, side = opened(agreement, by)
    if not side.is_lead:
        raise NotPermitted(_("Only the party that proposed this agreement adds or removes one."))
    return agreement, side


def _belongs(person: Person | None, party: Party) -> None:
    if person is None or agencies.memberships_of(person).filter(agency=party.agency_id).exists():
        return
    raise NotTheirPerson(
        _("%(person)s has no role in %(agency)s. Choose somebody who has, or ask its owner.")
        % {"person": person, "agency": party.name}
    )


def _has_spoken(party: Party) -> bool:
    return (
        SectionRevision.objects.filter(party=party).exists()
        or SectionComment.objects.filter(party=party).exists()
        or party.agreement.versions.filter(party=party).exists()
        or party.agreement.steps.filter(party=party).exists()
        or party.agreement.documents.filter(party=party).exists()
    )
