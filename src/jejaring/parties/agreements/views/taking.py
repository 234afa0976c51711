"""Each way to act on a step: what it asks, in which words, by which action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.actions import lifecycle
from jejaring.parties.agreements.actions import stages as actions
from jejaring.parties.agreements.forms import stages as shapes
from jejaring.parties.agreements.models import Step
from jejaring.parties.agreements.queries import canonical, waiting
from jejaring.parties.agreements.states import StepKind
from jejaring.parties.people.models import Person

type Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A page of one act."""

    slug: str
    title: str | Promise
    press: str | Promise
    done: str | Promise
    shape: type[forms.Form]
    act: Callable[[Step, Said, Person], object]
    about: str | Promise = ""
    style: str = ""

    def form(self, step: Step, data: QueryDict | None) -> forms.Form:
        """Its form, for this step."""
        if self.shape is shapes.StandInForm:
            return shapes.StandInForm(
                data, people=waiting.stand_ins(step), initial={"person": step.assignee_id}
            )
        return self.shape(data)


def _pass(step: Step, said: Said, by: Person) -> object:
    return actions.pass_step(step=step, note=said["note"], by=by, at=now())


def _agree(step: Step, said: Said, by: Person) -> object:
    read = canonical.version_numbered(step.agreement, said["version"])
    return actions.agree_to_text(step=step, version=read, by=by, at=now())


TAKE = "ambil"
TAKEN: dict[StepKind, Way] = {
    StepKind.TERMS: Way(
        TAKE,
        _("Propose the agreement"),
        _("Propose"),
        _("Proposed. The reviewers of every side are told."),
        shapes.NothingForm,
        lambda step, _said, by: actions.propose(agreement=step.agreement, by=by, at=now()),
        _("The TKKSD of every side gets it at the same time, then its legal bureau."),
    ),
    StepKind.TKKSD: Way(
        TAKE,
        _("Review for the TKKSD"),
        _("Pass the review"),
        _("Passed. The legal bureau is told."),
        shapes.NoteForm,
        _pass,
        _("Passed means: it serves the region and does not repeat another agreement."),
    ),
    StepKind.LEGAL: Way(
        TAKE,
        _("Paraph for the legal bureau"),
        _("Paraph the draft"),
        _("Paraphed."),
        shapes.NoteForm,
        _pass,
        _("When every side has paraphed, the negotiation begins."),
    ),
    StepKind.DPRD: Way(
        TAKE,
        _("Decision of the DPRD"),
        _("Record the decision"),
        _("The decision is recorded."),
        shapes.DecisionForm,
        _pass,
        _("Needed because it burdens people and region, or is not in this year's budget."),
    ),
    StepKind.NEGOTIATE: Way(
        TAKE,
        _("Agree to the text for your side"),
        _("Agree to this text"),
        _("Your side agrees to this text."),
        shapes.TextForm,
        _agree,
        _("Every side agrees to exactly the same bytes; any change asks all of them anew."),
    ),
    StepKind.APPROVE: Way(
        TAKE,
        _("Approve as head"),
        _("Approve the agreement"),
        _("Approved for your side."),
        shapes.NothingForm,
        lambda step, _said, by: actions.approve(step=step, by=by, at=now()),
        _("When every head has approved, the signatories are asked to sign."),
    ),
    StepKind.REGISTER: Way(
        TAKE,
        _("Register under your own number"),
        _("Register it"),
        _("Registered under your own number."),
        shapes.NumberForm,
        lambda step, said, by: actions.register(step=step, number=said["number"], by=by, at=now()),
        _("It is in force from its first day on, once every side has registered it."),
    ),
    StepKind.ACKNOWLEDGE: Way(
        TAKE,
        _("Acknowledge the notice"),
        _("Acknowledge it"),
        _("The notice is acknowledged."),
        shapes.NoteForm,
        lambda step, said, by: lifecycle.acknowledge(step=step, note=said["note"], by=by, at=now()),
        _("Acknowledging says that your side knows; the day of the end does not depend on it."),
    ),
    StepKind.SETTLE: Way(
        TAKE,
        _("Agree to the settlement"),
        _("The dispute is settled"),
        _("Your side agrees that the dispute is settled."),
        shapes.SettlementForm,
        lambda step, said, by: lifecycle.settle(step=step, note=said["note"], by=by, at=now()),
        _("When every side agrees, the agreement is in force again."),
    ),
}
OFFER = Way(
    "tawarkan",
    _("Offer the text as it is now"),
    _("Offer and agree"),
    _("The text is offered; the other sides are asked to agree."),
    shapes.OfferForm,
    lambda step, said, by: actions.offer_text(step=step, note=said["note"], by=by, at=now()),
    _("It becomes a new version; your side agrees to it, and the other sides are asked."),
)
SEND_BACK = Way(
    "kembalikan",
    _("Send it back"),
    _("Send back with this reason"),
    _("Sent back; those who mend it are told why."),
    shapes.ReasonForm,
    lambda step, said, by: actions.send_back(step=step, reason=said["reason"], by=by, at=now()),
    _("It returns to the stage before, and those who mend it are told why."),
    "danger",
)
LEAVE = Way(
    "serahkan",
    _("Leave the step to somebody"),
    _("Save who takes it"),
    _("Saved; whoever takes it now is told."),
    shapes.StandInForm,
    lambda step, said, by: actions.delegate(step=step, person=said["person"], by=by, at=now()),
    _("Only somebody of your agency; you can take it back at any time."),
)


def way_of(step: Step, slug: str) -> Way | None:
    """How this step is acted on under this address, if it can be."""
    kind = StepKind(step.kind)
    if slug == TAKE:
        return TAKEN.get(kind)
    ways = {SEND_BACK.slug: SEND_BACK, LEAVE.slug: LEAVE}
    if kind == StepKind.NEGOTIATE:
        ways[OFFER.slug] = OFFER
    return ways.get(slug)
