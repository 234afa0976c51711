"""What an agreement promises and delivers: clauses with their meter, the plan, files, doors."""

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.ground.rest.shapes import Code, Given, found, picked
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.actions import clauses as actions
from jejaring.parties.agreements.api import asking, shapes
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import documents, doors, drafts, plan, reading, rows
from jejaring.parties.agreements.queries.doors import Reason
from jejaring.parties.agreements.rules import doors as rules
from jejaring.parties.agreements.states import Measure, PriceRule, Resource, RunOut, SharedFact
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["clauses"])
doors_router = Router(tags=["doors"])
CLAUSES = "/{code}/clauses"


class Terms(Given):
    """Everything that a clause says."""

    field: Annotated[Code, Field(description="Slug of the field of cooperation.")]
    giver: Annotated[Code, Field(description="Code of an agency that is a side.")]
    receiver: Annotated[Code, Field(description="Code of another side.")]
    resource: Resource
    quantity: Annotated[
        int | None, Field(ge=0, le=2_000_000_000, description="Null is without limit.")
    ] = None
    unit: Measure = Measure.PEOPLE
    starts_on: date | None = None
    ends_on: date | None = None
    price_rule: PriceRule = PriceRule.FREE
    price: Annotated[int | None, Field(ge=0, le=10**15, description="Whole rupiah per head.")] = (
        None
    )
    shares: Annotated[list[SharedFact], Field(max_length=6)] = []
    run_out: RunOut = RunOut.FINISH
    note: Annotated[str, Field(max_length=400)] = ""


class DoorShown(Schema):
    """Whether something is open, by which clause, and why or why not."""

    is_open: bool
    reason: Reason
    sentence: str
    ask: Annotated[str, Field(description="Whom to ask.")]
    clause: int | None
    agreement: Annotated[str | None, Field(description="The code of its agreement.")]
    left: Annotated[int | None, Field(description="How much is left; null is without limit.")]


@router.get(
    CLAUSES,
    response=list[shapes.ClauseShown],
    operation_id="clauses",
    summary="What it promises, and the meter",
)
def clauses(request: SignedInRequest, code: str) -> object:
    """`scheduled` and `delivered` are counted from events, never typed."""
    agreement = asking.agreement_of(request, code)
    return [shapes.clause(one) for one in rows.clauses_of(agreement)]


@router.post(
    CLAUSES,
    response={201: shapes.ClauseShown},
    operation_id="add-clause",
    summary="Promise something",
)
def add_clause(request: SignedInRequest, code: str, given: Terms) -> object:
    """While it is drafted."""
    agreement = asking.agreement_of(request, code)
    terms = _terms(agreement, given)
    clause = actions.add_clause(agreement=agreement, terms=terms, by=request.user, at=now())
    return Status(201, shapes.clause(clause))


@router.put(
    CLAUSES + "/{clause_id}",
    response=shapes.ClauseShown,
    operation_id="change-clause",
    summary="Promise something else",
)
def change_clause(request: SignedInRequest, code: str, clause_id: int, given: Terms) -> object:
    """The whole clause anew; never less than is used."""
    agreement = asking.agreement_of(request, code)
    clause = found(rows.clauses_of(agreement), pk=clause_id)
    terms = _terms(agreement, given)
    return shapes.clause(
        actions.change_clause(clause=clause, terms=terms, by=request.user, at=now())
    )


@router.delete(
    CLAUSES + "/{clause_id}",
    response=shapes.AgreementShown,
    operation_id="remove-clause",
    summary="Promise it no more",
)
def remove_clause(request: SignedInRequest, code: str, clause_id: int) -> object:
    """Only what nothing hangs on."""
    agreement = asking.agreement_of(request, code)
    clause = found(rows.clauses_of(agreement), pk=clause_id)
    actions.remove_clause(clause=clause, by=request.user, at=now())
    return asking.again(request, code)


@router.get(
    "/{code}/lines",
    response=list[shapes.LineShown],
    operation_id="lines",
    summary="The action plan",
)
def lines(request: SignedInRequest, code: str) -> object:
    """Programme by programme, how far each has come."""
    agreement = asking.agreement_of(request, code)
    return [shapes.line(one) for one in plan.lines_of(agreement)]


@router.get(
    "/{code}/documents",
    response=list[shapes.DocumentShown],
    operation_id="documents",
    summary="Its files",
)
def files(request: SignedInRequest, code: str) -> object:
    """Mandates, minutes, signed texts, evidence; the newest first."""
    agreement = asking.agreement_of(request, code)
    return [shapes.document(one) for one in documents.documents_of(agreement)]


@router.get(
    "/{code}/documents/{document_id}",
    operation_id="document",
    summary="One file, its very bytes",
    openapi_extra={
        "responses": {
            200: {"description": "The file.", "content": {"application/octet-stream": {}}}
        }
    },
)
def file(request: SignedInRequest, code: str, document_id: int) -> HttpResponse:
    """Compare them with its `sha256`."""
    kept = found(documents.documents_of(asking.agreement_of(request, code)), pk=document_id)
    download = documents.download(kept)
    response = HttpResponse(download.content, content_type=download.media_type)
    response.headers["Content-Disposition"] = "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@doors_router.get(
    "",
    response=DoorShown,
    operation_id="door",
    summary="Is it open, and why",
)
def door(
    request: SignedInRequest,
    giver: Annotated[str, Query(description="Code of the agency whose resource it is.")],
    to: Annotated[str, Query(description="Code of the agency whose people want in.")],
    resource: Annotated[Resource, Query()],
) -> object:
    """The one answer on which every door of the product rests."""
    known = agencies.agencies()
    agency, guest = picked(known, "giver", code=giver), picked(known, "to", code=to)
    if not rules.may_ask(request.user, agency, guest):
        raise NotPermitted(_("Only people of one of these two agencies ask what is open."))
    answer = doors.clause_for(agency=agency, to=guest, resource=resource, at=now())
    return DoorShown(
        is_open=answer.is_open,
        reason=answer.reason,
        sentence=answer.why,
        ask=answer.ask,
        clause=answer.clause.id if answer.clause else None,
        agreement=answer.clause.code if answer.clause else None,
        left=answer.clause.left if answer.clause else None,
    )


def _terms(agreement: Agreement, given: Terms) -> actions.Terms:
    sides = drafts.side_agencies(agreement)
    said = given.model_dump(exclude={"field", "giver", "receiver", "shares"})
    return actions.Terms(
        field=picked(reading.fields(), "field", slug=given.field),
        giver=picked(sides, "giver", code=given.giver),
        receiver=picked(sides, "receiver", code=given.receiver),
        shares=tuple(str(one) for one in given.shares),
        **said,
    )
