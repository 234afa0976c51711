"""How the pages of an agreement load, try and answer; every one of them does it the same way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.queries.documents import Download
from jejaring.parties.people.http import SignedInRequest

shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


def agreement_of(request: SignedInRequest, code: str) -> Agreement:
    """The agreement with its sides, if this person may read it; else there is none."""
    return get_object_or_404(
        reading.with_parties(reading.read_by(request.user).select_related("parent")), code=code
    )


def shown(
    request: SignedInRequest, template: str, agreement: Agreement, **context: Any
) -> HttpResponse:
    """A page of the agreement: every one has its head and its tabs."""
    context |= {"agreement": agreement, "phase": agreement.phase(localdate())}
    return render(request, template, context)


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


def file_response(file: Download) -> HttpResponse:
    """A file of an agreement: always a download, never shown or guessed at by the browser."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
