"""Closing in the browser: see who gets what, press once, watch, take back, correct."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import closing as actions
from jejaring.activities.live.actions import correction
from jejaring.activities.live.forms.closing import CorrectionForm, ReasonForm
from jejaring.activities.live.queries import closing as queries
from jejaring.activities.live.states import Verdict
from jejaring.parties.people.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Who would get what, and the one press."""
    session = get_object_or_404(queries.sessions_readable_by(request.user), pk=session_id)
    if request.method == "POST":
        tasks.close(session=session, by=request.user, at=now())
        return redirect("live:closing", session.pk)
    if queries.closing_of(session):
        return redirect("live:closing", session.pk)
    asked = request.GET.get("hasil", "")
    chosen = Verdict(asked) if asked in Verdict.values else Verdict.PRESENT
    page = queries.preview_page(session, chosen, request.GET.get("sesudah", ""))
    return render(request, "live/closing/preview.html", {"session": session, "view": page})


@require_safe
def closing(request: SignedInRequest, session_id: int) -> HttpResponse:
    """How far it is, what came out, and until when it can be taken back."""
    session = get_object_or_404(queries.sessions_readable_by(request.user), pk=session_id)
    outcome = queries.outcome(session, request.user, now())
    if outcome is None:
        return redirect("live:close", session.pk)
    template = "live/closing/outcome.html" + ("#state" if request.htmx else "")  # type: ignore[attr-defined]
    context = {"session": session, "outcome": outcome, "form": ReasonForm()}
    return render(request, template, context)


@require_POST
def take_back(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Undo the closing within its hold."""
    session = get_object_or_404(queries.sessions_readable_by(request.user), pk=session_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        outcome = queries.outcome(session, request.user, now())
        context = {"session": session, "outcome": outcome, "form": form}
        return render(request, "live/closing/outcome.html", context, status=422)
    actions.take_back(session=session, **form.cleaned_data, by=request.user, at=now())
    messages.success(request, _("Taken back. Hours and certificates no longer count."))
    return redirect("live:close", session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Late corrections: who was brought in or taken out, and the form for one more."""
    session = get_object_or_404(queries.sessions_readable_by(request.user), pk=session_id)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        person = queries.person_told(form.cleaned_data["who"])
        act = correction.take_out if "keluarkan" in request.POST else correction.bring_in
        reason = form.cleaned_data["reason"]
        act(session=session, person=person, reason=reason, by=request.user, at=now())
        messages.success(request, _("Corrected; %(name)s is told.") % {"name": person})
        return redirect("live:corrections", session.pk)
    status = 422 if form.is_bound else 200
    context = {"session": session, "form": form, "corrections": queries.corrections_of(session)}
    return render(request, "live/closing/corrections.html", context, status=status)
