"""Fills in what the checklist of E20 asks for."""

from datetime import timedelta

from django.utils.timezone import localdate

from jejaring.parties.agreements.states import NEEDED_PARTS
from tests.factories.agreements import ClauseFactory, SectionFactory
from tests.factories.people import PersonFactory


def completed(agreement):
    """The same agreement with every part, a signatory and a person in charge on each side."""
    parties = list(agreement.parties.order_by("position"))
    for party in parties:
        party.signatory_name, party.signatory_office = "Kepala Contoh", "Kepala Badan"
        party.person_in_charge = PersonFactory()
        party.save()
    for part in NEEDED_PARTS:
        SectionFactory(agreement=agreement, part=part)
    if len(parties) > 1:
        giver, receiver = (party.agency for party in parties[:2])
        ClauseFactory(agreement=agreement, giver=giver, receiver=receiver)
    if agreement.starts_on is None:
        agreement.starts_on = localdate()
        agreement.ends_on = localdate() + timedelta(days=365)
        agreement.save(update_fields=["starts_on", "ends_on"])
    return agreement
