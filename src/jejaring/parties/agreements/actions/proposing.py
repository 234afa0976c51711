"""Beginning with a partner who was proposed: the draft and its first clause in one press."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions import clauses, drafting
from jejaring.parties.agreements.models import Agreement, CooperationField
from jejaring.parties.agreements.states import AgreementKind, Measure, Resource
from jejaring.parties.people.models import Person

USUAL = {
    1: (Resource.LIVE_SESSIONS, Measure.PEOPLE),
    2: (Resource.MENTORING, Measure.DAYS),
    3: (Resource.TRAINING_SEATS, Measure.PEOPLE),
    4: (Resource.FIELD_SITES, Measure.VISITS),
    5: (Resource.BENCHMARKING, Measure.VISITS),
    6: (Resource.CERTIFICATION, Measure.PEOPLE),
    7: (Resource.INSTRUCTORS, Measure.DAYS),
    8: (Resource.RESEARCH, Measure.PAPERS),
}
"""What is usually opened in each field; the sides change it in the draft."""
OTHERWISE = (Resource.CATALOGUE, Measure.PEOPLE)


@transaction.atomic
def start_proposed(
    *,
    lead: Agency,
    partner: Agency,
    field: CooperationField,
    giver: Agency,
    parent: Agreement | None = None,
    by: Person,
    at: datetime,
) -> Agreement:
    """A PKS in which `giver`, one of the two, opens to the other what is usual in the field.

    How much is left open: the sides agree on it.
    """
    agreement = drafting.start(
        kind=AgreementKind.IMPLEMENTING,
        title=_title(lead, partner, field),
        agencies=[partner],
        lead=lead,
        parent=parent,
        fields=[field],
        by=by,
        at=at,
    )
    resource, unit = USUAL.get(field.number, OTHERWISE)
    receiver = partner if giver == lead else lead
    terms = clauses.Terms(field, giver, receiver, resource, unit=unit)
    clauses.add_clause(agreement=agreement, terms=terms, by=by, at=at)
    agreement.refresh_from_db()
    return agreement


def _title(lead: Agency, partner: Agency, field: CooperationField) -> str:
    """Agreements speak Indonesian, whoever reads."""
    with override("id"):
        name = f"Perjanjian Kerja Sama {lead.short_name} dan {partner.short_name} tentang {field}"
    return name[:240]
