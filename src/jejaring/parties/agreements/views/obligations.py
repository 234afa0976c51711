"""What is to be done across agreements: a list to filter, and a calendar to subscribe to."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.queries import calendar
from jejaring.parties.agreements.queries import obligations as queries
from jejaring.parties.people.http import SignedInRequest


@require_safe
def obligations(request: SignedInRequest) -> HttpResponse:
    """Open programmes of one's agencies, what is due first at the top."""
    wanted = _wanted(request)
    number, day = request.GET.get("halaman", ""), localdate()
    context = {
        "wanted": wanted,
        "rows": queries.page_of(request.user, wanted, number, day),
        "counts": queries.counts_of(request.user, day),
        "token": queries.feed_token(request.user),
    }
    return render(request, "agreements/delivery/obligations.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a calendar; its address is the key to it."""
    reader = queries.reader_of(token)
    if reader is None:
        raise Http404
    found = queries.feed_of(reader, localdate())
    made = calendar.calendar_of(found, request.get_host(), now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: HttpRequest) -> queries.Wanted:
    side = request.GET.get("pihak", "")
    return queries.Wanted(
        mine=request.GET.get("tampil") == "saya",
        overdue=request.GET.get("tampil") == "lewat",
        side=side if side in queries.SIDES else "",
    )
