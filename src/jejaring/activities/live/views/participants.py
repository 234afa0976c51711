"""Who has a place: the list, an officer's word for someone, and the list to take along."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.activities.live import rules
from jejaring.activities.live.actions import participants as actions
from jejaring.activities.live.forms.parts import VouchForm
from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.queries import closing
from jejaring.activities.live.queries import participants as queries
from jejaring.activities.live.views.asking import offer_undo, session_of, tried
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.states import PersonKind

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def participants(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Places in name order, searched by name or number."""
    return _page(request, session_of(request, session_id))


@require_POST
def participant_add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Count someone as present on the officer's word; can be undone."""
    session, form = session_of(request, session_id), VouchForm(request.POST)
    place = tried(form, lambda: _vouch(request, session, form))
    if place is None:
        return _page(request, session, form)
    said = _("%(name)s counts as present.") % {"name": place.person}
    url = reverse("live:participant-withdraw", args=[session.pk, place.pk])
    offer_undo(request, said, url=url)
    return redirect("live:participants", session.pk)


@require_POST
def participant_withdraw(request: SignedInRequest, session_id: int, place_id: int) -> HttpResponse:
    """Take the officer's word back."""
    session = session_of(request, session_id)
    place = get_object_or_404(queries.place(session, place_id))
    actions.withdraw_vouching(place=place, by=request.user, at=now())
    messages.success(request, _("%(name)s no longer counts on your word.") % {"name": place.person})
    return redirect("live:participants", session.pk)


@require_POST
def participants_export(request: SignedInRequest, session_id: int) -> StreamingHttpResponse:
    """Every place as CSV, a row at a time; that it was taken stands in the trail."""
    session = session_of(request, session_id)
    actions.note_export(session=session, by=request.user, at=now())
    response = StreamingHttpResponse(_csv(session), content_type="text/csv; charset=utf-8")
    name = f"peserta-{session.slug}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(
    request: SignedInRequest, session: LiveSession, form: VouchForm | None = None
) -> HttpResponse:
    text = request.GET.get("cari", "").strip()[:100]
    context = {
        "session": session,
        "may_run": rules.may_run(request.user, session),
        "text": text,
        "page_of": queries.listed(session, text, request.GET.get("sesudah", "")),
        "places": queries.count(session),
        "vouch_form": form or VouchForm(),
        "form": form,
    }
    part = "#rows" if request.htmx and not form else ""  # type: ignore[attr-defined]
    status = 422 if form else 200
    return render(request, f"live/console/participants.html{part}", context, status=status)


def _vouch(request: SignedInRequest, session: LiveSession, form: VouchForm) -> Registration:
    return actions.vouch(
        session=session,
        person=closing.person_told(form.cleaned_data["who"]),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=now(),
    )


class _Line:
    """What csv writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _csv(session: LiveSession) -> Iterator[str]:
    """Words are translated before the first line leaves: later nobody knows the reader."""
    heads = _("Name,Employee number,Kind,Agency,Windows,Officer's word").split(",")
    kinds = {kind.value: str(kind.label) for kind in PersonKind}
    return _csv_lines(session, heads, kinds)


def _csv_lines(session: LiveSession, heads: list[str], kinds: dict[str, str]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(heads)
    for place in queries.exported(session):
        row = [
            place.person.name,
            place.person.masked_employee_no,
            kinds[place.person.kind],
            place.employer or "",  # type: ignore[attr-defined]
            place.arrivals,  # type: ignore[attr-defined]
            place.vouched_reason,
        ]
        yield writer.writerow([_harmless(value) for value in row])


def _harmless(value: Any) -> Any:
    """A cell that begins like a formula is text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
