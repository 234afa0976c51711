"""Speakers, lines of the run-down and check-in windows: each put in, changed, taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jejaring.activities.live.actions import parts as actions
from jejaring.activities.live.actions import windows
from jejaring.activities.live.forms.parts import LineForm, SpeakerForm, WindowForm
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.views import editor
from jejaring.activities.live.views.asking import offer_undo, session_of, tried
from jejaring.ground.ui import formats
from jejaring.parties.people.http import SignedInRequest

shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def speaker_add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Give someone a part."""
    session = session_of(request, session_id)
    form = SpeakerForm(request.POST, auto_id="id_speaker_%s")
    done = tried(
        form,
        lambda: actions.invite_speaker(session=session, **form.values(), by=request.user, at=now()),
    )
    if done is None:
        return editor.page(request, session, pembicara=form)
    return editor.back(session, "pembicara")


@require_POST
def speaker_remove(request: SignedInRequest, session_id: int, part_id: int) -> HttpResponse:
    """Take a part away; can be undone."""
    session = session_of(request, session_id)
    part = get_object_or_404(session.speakers.select_related("speaker", "session"), pk=part_id)
    actions.remove_speaker(part=part, by=request.user, at=now())
    known = part.speaker
    values = {name: getattr(known, name) for name in ("name", "office", "scope", "language")}
    said = _("%(name)s removed.") % {"name": known.name}
    url = reverse("live:speaker-add", args=[session.pk])
    offer_undo(request, said, url=url, values=values | {"role": part.role})
    return editor.back(session, "pembicara")


@require_POST
def speaker_move(request: SignedInRequest, session_id: int, part_id: int) -> HttpResponse:
    """One place up or down."""
    session = session_of(request, session_id)
    part = get_object_or_404(session.speakers.select_related("speaker", "session"), pk=part_id)
    moved = actions.move_speaker(part=part, up=_up(request), by=request.user, at=now())
    said = _("%(name)s now stands in place %(place)d.")
    said %= {"name": part.speaker.name, "place": moved.position}
    return editor.moved(request, session, "speakers", moved.pk, said)


@require_POST
def line_add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """One more line of the run-down."""
    session = session_of(request, session_id)
    form = LineForm(request.POST, session=session, auto_id="id_line_%s")
    done = tried(
        form,
        lambda: actions.add_line(session=session, **form.values(), by=request.user, at=now()),
    )
    if done is None:
        return editor.page(request, session, susunan=form)
    return editor.back(session, "susunan")


@shows_and_takes
def line_edit(request: SignedInRequest, session_id: int, line_id: int) -> HttpResponse:
    """Change a line of the run-down."""
    session = session_of(request, session_id)
    line = get_object_or_404(session.run_down.select_related("session"), pk=line_id)
    initial = LineForm.values_of(line, session)
    form = LineForm(request.POST or None, session=session, initial=initial)
    changed = tried(
        form, lambda: actions.edit_line(line=line, **form.values(), by=request.user, at=now())
    )
    if changed is None:
        context = {"session": session, "form": form, "what": _("Line of the run-down")}
        return render(request, "live/console/part_form.html", context)
    return editor.back(session, "susunan")


@require_POST
def line_move(request: SignedInRequest, session_id: int, line_id: int) -> HttpResponse:
    """Before the line above, or after the line below."""
    session = session_of(request, session_id)
    line = get_object_or_404(session.run_down.select_related("session"), pk=line_id)
    moved = actions.move_line(line=line, up=_up(request), by=request.user, at=now())
    said = _("“%(title)s” now begins at %(time)s.")
    said %= {"title": moved.title, "time": formats.clock(moved.begins_at)}
    return editor.moved(request, session, "lines", moved.pk, said)


@require_POST
def line_remove(request: SignedInRequest, session_id: int, line_id: int) -> HttpResponse:
    """Take a line out; can be undone."""
    session = session_of(request, session_id)
    line = get_object_or_404(session.run_down.select_related("session"), pk=line_id)
    actions.remove_line(line=line, by=request.user, at=now())
    values = LineForm.values_of(line, session)
    values["begins"] = values["begins"].strftime("%H:%M")
    said = _("“%(title)s” removed.") % {"title": line.title}
    offer_undo(request, said, url=reverse("live:line-add", args=[session.pk]), values=values)
    return editor.back(session, "susunan")


@require_POST
def window_add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """One more check-in window."""
    session = session_of(request, session_id)
    form = WindowForm(request.POST, session=session, auto_id="id_window_%s")
    done = tried(
        form,
        lambda: windows.add_window(session=session, **form.values(), by=request.user, at=now()),
    )
    if done is None:
        return editor.page(request, session, jendela=form)
    return editor.back(session, "jendela")


@require_POST
def windows_propose(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Three windows, where there are none."""
    session = session_of(request, session_id)
    windows.propose_windows(session=session, by=request.user, at=now())
    return editor.back(session, "jendela")


@shows_and_takes
def window_move(request: SignedInRequest, session_id: int, window_id: int) -> HttpResponse:
    """Another time for a window."""
    session = session_of(request, session_id)
    window = get_object_or_404(queries.windows_of(session), pk=window_id)
    initial = WindowForm.values_of(window, session)
    form = WindowForm(request.POST or None, session=session, initial=initial)
    moved = tried(
        form,
        lambda: windows.move_window(window=window, **form.values(), by=request.user, at=now()),
    )
    if moved is None:
        what = _("Window %(position)d") % {"position": window.position}
        context = {"session": session, "form": form, "what": what}
        return render(request, "live/console/part_form.html", context)
    return editor.back(session, "jendela")


@require_POST
def code_renew(request: SignedInRequest, session_id: int, window_id: int) -> HttpResponse:
    """Another code for a window."""
    session = session_of(request, session_id)
    window = get_object_or_404(queries.windows_of(session), pk=window_id)
    renewed = windows.renew_code(window=window, by=request.user, at=now())
    said = _("Window %(position)d has the new code %(code)s.")
    messages.success(request, said % {"position": renewed.position, "code": renewed.code})
    return editor.back(session, "jendela")


@require_POST
def window_remove(request: SignedInRequest, session_id: int, window_id: int) -> HttpResponse:
    """Take a window out; can be undone, with a new code."""
    session = session_of(request, session_id)
    window = get_object_or_404(queries.windows_of(session), pk=window_id)
    windows.remove_window(window=window, by=request.user, at=now())
    values = WindowForm.values_of(window, session)
    spoken = {name: clock.strftime("%H:%M") for name, clock in values.items()}
    said = _("Window %(span)s removed.") % {
        "span": formats.span(window.opens_at, window.closes_at, session.programme.zone)
    }
    offer_undo(request, said, url=reverse("live:window-add", args=[session.pk]), values=spoken)
    return editor.back(session, "jendela")


def _up(request: SignedInRequest) -> bool:
    """Which of the two buttons was pressed."""
    return request.POST.get("ke") == "naik"
