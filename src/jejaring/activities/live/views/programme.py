"""Programmes: their weekly rule, their exceptions, their years."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.activities.live import rules
from jejaring.activities.live.actions import programme as actions
from jejaring.activities.live.forms.programme import (
    ExceptionForm,
    NewProgrammeForm,
    ProgrammeForm,
    YearForm,
)
from jejaring.activities.live.models import Programme
from jejaring.activities.live.queries import calendar
from jejaring.activities.live.queries import programme as queries
from jejaring.activities.live.views.asking import offer_undo, programme_of, tried
from jejaring.ground.ui import formats
from jejaring.parties.people.http import SignedInRequest

AHEAD = timedelta(weeks=13)


@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """Every programme of the person's agencies."""
    rows = queries.with_figures(queries.read_by(request.user))
    may_begin = queries.agencies_run_by(request.user).exists()
    context = {"programmes": rows, "may_begin": may_begin}
    return render(request, "live/console/programmes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: SignedInRequest) -> HttpResponse:
    """Begin a programme."""
    agencies = queries.agencies_run_by(request.user)
    if not agencies:
        raise PermissionDenied
    initial = {"started_on": localdate()}
    form = NewProgrammeForm(request.POST or None, agencies=agencies, initial=initial)
    made = tried(form, lambda: _create(request, form))
    if made is None:
        return render(request, "live/console/programme_form.html", {"form": form})
    messages.success(request, _("%(name)s begins. Plan its first session now.") % {"name": made})
    return redirect("live:programme", made.slug)


@require_safe
def programme(request: SignedInRequest, slug: str) -> HttpResponse:
    """One programme: its next dates, its years, its series."""
    return _page(request, programme_of(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change a programme."""
    known = programme_of(request, slug)
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.values_of(known))
    if tried(form, lambda: _edit(request, known, form)) is None:
        context = {"form": form, "programme": known}
        return render(request, "live/console/programme_form.html", context)
    messages.success(request, _("Saved."))
    return redirect("live:programme", slug)


@require_POST
def exception_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Leave a date out, or add one."""
    known, form = programme_of(request, slug), ExceptionForm(request.POST)
    added = tried(
        form,
        lambda: actions.add_exception(
            programme=known, **form.cleaned_data, by=request.user, at=now()
        ),
    )
    if added is None:
        return _page(request, known, exception_form=form)
    messages.success(request, _("The calendar is changed."))
    return redirect(reverse("live:programme", args=[slug]) + "#kalender")


@require_POST
def exception_remove(request: SignedInRequest, slug: str, exception_id: int) -> HttpResponse:
    """Let the weekly rule stand again; can be undone."""
    known = programme_of(request, slug)
    exception = get_object_or_404(known.exceptions, pk=exception_id)
    actions.remove_exception(exception=exception, by=request.user, at=now())
    values = {
        "date": exception.date.isoformat(),
        "is_extra": "yes" if exception.is_extra else "no",
        "reason": exception.reason,
    }
    said = _("Exception of %(date)s removed.") % {"date": formats.short_date(exception.date)}
    offer_undo(request, said, url=reverse("live:exception-add", args=[slug]), values=values)
    return redirect(reverse("live:programme", args=[slug]) + "#kalender")


@require_POST
def year_record(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep what a source counted for a year."""
    known, form = programme_of(request, slug), YearForm(request.POST)
    kept = tried(
        form,
        lambda: actions.record_year(
            programme=known, **form.cleaned_data, by=request.user, at=now()
        ),
    )
    if kept is None:
        return _page(request, known, year_form=form)
    messages.success(request, _("Saved."))
    return redirect(reverse("live:programme", args=[slug]) + "#tahun")


def _create(request: SignedInRequest, form: NewProgrammeForm) -> Programme:
    values = form.cleaned_data
    return actions.create_programme(
        agency=values["agency"],
        name=values["name"],
        summary=values["summary"],
        weekly=form.weekly(),
        started_on=values["started_on"],
        by=request.user,
        at=now(),
    )


def _edit(request: SignedInRequest, known: Programme, form: ProgrammeForm) -> Programme:
    values = form.cleaned_data
    return actions.edit_programme(
        programme=known,
        name=values["name"],
        summary=values["summary"],
        weekly=form.weekly(),
        started_on=values["started_on"],
        ended_on=values["ended_on"],
        by=request.user,
        at=now(),
    )


def _page(
    request: SignedInRequest,
    known: Programme,
    exception_form: ExceptionForm | None = None,
    year_form: YearForm | None = None,
) -> HttpResponse:
    today = localdate()
    years = queries.years_of(known)
    context = {
        "programme": known,
        "may_run": rules.may_run(request.user, known),
        "days": calendar.planned(known, today, today + AHEAD),
        "years": years,
        "total": queries.totals_of(years),
        "exception_form": exception_form or ExceptionForm(),
        "year_form": year_form or YearForm(),
        "form": exception_form or year_form,
    }
    status = 422 if exception_form or year_form else 200
    return render(request, "live/console/programme.html", context, status=status)
