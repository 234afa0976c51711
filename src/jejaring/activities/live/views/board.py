"""The live board, and the screen that shows a code to the room."""

from datetime import datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jejaring.activities.live import rules
from jejaring.activities.live.models import CheckInWindow, LiveSession
from jejaring.activities.live.queries import board as queries
from jejaring.activities.live.states import SessionState
from jejaring.activities.live.views import overview
from jejaring.activities.live.views.asking import session_of
from jejaring.parties.people.http import SignedInRequest

LOOK_AGAIN = 15
"""Seconds after which a code screen asks again, so that it turns by itself without script."""


@require_safe
def board(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Who is here, refreshed every five seconds; unchanged figures are not sent twice."""
    session = session_of(request, session_id)
    shown = queries.board(session, now())
    kind = "part" if request.htmx else "page"  # type: ignore[attr-defined]
    tag = f'"{shown.fingerprint}-{get_language()}-{kind}"'
    if request.htmx and request.headers.get("If-None-Match") == tag:  # type: ignore[attr-defined]
        return HttpResponse(status=304, headers={"ETag": tag})
    part = "#figures" if request.htmx else ""  # type: ignore[attr-defined]
    closable = session.state == SessionState.ANNOUNCED and shown.at >= session.starts_at
    may_close = closable and rules.may_close(request.user, session)
    context = {"session": session, "board": shown, "may_close": may_close}
    response = render(request, f"live/console/board.html{part}", context)
    response.headers["ETag"] = tag
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def code_screen_now(request: SignedInRequest, session_id: int) -> HttpResponse:
    """One screen for the whole session: the open window, else the next, else the last."""
    session, at = session_of(request, session_id), now()
    window = queries.window_to_show(session, at)
    if window is None:
        raise Http404
    return _screen(request, session, window, at)


@require_safe
def code_screen(request: SignedInRequest, session_id: int, window_id: int) -> HttpResponse:
    """The code of one window, as large as the room; hidden before it opens and once it closed."""
    session = session_of(request, session_id)
    window = get_object_or_404(queries.window_of(session, window_id))
    return _screen(request, session, window, now())


def _screen(
    request: SignedInRequest, session: LiveSession, window: CheckInWindow, at: datetime
) -> HttpResponse:
    state = queries.state_of(window, at)
    turns_at = window.opens_at if state == queries.WindowState.AHEAD else window.closes_at
    left = round((turns_at - at) / timedelta(seconds=1)) + 1
    context = {
        "session": session,
        "window": window,
        "state": state.value,
        "again": max(1, min(LOOK_AGAIN, left)) if left > 0 else LOOK_AGAIN,
        "turns_at": turns_at,
        "address": overview.public_address(session).partition("//")[2],
    }
    part = "#screen" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"live/console/code_screen.html{part}", context)
