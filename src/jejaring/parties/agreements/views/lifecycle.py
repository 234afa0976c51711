"""Acts on an agreement in force, each as a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.actions import lifecycle as actions
from jejaring.parties.agreements.actions import succession
from jejaring.parties.agreements.forms import lifecycle as shapes
from jejaring.parties.agreements.forms.stages import NothingForm
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import amending
from jejaring.parties.agreements.rules import lifecycle as rules
from jejaring.parties.agreements.rules.lifecycle import Standing
from jejaring.parties.agreements.views.asking import agreement_of, shown, shows_and_takes, tried
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.models import Person

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """What an act is called, what it asks and what it does."""

    title: Words
    about: Words
    press: Words
    done: Words
    run: Callable[[Agreement, dict[str, Any], Person], Agreement]
    shape: type[forms.Form] = shapes.WhyForm
    style: str = ""

    def form(self, agreement: Agreement, data: QueryDict | None) -> forms.Form:
        """Its form, for this agreement."""
        if self.shape is shapes.AmendForm:
            return shapes.AmendForm(
                data,
                clauses=amending.clauses_to_amend(agreement),
                sections=amending.sections_to_amend(agreement),
            )
        return self.shape(data)


ACTS: dict[str, Act] = {
    Standing.RENEW: Act(
        _("Renew the agreement"),
        _("A new agreement is begun with the same sides, text and clauses, for the next term."),
        _("Begin the renewal"),
        _("The renewal is begun. Check its term and its clauses, then propose it."),
        lambda agreement, _said, by: succession.renew(agreement=agreement, by=by, at=now()),
        NothingForm,
    ),
    Standing.AMEND: Act(
        _("Change it by an addendum"),
        _("An addendum holds only what changes. Until every side has registered it, nothing does."),
        _("Begin the addendum"),
        _("The addendum is begun. Change its clauses, then propose it."),
        lambda agreement, said, by: succession.amend(agreement=agreement, by=by, at=now(), **said),
        shapes.AmendForm,
    ),
    Standing.SUSPEND: Act(
        _("Suspend the agreement"),
        _("Everything it opens closes at once; what happens to those inside is in each clause."),
        _("Suspend it"),
        _("Suspended. Every side is told."),
        lambda agreement, said, by: actions.suspend(agreement=agreement, by=by, at=now(), **said),
        style="danger",
    ),
    Standing.RESUME: Act(
        _("Resume the agreement"),
        _("It is in force again from now on, within its term."),
        _("Resume it"),
        _("In force again. Every side is told."),
        lambda agreement, said, by: actions.resume(agreement=agreement, by=by, at=now(), **said),
    ),
    Standing.DISPUTE: Act(
        _("Declare a dispute"),
        _(
            "It stands still until every side calls the dispute settled. Between provinces: "
            "deliberation first, then the Minister of Home Affairs; within one, the governor."
        ),
        _("Declare the dispute"),
        _("Disputed. Every side is told and asked to settle it."),
        lambda agreement, said, by: actions.dispute(agreement=agreement, by=by, at=now(), **said),
        style="danger",
    ),
    Standing.NOTICE: Act(
        _("End it by notice"),
        _("It stays in force for its days of notice; the other sides are asked to acknowledge."),
        _("Give notice"),
        _("Notice is given. Every side is told of the last day."),
        lambda agreement, said, by: actions.give_notice(
            agreement=agreement, by=by, at=now(), **said
        ),
        style="danger",
    ),
    Standing.TAKE_BACK: Act(
        _("Take the notice back"),
        _("Possible as long as no other side has acknowledged it."),
        _("Take it back"),
        _("The notice is taken back. Every side is told."),
        lambda agreement, said, by: actions.take_back_notice(
            agreement=agreement, by=by, at=now(), **said
        ),
    ),
}


def acts_on(by: Person, agreement: Agreement, on: date) -> list[tuple[str, Act]]:
    """What this person may do with it now, with its address."""
    return [(str(one), ACTS[one]) for one in rules.open_acts(by, agreement, on)]


@shows_and_takes
def standing(request: SignedInRequest, code: str, act: str) -> HttpResponse:
    """Read what the act does, say why, press once."""
    agreement = agreement_of(request, code)
    chosen = _act(act)
    form = chosen.form(agreement, request.POST if request.method == "POST" else None)
    made = tried(form, lambda: chosen.run(agreement, form.cleaned_data, request.user))
    if made is None:
        context = {"act": chosen, "form": form, "here": "stages"}
        return shown(request, "agreements/standing.html", agreement, **context)
    messages.success(request, str(chosen.done))
    return redirect("agreements:stages", made.code)


def _act(slug: str) -> Act:
    chosen = ACTS.get(slug)
    if chosen is None:
        raise Http404
    return chosen
