"""The network as a page and as a list."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from jejaring.parties.people.http import SignedInRequest
from jejaring.surfaces.network.http import kept, reader_of
from jejaring.surfaces.network.queries import agency as agencies
from jejaring.surfaces.network.queries import listing, one, page
from jejaring.surfaces.network.queries import proposals as proposing
from jejaring.surfaces.network.queries.chosen import chosen


@login_not_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Who works with whom, in which fields, and whether it lives."""
    shown = page.network(reader_of(request), chosen(request.GET), now(), localdate())
    return kept(request, render(request, "network/network.html", {"network": shown}))


@login_not_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement that may be seen, the latest first."""
    wanted, after = chosen(request.GET), request.GET.get("sesudah", "")
    listed = listing.listing(reader_of(request), wanted, localdate(), after)
    return kept(request, render(request, "network/agreements.html", {"listed": listed}))


@login_not_required
@require_safe
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """What was agreed, by which offices, and what came of it."""
    shown = one.public_agreement(reader_of(request), code, localdate())
    if shown is None:
        raise Http404
    return kept(request, render(request, "network/agreement.html", {"shown": shown}))


@login_not_required
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """What an agency offers and needs, with whom it agreed, what it holds next."""
    after = request.GET.get("sesudah", "")
    shown = agencies.public_agency(reader_of(request), code, now(), localdate(), after)
    if shown is None:
        raise Http404
    return kept(request, render(request, "network/agency.html", {"shown": shown}))


@require_safe
def proposals(request: SignedInRequest) -> HttpResponse:
    """With whom one's agency could work next."""
    proposed = proposing.proposals(request.user, request.GET.get("lembaga", ""), localdate())
    return render(request, "network/proposals.html", {"proposed": proposed})
