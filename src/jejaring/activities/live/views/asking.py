"""How the console's views load, try and answer; every one of them does it the same way."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.queries import programme as programmes
from jejaring.activities.live.queries import session as sessions
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.http import SignedInRequest


def session_of(request: SignedInRequest, session_id: int) -> LiveSession:
    """The session, if this person reads its agency's records; else there is none."""
    return get_object_or_404(sessions.read_by(request.user), pk=session_id)


def programme_of(request: SignedInRequest, slug: str) -> Programme:
    """The programme, if this person reads its agency's records; else there is none."""
    return get_object_or_404(programmes.read_by(request.user), slug=slug)


def tried[Done](form: forms.Form, act: Callable[[], Done]) -> Done | None:
    """The action's result if the form is sound and nothing refuses; else the form says why not.

    What was typed stays in the form. Somebody who may not act gets the page that says so.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except NotPermitted:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return None


def offer_undo(
    request: HttpRequest, text: str, *, url: str, values: Mapping[str, Any] | None = None
) -> None:
    """Say what was done, with a button that sends the values back to where they came from."""
    context = {"text": text, "url": url, "values": values or {}}
    messages.success(request, render_to_string("live/console/undo.html", context, request))
