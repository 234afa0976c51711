"""Recording what was signed elsewhere, and the occasions at which agreements are signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jejaring.parties.agreements.actions import past as actions
from jejaring.parties.agreements.forms.drafting import OccasionForm
from jejaring.parties.agreements.forms.past import PastForm
from jejaring.parties.agreements.queries import choices, facts, reading
from jejaring.parties.agreements.views.asking import tried
from jejaring.parties.people.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest) -> HttpResponse:
    """Keep an agreement with what is known of it."""
    form = PastForm(
        request.POST or None,
        leads=choices.leads_of(request.user),
        partners=choices.partners_for(),
        parents=facts.possible_parents(request.user),
        occasions=facts.occasions(),
        fields=reading.fields(),
    )
    kept = tried(form, lambda: actions.record_from_past(**form.values(), by=request.user, at=now()))
    if kept is None:
        return render(request, "agreements/drafting/past.html", {"form": form})
    messages.success(request, _("Recorded. What nobody knows is shown as unknown."))
    return redirect("agreements:agreement", kept.code)


@require_http_methods(["GET", "HEAD", "POST"])
def occasion_new(request: SignedInRequest) -> HttpResponse:
    """Keep a ceremony."""
    form = OccasionForm(
        request.POST or None,
        agencies=choices.leads_of(request.user),
        provinces=choices.provinces(),
    )
    kept = tried(
        form,
        lambda: actions.record_occasion(**form.cleaned_data, by=request.user, at=now()),
    )
    if kept is None:
        return render(request, "agreements/drafting/occasion.html", {"form": form})
    messages.success(request, _("“%(name)s” can be chosen now.") % {"name": kept})
    return redirect("agreements:agreements")
