"""The stages: who is next, and everything that whoever is next can do."""

from collections.abc import Callable
from typing import Annotated

from django.utils.timezone import now
from ninja import Router
from pydantic import Field

from jejaring.ground.rest.shapes import Code, Given, Sentence, found, picked
from jejaring.parties.agreements.actions import lifecycle, stages
from jejaring.parties.agreements.api import asking, shapes
from jejaring.parties.agreements.api.agreements import Reason
from jejaring.parties.agreements.api.text import Note
from jejaring.parties.agreements.queries import rows, waiting
from jejaring.parties.people.http import SignedInRequest

router, desk = Router(tags=["stages"]), Router(tags=["stages"])
Shown = shapes.AgreementShown
Pass = Annotated[Sentence, Field(description="For the DPRD: number and date of its decision.")]


class Passed(Given):
    """What the review says."""

    note: Pass = ""


class Agreed(Given):
    """Which text; it must be the newest."""

    version: Annotated[int, Field(ge=1, description="Its number.")]


class Registered(Given):
    """The number in one's own register."""

    number: Annotated[str, Field(max_length=80)]


class Delegated(Given):
    """To whom the step is left; null opens it to all who may."""

    person: Annotated[Code | None, Field(description="Their handle.")]


@desk.get(
    "",
    response=list[shapes.StepShown],
    operation_id="waiting",
    summary="What waits for me",
)
def waits(request: SignedInRequest) -> object:
    """In every agreement, the longest waiting first."""
    mine = list(waiting.waiting_for(request.user))
    return [shapes.step(one, {step.pk for step in mine}) for one in mine]


@router.get(
    "/{code}/steps",
    response=list[shapes.StepShown],
    operation_id="steps",
    summary="Every step there was",
)
def steps(request: SignedInRequest, code: str) -> object:
    """In the order in which they were laid; `is_mine` marks what you may take now."""
    agreement = asking.agreement_of(request, code)
    mine = {one.pk for one in waiting.waiting_for(request.user).filter(agreement=agreement)}
    return [shapes.step(one, mine) for one in rows.steps_of(agreement)]


@router.post("/{code}/propose", response=Shown, operation_id="propose", summary="Propose it")
def propose(request: SignedInRequest, code: str) -> object:
    """Hand it to the TKKSD of every side."""
    agreement = asking.agreement_of(request, code)
    stages.propose(agreement=agreement, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/pass",
    response=Shown,
    operation_id="pass-step",
    summary="Pass a review",
)
def pass_step(request: SignedInRequest, code: str, step_id: int, given: Passed) -> object:
    """TKKSD, legal paraph, or the DPRD."""
    step = asking.step_of(request, code, step_id)
    stages.pass_step(step=step, note=given.note, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/offer",
    response=Shown,
    operation_id="offer-text",
    summary="Offer the text and agree to it",
)
def offer(request: SignedInRequest, code: str, step_id: int, given: Note) -> object:
    """Freezes the text as it stands and agrees to it for your own side."""
    step = asking.step_of(request, code, step_id)
    stages.offer_text(step=step, note=given.note, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/agree",
    response=Shown,
    operation_id="agree-to-text",
    summary="Agree to a frozen text",
)
def agree(request: SignedInRequest, code: str, step_id: int, given: Agreed) -> object:
    """For one's own side, to exactly this version."""
    step = asking.step_of(request, code, step_id)
    version = found(rows.versions_of(step.agreement), number=given.version)
    stages.agree_to_text(step=step, version=version, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/approve",
    response=Shown,
    operation_id="approve",
    summary="Approve as head",
)
def approve(request: SignedInRequest, code: str, step_id: int) -> object:
    """The text that all sides agreed to."""
    step = asking.step_of(request, code, step_id)
    stages.approve(step=step, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/register",
    response=Shown,
    operation_id="register",
    summary="Register under one's own number",
)
def register(request: SignedInRequest, code: str, step_id: int, given: Registered) -> object:
    """When the last side has, the agreement is in force from its first day."""
    step = asking.step_of(request, code, step_id)
    stages.register(step=step, number=given.number, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/acknowledge",
    response=Shown,
    operation_id="acknowledge",
    summary="Acknowledge a notice",
)
def acknowledge(request: SignedInRequest, code: str, step_id: int, given: Note) -> object:
    """That the other side gave notice."""
    step = asking.step_of(request, code, step_id)
    lifecycle.acknowledge(step=step, note=given.note, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/send-back",
    response=Shown,
    operation_id="send-back",
    summary="Send it back with a reason",
)
def send_back(request: SignedInRequest, code: str, step_id: int, given: Reason) -> object:
    """To the stage before."""
    step = asking.step_of(request, code, step_id)
    stages.send_back(step=step, reason=given.reason, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/delegate",
    response=Shown,
    operation_id="delegate",
    summary="Leave a step to somebody",
)
def delegate(request: SignedInRequest, code: str, step_id: int, given: Delegated) -> object:
    """Of that agency, never its auditor."""
    step = asking.step_of(request, code, step_id)
    person = None
    if given.person is not None:
        person = picked(waiting.stand_ins(step), "person", handle=given.person)
    stages.delegate(step=step, person=person, by=request.user, at=now())
    return asking.again(request, code)


@router.post(
    "/{code}/steps/{step_id}/take-back",
    response=Shown,
    operation_id="take-back",
    summary="Think again, within ten minutes",
)
def take_back(request: SignedInRequest, code: str, step_id: int) -> object:
    """Your own step, if nothing followed."""
    step = asking.step_of(request, code, step_id)
    stages.take_back(step=step, by=request.user, at=now())
    return asking.again(request, code)


def _standing(act: Callable[..., object], request: SignedInRequest, code: str, why: str) -> Shown:
    agreement = asking.agreement_of(request, code)
    act(agreement=agreement, reason=why, by=request.user, at=now())
    return asking.again(request, code)


@router.post("/{code}/suspend", response=Shown, operation_id="suspend", summary="Suspend it")
def suspend(request: SignedInRequest, code: str, given: Reason) -> object:
    """Every door of it closes at once."""
    return _standing(lifecycle.suspend, request, code, given.reason)


@router.post("/{code}/resume", response=Shown, operation_id="resume", summary="Resume it")
def resume(request: SignedInRequest, code: str, given: Reason) -> object:
    """Its doors open again."""
    return _standing(lifecycle.resume, request, code, given.reason)


@router.post("/{code}/notice", response=Shown, operation_id="notice", summary="Give notice")
def give_notice(request: SignedInRequest, code: str, given: Reason) -> object:
    """It ends when the agreed days are over."""
    return _standing(lifecycle.give_notice, request, code, given.reason)
