"""How every endpoint of an agreement loads it and answers with it."""

from django.utils.timezone import localdate

from jejaring.ground.rest.shapes import found
from jejaring.parties.agreements.api import shapes
from jejaring.parties.agreements.models import Agreement, Party, Step
from jejaring.parties.agreements.queries import reading, rows, waiting
from jejaring.parties.agreements.rules import checklist
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.models import Person


def agreement_of(request: SignedInRequest, code: str) -> Agreement:
    """The agreement, if this person may read it; else there is none."""
    return found(reading.read_by(request.user).select_related("parent"), code=code)


def party_of(agreement: Agreement, agency: str) -> Party:
    """One of its sides, by the code of its agency."""
    return found(rows.parties_of(agreement), agency__code=agency)


def step_of(request: SignedInRequest, code: str, step_id: int) -> Step:
    """One of its steps, open or closed."""
    return found(rows.steps_of(agreement_of(request, code)), pk=step_id)


def shown(agreement: Agreement, person: Person) -> shapes.AgreementShown:
    """As it stands now: what it lacks, and who is next."""
    sides = list(rows.parties_of(agreement))
    mine = set(waiting.waiting_for(person).filter(agreement=agreement).values_list("pk", flat=True))
    gaps = checklist.missing(agreement, localdate()) if agreement.is_drafted else []
    return shapes.AgreementShown(
        **dict(shapes.row(agreement, sides)),
        purpose=agreement.purpose,
        parent=agreement.parent.code if agreement.parent else None,
        notice_days=agreement.notice_days,
        report_months=agreement.report_months,
        announced_lines=agreement.announced_lines,
        burdens_people=agreement.burdens_people,
        is_unfunded=agreement.is_unfunded,
        state_reason=agreement.state_reason,
        revision=agreement.revision,
        missing=[one.sentence for one in gaps],
        waits=[shapes.step(one, mine) for one in waiting.open_steps(agreement)],
    )


def again(request: SignedInRequest, code: str) -> shapes.AgreementShown:
    """As it stands after something was done."""
    return shown(agreement_of(request, code), request.user)
