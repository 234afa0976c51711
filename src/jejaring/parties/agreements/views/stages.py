"""The stages page: the cord, who is next, and each act as a page of its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.parties.agreements.actions import stages as actions
from jejaring.parties.agreements.models import Agreement, Step
from jejaring.parties.agreements.queries import cord, waiting
from jejaring.parties.agreements.rules import checklist
from jejaring.parties.agreements.states import StepKind
from jejaring.parties.agreements.views import lifecycle
from jejaring.parties.agreements.views.asking import agreement_of, shown, shows_and_takes, tried
from jejaring.parties.agreements.views.taking import Way, way_of
from jejaring.parties.people.http import SignedInRequest


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for me, the longest waiting first."""
    return render(request, "agreements/waiting.html", {"rows": cord.desk(request.user, now())})


@require_safe
def stages(request: SignedInRequest, code: str) -> HttpResponse:
    """Who is next, for how long it has waited, and what was done."""
    agreement = agreement_of(request, code)
    page = cord.page_of(agreement, request.user, localdate(), now())
    acts = lifecycle.acts_on(request.user, agreement, localdate())
    context = {"stages": page, "acts": acts, "here": "stages"}
    return shown(request, "agreements/stages.html", agreement, **context)


@shows_and_takes
def step(request: SignedInRequest, code: str, step_id: int, way: str) -> HttpResponse:
    """Take a step, offer a text, send back or leave it to somebody: read, then press once."""
    agreement, waits = _step(request, code, step_id)
    chosen = _way(waits, way)
    form = chosen.form(waits, request.POST if request.method == "POST" else None)
    if tried(form, lambda: chosen.act(waits, form.cleaned_data, request.user)) is None:
        context = {"step": waits, "form": form, "way": chosen, "here": "stages"}
        context |= {"reading": cord.reading_of(agreement), "missing": _missing(waits)}
        return shown(request, "agreements/step.html", agreement, **context)
    messages.success(request, str(chosen.done))
    return redirect("agreements:stages", code)


@require_POST
def take_back(request: SignedInRequest, code: str, step_id: int) -> HttpResponse:
    """Think again, within ten minutes."""
    _agreement, taken = _step(request, code, step_id)
    actions.take_back(step=taken, by=request.user, at=now())
    messages.success(request, _("Taken back; the step waits again."))
    return redirect("agreements:stages", code)


def _step(request: SignedInRequest, code: str, step_id: int) -> tuple[Agreement, Step]:
    agreement = agreement_of(request, code)
    found = waiting.step_of(agreement, step_id)
    if found is None:
        raise Http404
    return agreement, found


def _missing(waits: Step) -> list[checklist.Missing]:
    """What keeps the sides from agreeing and the heads from approving."""
    asks = waits.kind in {StepKind.NEGOTIATE, StepKind.APPROVE}
    return checklist.missing(waits.agreement, localdate()) if asks else []


def _way(waits: Step, slug: str) -> Way:
    chosen = way_of(waits, slug)
    if chosen is None:
        raise Http404
    return chosen
