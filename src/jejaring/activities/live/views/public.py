"""The schedule, one session's page in its states, its calendar file; joining and arriving."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.activities.live import actions
from jejaring.activities.live.forms.learner import CheckInForm, RegistrationForm, ReminderForm
from jejaring.activities.live.queries import invitation, public, session_page, visibility
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.models import Person

FRESH_SECONDS = 5
"""How long a page for everyone may be shown again: the clock and the counts move on."""
ASK_AGAIN_SECONDS = 16
"""Pages ask after 16 to 23 seconds, so that thousands of them spread out."""
comes_and_sends = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """What is ahead, and everything that was."""
    year = request.GET.get("tahun", "")
    given = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None  # noqa: PLR2004 - a year
    at, before, reader = now(), request.GET.get("sebelum", ""), _reader(request)
    context = {
        "schedule": public.schedule(at, given, before),
        "restricted": visibility.shown_to(reader, at) if reader and not before else [],
    }
    return _for_everyone(request, render(request, "live/public/schedule.html", context))


@login_not_required
@require_safe
def session(request: HttpRequest, slug: str) -> HttpResponse:
    """Before, during or after; signed out it is the same for everyone."""
    return _for_everyone(request, _page(request, slug))


@login_not_required
@require_safe
def code_window(request: HttpRequest, slug: str) -> HttpResponse:
    """Which code is taken now, the same for everyone; 204 while the page that asks still knows."""
    shown = session_page.glance(slug, now())
    if shown is None:
        raise Http404
    if request.GET.get("tanda") == shown.mark:
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
    else:
        context = {"shown": shown, "again": _some_seconds()}
        response = render(request, "live/public/code_window.html", context)
        response.headers["HX-Trigger"] = '{"code-window": {"target": "body"}}'
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@login_not_required
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The session as a calendar file."""
    found = get_object_or_404(public.addressed(), slug=slug)
    sight = visibility.sight(found, _reader(request), now())
    if sight and not sight.shows:
        raise Http404
    address = settings.PUBLIC_ADDRESS + reverse("live:session", args=[slug])
    host = settings.PUBLIC_ADDRESS.split("//")[-1]
    response = HttpResponse(
        invitation.invitation(found, address, host), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return _for_everyone(request, response)


@comes_and_sends
def register(request: SignedInRequest, slug: str) -> HttpResponse:
    """Coming from sign-in leads to the page with its one press; sending takes the place."""
    form = RegistrationForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(_address(slug, "register", request.GET.get("code", "")))
    try:
        actions.register(
            session=get_object_or_404(public.addressed(), slug=slug),
            person=request.user,
            seen_starts_at=form.seen_starts_at(),
            wants_reminder=form.cleaned_data["wants_reminder"],
            by=request.user,
            at=now(),
        )
    except Refusal as refusal:
        return _page(request, slug, status=refusal.status, refusal=refusal)
    messages.success(request, _("You are registered. The place is yours."))
    return redirect(_address(slug, "register", form.cleaned_data["code"]))


@require_POST
def cancel_registration(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give the place back."""
    found = get_object_or_404(public.addressed(), slug=slug)
    actions.cancel_registration(session=found, person=request.user, by=request.user, at=now())
    messages.success(request, _("Your registration was cancelled. You can register again."))
    return redirect(_address(slug, "register"))


@require_POST
def reminder(request: SignedInRequest, slug: str) -> HttpResponse:
    """Be reminded the day before, or not."""
    form = ReminderForm(request.POST)
    actions.prefer_reminder(
        session=get_object_or_404(public.addressed(), slug=slug),
        person=request.user,
        wants_reminder=form.is_valid() and form.cleaned_data["wants_reminder"],
        by=request.user,
        at=now(),
    )
    messages.success(request, _("Your choice is kept."))
    return redirect(_address(slug, "register"))


@comes_and_sends
def check_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Coming from sign-in leads to the page with the code kept; sending records the arrival."""
    form = CheckInForm(request.POST)
    if request.method != "POST" and _is_fragment(request):
        return _for_everyone(request, _page(request, slug))
    if request.method != "POST":
        return redirect(_address(slug, "check-in", request.GET.get("code", "")))
    if not form.is_valid():
        return _page(request, slug, status=422, check_in_form=form)
    found = get_object_or_404(public.addressed(), slug=slug)
    code = form.cleaned_data["code"]
    try:
        actions.check_in(session=found, person=request.user, code=code, by=request.user, at=now())
    except Refusal as refusal:
        form.add_error("code", refusal.sentence)
        return _page(request, slug, status=refusal.status, check_in_form=form, refusal=refusal)
    return _page(request, slug) if _is_fragment(request) else redirect(_address(slug, "check-in"))


def _page(request: HttpRequest, slug: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The whole page, or only the check-in card when htmx asked for it."""
    page = session_page.session_page(slug, now(), _reader(request))
    if page is None:
        raise Http404
    if page.is_hidden:
        return render(request, "live/public/closed_door.html", {"shown": page}, status=403)
    code = request.GET.get("code", "")[:40]
    context.setdefault("check_in_form", CheckInForm(initial={"code": code}))
    context |= {"shown": page, "code": code, "plays": "siaran" in request.GET}
    context["again"] = _some_seconds()
    context["needs_place"] = isinstance(context.get("refusal"), actions.NotRegistered)
    name = "live/public/arrival.html" if _is_fragment(request) else "live/public/session.html"
    return render(request, name, context, status=status)


def _reader(request: HttpRequest) -> Person | None:
    return request.user if request.user.is_authenticated else None


def _for_everyone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Signed out, anyone's copy will do for a moment; signed in, the page is the reader's own."""
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _is_fragment(request: HttpRequest) -> bool:
    """A check-in by htmx. Registering posts to the whole page, opening the stream takes from it."""
    match = request.resolver_match
    asks_for_card = match is not None and match.url_name == "check-in"
    return asks_for_card and bool(request.headers.get("HX-Request"))


def _some_seconds() -> int:
    """When a page asks again whether a code opened: not all pages in the same second."""
    return ASK_AGAIN_SECONDS + secrets.randbelow(ASK_AGAIN_SECONDS // 2)


def _address(slug: str, part: str, code: str = "") -> str:
    query = {"code": code} if code else None
    return reverse("live:session", args=[slug], query=query, fragment=part)
