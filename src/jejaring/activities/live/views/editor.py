"""The page on which all sections of a session are edited, each with a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import guests
from jejaring.activities.live.actions import session as actions
from jejaring.activities.live.forms.parts import LineForm, SpeakerForm, WindowForm
from jejaring.activities.live.forms.session import BasicsForm, GuestsForm, StreamForm, TermsForm
from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import admission, section
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.states import AttendanceRule
from jejaring.activities.live.views.asking import tried
from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.ui.components import Step
from jejaring.parties.people.http import SignedInRequest

Form = BasicsForm | StreamForm | TermsForm | GuestsForm


@dataclass(frozen=True, slots=True)
class Part:
    """How one section is read, shown and stored."""

    read: Callable[[LiveSession], Any]
    form: Callable[..., Any]
    values_of: Callable[[Any, LiveSession], dict[str, Any]]
    store: Callable[..., LiveSession]
    argument: str


def _basics(session: LiveSession, **kwargs: Any) -> BasicsForm:
    partners = queries.possible_partners(session.agency)
    return BasicsForm(session=session, partners=partners, **kwargs)


def _stream(session: LiveSession, **kwargs: Any) -> StreamForm:  # noqa: ARG001 - as the others
    return StreamForm(**kwargs)


def _terms(session: LiveSession, **kwargs: Any) -> TermsForm:
    return TermsForm(session=session, **kwargs)


def _guests(session: LiveSession, **kwargs: Any) -> GuestsForm:
    return GuestsForm(partners=admission.admitted(session, now()), **kwargs)


PARTS = {
    "dasar": Part(section.basics_of, _basics, BasicsForm.values_of, actions.edit_basics, "basics"),
    "siaran": Part(section.stream_of, _stream, StreamForm.values_of, actions.edit_stream, "stream"),
    "mitra": Part(section.guests_of, _guests, GuestsForm.values_of, guests.edit_guests, "guests"),
    "aturan": Part(section.terms_of, _terms, TermsForm.values_of, actions.edit_terms, "terms"),
}
"""By the name that stands in the address."""


def page(request: SignedInRequest, session: LiveSession, **given: Any) -> HttpResponse:
    """Every section; a form that was refused stands as it was sent."""
    refused = next((form for form in given.values() if isinstance(form, forms.Form)), None)
    context = {
        "session": session,
        "may_run": rules.may_run(request.user, session),
        "fixed": not session.is_draft,
        "sections": _sections(session),
        "windows": list(queries.windows_of(session)),
        "known_speakers": queries.speakers_of(session.agency),
        **_listed(session),
        "pembicara": SpeakerForm(auto_id="id_speaker_%s"),
        "susunan": LineForm(session=session, auto_id="id_line_%s"),
        "jendela": WindowForm(session=session, auto_id="id_window_%s"),
        **{name: fresh(session, name) for name in _parts_of(session) if name not in given},
        "form": refused,
        **given,
    }
    status = 422 if given else 200
    return render(request, "live/console/edit.html", context, status=status)


def _parts_of(session: LiveSession) -> list[str]:
    """Partners are named for a restricted session only."""
    return [name for name in PARTS if name != "mitra" or session.is_restricted]


def moved(
    request: SignedInRequest, session: LiveSession, part: str, pk: int, said: str
) -> HttpResponse:
    """The list in its new order; where a script asked for it, only the list, and it says so."""
    if request.htmx:  # type: ignore[attr-defined]
        context = {"session": session, "may_run": True, "moved": pk, "said": said}
        context["up"] = request.POST.get("ke") == "naik"
        return render(request, f"live/console/parts.html#{part}", context | _listed(session))
    messages.success(request, said)
    row = {"speakers": "pembicara", "lines": "susunan"}[part]
    return redirect(reverse("live:session-edit", args=[session.pk]) + f"#{row}-{pk}")


def _listed(session: LiveSession) -> dict[str, Any]:
    """Speakers and lines of the run-down in their order."""
    return {
        "speakers": list(session.speakers.select_related("speaker")),
        "run_down": list(session.run_down.select_related("session")),
    }


def _sections(session: LiveSession) -> list[Step]:
    """Where each section stands on the page; its knot is drawn when something is in it."""
    by_minutes = session.attendance_rule == AttendanceRule.MINUTES
    filled = [
        ("dasar", _("What and when"), bool(session.title)),
        ("pembicara", _("Speakers"), session.speakers.exists()),
        ("susunan", _("Run-down"), session.run_down.exists()),
        ("jendela", _("Check-in windows"), by_minutes or session.windows.exists()),
        ("siaran", _("Stream"), bool(session.stream_url)),
        ("aturan", _("Rules"), session.jp > 0),
    ]
    if session.is_restricted:
        filled.append(("mitra", _("Partners and their seats"), True))
    return [Step(label, "done" if has else "", url=f"#{anchor}") for anchor, label, has in filled]


def fresh(session: LiveSession, name: str) -> Form:
    """The section's form as it is stored now, with the mark of what was read."""
    part = PARTS[name]
    stored = part.read(session)
    values = part.values_of(stored, session) | {"seen": section.mark_of(stored)}
    form: Form = part.form(session, initial=values, auto_id=f"id_{name}_%s")
    return form


def stored(request: SignedInRequest, session: LiveSession, name: str) -> Form:
    """The section's form after trying to store it; what somebody else stored stands beside it."""
    if name not in PARTS:
        raise NotFound(_("There is no such section."))
    part = PARTS[name]
    values = part.values_of(part.read(session), session)
    form: Form = part.form(
        session, data=request.POST.copy(), initial=values, auto_id=f"id_{name}_%s"
    )
    tried(form, lambda: _store(request, session, part, form))
    return form


def back(session: LiveSession, name: str) -> HttpResponseRedirect:
    """To the section on the page it came from."""
    return redirect(reverse("live:session-edit", args=[session.pk]) + f"#{name}")


def _store(request: SignedInRequest, session: LiveSession, part: Part, form: Form) -> LiveSession:
    try:
        return part.store(
            session=session,
            **{part.argument: form.section()},
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=now(),
        )
    except actions.ChangedMeanwhile as refusal:
        _show_both(form, part, refusal.stored, session)
        raise


def _show_both(form: Form, part: Part, stored: section.Section, session: LiveSession) -> None:
    """Beside what was typed, what is stored; saving again replaces it."""
    form.data["seen"] = section.mark_of(stored)  # type: ignore[index]
    values = part.values_of(stored, session)
    form.meanwhile = [  # type: ignore[union-attr]
        (form.fields[name].label, _said(form.fields[name], value))
        for name, value in values.items()
        if form.fields[name].has_changed(value, form.cleaned_data.get(name))
    ]


def _said(field: forms.Field, value: Any) -> str:
    """A stored value in the words of its field."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in field.queryset or () if row.pk in value)
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices.get(item, item)) for item in value)
    return str(choices.get(value, field.prepare_value(value) if value is not None else ""))
