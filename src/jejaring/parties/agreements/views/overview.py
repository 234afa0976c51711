"""The first page of an agreement, and what happened to it."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.queries import history as happenings
from jejaring.parties.agreements.queries import overview
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.views.asking import agreement_of, shown
from jejaring.parties.people.http import SignedInRequest


@require_safe
def agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """What was agreed, by whom, until when, and what became of it."""
    found = agreement_of(request, code)
    first = overview.overview_of(found, localdate())
    return shown(
        request,
        "agreements/agreement.html",
        found,
        here="overview",
        overview=first,
        meter=first.meter,
        may_plan=rules.planning_side(request.user, found) is not None,
        done=request.GET.get("kewajiban") == "selesai",
    )


@require_safe
def history(request: SignedInRequest, code: str) -> HttpResponse:
    """Every act on it, fifty at a time."""
    found = agreement_of(request, code)
    text = request.GET.get("sebelum", "")
    before = int(text) if text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 - 64 bits
    past = happenings.history_of(found, before=before)
    return shown(request, "agreements/delivery/history.html", found, here="overview", past=past)
