"""One session for those who run it: planning, announcing, moving, calling off."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.activities.live.actions import schedule
from jejaring.activities.live.actions import session as actions
from jejaring.activities.live.forms.learner import CheckInForm
from jejaring.activities.live.forms.session import (
    NewSessionForm,
    PostponeForm,
    ReasonForm,
    RescheduleForm,
)
from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.queries import calendar, session_page
from jejaring.activities.live.queries import programme as programmes
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.views import editor, overview
from jejaring.activities.live.views.asking import session_of, tried
from jejaring.parties.people.http import SignedInRequest

shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@shows_and_takes
def session_new(request: SignedInRequest) -> HttpResponse:
    """Draft a session: the programme, the date and its settings are proposed."""
    own = programmes.run_by(request.user)
    chosen = own.filter(slug=request.GET.get("program", "")).first() or own.first()
    initial = {"programme": chosen, "on": _proposed(request, chosen)}
    form = NewSessionForm(request.POST or None, programmes=own, initial=initial)
    made = tried(form, lambda: _begin(request, form))
    if made is None:
        context = {"form": form, "has_programmes": chosen is not None}
        return render(request, "live/console/session_new.html", context)
    return redirect("live:session-edit", made.pk)


@require_safe
def session_home(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Where the session stands, and what to do next."""
    session = session_of(request, session_id)
    context = overview.of(session, request.user, now())
    return render(request, "live/console/session.html", context)


@require_safe
def preview(request: SignedInRequest, session_id: int) -> HttpResponse:
    """The public page as a guest will see it."""
    session = session_of(request, session_id)
    context = {"shown": session_page.preview(session.pk, now()), "check_in_form": CheckInForm()}
    return render(request, "live/console/preview.html", context)


@require_safe
def session_edit(request: SignedInRequest, session_id: int) -> HttpResponse:
    """All sections on one page."""
    return editor.page(request, session_of(request, session_id))


@require_POST
def section_store(request: SignedInRequest, session_id: int, name: str) -> HttpResponse:
    """Store one section; what is refused stays in its form."""
    session = session_of(request, session_id)
    form = editor.stored(request, session, name)
    if form.errors:
        return editor.page(request, session, **{name: form})
    if "umumkan" in request.POST:
        return announce(request, session_id)
    messages.success(request, _("Saved."))
    return editor.back(session, name)


@require_POST
def announce(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Show the session to everyone."""
    session = session_of(request, session_id)
    try:
        schedule.announce(session=session, by=request.user, at=now())
    except schedule.NotReady as refusal:
        return editor.page(request, session, missing=refusal.missing)
    messages.success(request, _("Announced. Anyone can see the session and register now."))
    return redirect("live:session-home", session.pk)


@shows_and_takes
def postpone(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Hold the session later; everyone registered is told."""
    session = session_of(request, session_id)
    form = PostponeForm(request.POST or None, session=session)
    moved = tried(form, lambda: _postpone(request, session, form))
    if moved is None:
        context = _moving(session, form)
        return render(request, "live/console/postpone.html", context)
    messages.success(request, _("Postponed. Everyone registered is told."))
    return redirect("live:session-home", session.pk)


@shows_and_takes
def reschedule(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Give a postponed session its new time; everyone registered is told."""
    session = session_of(request, session_id)
    form = RescheduleForm(request.POST or None, session=session)
    moved = tried(form, lambda: _reschedule(request, session, form))
    if moved is None:
        context = _moving(session, form)
        return render(request, "live/console/postpone.html", context)
    messages.success(request, _("The new time is announced. Everyone registered is told."))
    return redirect("live:session-home", session.pk)


@shows_and_takes
def cancel(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Call the session off; this cannot be undone, so it has a page of its own."""
    session, form = session_of(request, session_id), ReasonForm(request.POST or None)
    cancelled = tried(
        form,
        lambda: schedule.cancel(session=session, **form.cleaned_data, by=request.user, at=now()),
    )
    if cancelled is None:
        return render(request, "live/console/cancel.html", _moving(session, form))
    messages.success(request, _("Cancelled. Everyone registered is told."))
    return redirect("live:session-home", session.pk)


@require_POST
def discard(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Throw a draft away."""
    session = session_of(request, session_id)
    schedule.discard_draft(session=session, by=request.user, at=now())
    messages.success(request, _("The draft is thrown away; its number is free again."))
    return redirect("live:sessions")


@require_POST
def copy(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Draft the next session like this one, on the next free date."""
    session = session_of(request, session_id)
    on = calendar.next_free_date(session.programme, localdate()) or localdate()
    made = actions.copy_session(session=session, on=on, by=request.user, at=now())
    messages.success(request, _("Copied. Give it a title."))
    return redirect("live:session-edit", made.pk)


def _proposed(request: SignedInRequest, programme: Programme | None) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return calendar.next_free_date(programme, localdate()) if programme else None


def _begin(request: SignedInRequest, form: NewSessionForm) -> LiveSession:
    programme, on = form.cleaned_data["programme"], form.cleaned_data["on"]
    last = queries.latest(programme) if form.cleaned_data["begin"] == "copy" else None
    title = form.cleaned_data["title"]
    if last:
        return actions.copy_session(session=last, on=on, title=title, by=request.user, at=now())
    return actions.create_session(
        programme=programme, on=on, title=title, by=request.user, at=now()
    )


def _postpone(request: SignedInRequest, session: LiveSession, form: PostponeForm) -> LiveSession:
    reason = form.cleaned_data["reason"]
    return schedule.postpone(
        session=session, starts_at=form.starts_at(), reason=reason, by=request.user, at=now()
    )


def _reschedule(
    request: SignedInRequest, session: LiveSession, form: RescheduleForm
) -> LiveSession:
    starts_at = form.starts_at() or session.starts_at
    return schedule.reschedule(session=session, starts_at=starts_at, by=request.user, at=now())


def _moving(session: LiveSession, form: object) -> dict[str, object]:
    told = len(queries.registered_ids(session))
    return {"session": session, "form": form, "told": told}
