"""The plan of an agreement: its meter, its programmes, and one programme stated anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.parties.agreements.actions import plan as actions
from jejaring.parties.agreements.forms.plan import LineForm
from jejaring.parties.agreements.queries import meter
from jejaring.parties.agreements.queries import plan as queries
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest

shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan(request: SignedInRequest, code: str) -> HttpResponse:
    """What was promised and what became of it; every programme, year by year."""
    agreement = agreement_of(request, code)
    return shown(
        request,
        "agreements/delivery/plan.html",
        agreement,
        here="plan",
        meter=meter.meter_of(agreement, localdate()),
        may_plan=rules.planning_side(request.user, agreement) is not None,
    )


@shows_and_takes
def line_add(request: SignedInRequest, code: str) -> HttpResponse:
    """One programme more."""
    agreement = agreement_of(request, code)
    first = {"year": localdate().year}
    form = LineForm(request.POST or None, agreement=agreement, initial=first)
    made = tried(
        form,
        lambda: actions.add(agreement=agreement, facts=form.facts(), by=request.user, at=now()),
    )
    if made is None:
        page = "agreements/delivery/line_form.html"
        return shown(request, page, agreement, here="plan", form=form)
    messages.success(request, _("The programme stands in the plan. Next: who answers for it."))
    return redirect("agreements:line", code, made.pk)


@shows_and_takes
def line_change(request: SignedInRequest, code: str, line_id: int) -> HttpResponse:
    """The programme stated anew."""
    agreement = agreement_of(request, code)
    line = get_object_or_404(queries.lines_of(agreement), pk=line_id)
    form = LineForm(request.POST or None, agreement=agreement, initial=LineForm.values_of(line))
    changed = tried(
        form, lambda: actions.change(line=line, facts=form.facts(), by=request.user, at=now())
    )
    if changed is None:
        page = "agreements/delivery/line_form.html"
        return shown(request, page, agreement, here="plan", form=form, line=line)
    messages.success(request, _("Saved."))
    return redirect("agreements:line", code, line_id)


@require_POST
def line_remove(request: SignedInRequest, code: str, line_id: int) -> HttpResponse:
    """Out of a draft."""
    agreement = agreement_of(request, code)
    line = get_object_or_404(queries.lines_of(agreement), pk=line_id)
    actions.remove(line=line, by=request.user, at=now())
    messages.success(request, _("The programme is out of the draft."))
    return redirect("agreements:plan", code)
