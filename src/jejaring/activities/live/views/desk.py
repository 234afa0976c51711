"""The console's first page, and the list of sessions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from jejaring.activities.live.queries import console as queries
from jejaring.activities.live.queries import visibility
from jejaring.parties.people.http import SignedInRequest


@require_safe
def console(request: SignedInRequest) -> HttpResponse:
    """What is on, what comes, what waits."""
    desk = queries.desk(request.user, now())
    return render(request, "live/console/desk.html", {"desk": desk})


@require_safe
def partners(request: SignedInRequest) -> HttpResponse:
    """What agreements open to the people of the person's agencies."""
    offers = visibility.offers_to(request.user, now())
    return render(request, "live/console/partners.html", {"offers": offers})


@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """Every session of the person's agencies, filtered and searched."""
    wanted = queries.Wanted.read(request.GET)
    page = queries.listed(request.user, wanted, now())
    years = queries.years_read_by(request.user)
    context = {
        "page_of": page,
        "wanted": wanted,
        "years": years,
        "states": queries.FILTERS,
        "may_plan": queries.may_plan(request.user),
    }
    return render(request, "live/console/sessions.html", context)
