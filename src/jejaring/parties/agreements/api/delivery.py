"""How an agreement is delivered: the meter, computed from events and never typed."""

from datetime import date
from typing import Annotated

from django.utils.timezone import localdate
from ninja import Router, Schema
from pydantic import Field

from jejaring.parties.agreements.api import asking
from jejaring.parties.agreements.queries import meter
from jejaring.parties.agreements.states import Measure, Resource
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["delivery"])


class ClauseMeter(Schema):
    """One promise and what became of it, in its unit."""

    clause: int
    resource: Resource
    giver: str
    receiver: str
    unit: Measure
    promised: Annotated[int | None, Field(description="Null is without limit.")]
    scheduled: Annotated[int, Field(description="Taken and not given back.")]
    delivered: Annotated[int, Field(description="By events that are over.")]
    events: Annotated[int, Field(description="How many events delivered something.")]
    shown: Annotated[int, Field(description="Pieces of evidence.")]


class MeterShown(Schema):
    """Promised, scheduled, delivered and shown, and what is said plainly."""

    on: date
    conclusion: str
    clauses: list[ClauseMeter]
    announced: Annotated[int | None, Field(description="Programmes announced at the signing.")]
    recorded: Annotated[int, Field(description="Programmes that are named; a gap stays a gap.")]
    done: int
    overdue: Annotated[list[int], Field(description="Ids of lines that are due and not shown.")]
    dormant_days: Annotated[int, Field(description="Since anything moved, from 90 on; else 0.")]
    one_sided: Annotated[list[str], Field(description="What only one side does, in sentences.")]
    last_moved_on: date | None


@router.get(
    "/{code}/meter",
    response=MeterShown,
    operation_id="meter",
    summary="How it is delivered",
)
def delivery_meter(request: SignedInRequest, code: str) -> object:
    """As of today in Jakarta."""
    found = meter.meter_of(asking.agreement_of(request, code), localdate())
    return MeterShown(
        on=found.on,
        conclusion=found.conclusion,
        clauses=[_clause(one) for one in found.clauses],
        announced=found.agreement.announced_lines,
        recorded=found.recorded,
        done=found.finished,
        overdue=[one.line.pk for one in found.overdue],
        dormant_days=found.dormant_days,
        one_sided=[one.sentence for one in found.one_sided],
        last_moved_on=found.last_moved_on,
    )


def _clause(one: meter.ClauseMeter) -> ClauseMeter:
    return ClauseMeter(
        clause=one.clause.pk,
        resource=Resource(one.clause.resource),
        giver=one.clause.giver.code,
        receiver=one.clause.receiver.code,
        unit=Measure(one.clause.unit),
        promised=one.promised,
        scheduled=one.scheduled,
        delivered=one.delivered,
        events=one.events,
        shown=one.shown,
    )
