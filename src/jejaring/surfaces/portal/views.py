"""Home, my page, my sessions, and the pages that explain."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from jejaring.activities.live.queries import learner
from jejaring.parties.agencies.queries import current_employment
from jejaring.parties.people.http import SignedInRequest
from jejaring.surfaces.portal.queries import home as home_queries
from jejaring.surfaces.portal.queries import my_page as my_page_queries
from jejaring.surfaces.portal.queries.desk import desk_of

FRESH_SECONDS = 5
"""How long the first page may be shown again to strangers."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The next Thursday, the way to check a certificate, and who takes part."""
    response = render(request, "portal/home.html", {"home": home_queries.home(now())})
    if not request.user.is_authenticated:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Where work waits: sessions, agreements, or one's own page."""
    return redirect(desk_of(request.user))


@require_safe
def my_page(request: SignedInRequest) -> HttpResponse:
    """Where I stand, what is next, what I earned."""
    mine = my_page_queries.my_page(request.user, now())
    return render(request, "portal/my_page.html", {"mine": mine})


@require_safe
def my_sessions(request: SignedInRequest) -> HttpResponse:
    """Every Thursday I joined."""
    joined = learner.joined(request.user, now(), request.GET.get("sebelum", ""))
    return render(request, "portal/my_sessions.html", {"joined": joined})


@login_not_required
@require_safe
def help(request: HttpRequest) -> HttpResponse:  # noqa: A001 - the address is called so
    """Short answers by role, and whom to ask."""
    user = request.user
    employment = current_employment(user) if user.is_authenticated else None
    return render(request, "portal/help.html", {"employment": employment})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, why, how long, and how to take it along."""
    return render(request, "portal/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return render(request, "portal/accessibility.html")
