"""Imports in the browser: upload, map, read the report, decide, apply, undo."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.forms.imports import (
    ColumnsForm,
    NewPersonForm,
    PickForm,
    SearchForm,
    UploadForm,
    beside,
)
from jejaring.activities.live.models import FileImport, ImportRow
from jejaring.activities.live.queries import closing as sessions
from jejaring.activities.live.queries.imports import accounts, export, report, screens
from jejaring.activities.live.states import ImportState
from jejaring.parties.people.http import SignedInRequest

may_post = require_http_methods(["GET", "HEAD", "POST"])


@may_post
def imports(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Every file of a session, and the form for one more."""
    session = get_object_or_404(sessions.sessions_readable_by(request.user), pk=session_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with beside(form, "file"):
            taken = tasks.take_in(session=session, **form.upload, by=request.user, at=now())
            return redirect("live:import", session.pk, taken.pk)
    view = screens.overview(session, request.user)
    context = {"session": session, "form": form, "view": view}
    return render(
        request, "live/imports/imports.html", context, status=422 if form.is_bound else 200
    )


@require_safe
def import_report(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """What becomes of the file, row by row; while work goes on, how far it is."""
    file_import = _import(request, session_id, import_id)
    if file_import.state == ImportState.MAPPING:
        return redirect("live:import-columns", session_id, import_id)
    asked, after = request.GET.get("hasil", ""), request.GET.get("sesudah", "")
    view = report.report(file_import, request.user, asked, after)
    is_polling = request.htmx and "kemajuan" in request.GET  # type: ignore[attr-defined]
    template = "live/imports/report.html" + ("#progress" if is_polling else "")
    context = {"session": file_import.session, "view": view}
    response = render(request, template, context)
    if is_polling and not view.is_under_way:
        response.headers["HX-Refresh"] = "true"
    return response


@may_post
def import_columns(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """What is read from which heading; our proposal is chosen already."""
    file_import = _import(request, session_id, import_id)
    view = screens.columns(file_import, request.user)
    form = ColumnsForm(request.POST or None, view=view)
    if form.is_valid():
        with beside(form, None):
            tasks.map_columns(file_import=file_import, **form.chosen, by=request.user, at=now())
            return redirect("live:import", session_id, import_id)
    context = {"session": file_import.session, "form": form, "view": view}
    return render(
        request, "live/imports/columns.html", context, status=422 if form.is_bound else 200
    )


@require_safe
def import_download(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponseBase:
    """The report by row as a table to take away."""
    file_import = _import(request, session_id, import_id)
    response = StreamingHttpResponse(
        export.rows_as_csv(file_import), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="laporan-impor-{file_import.pk}.csv"'
    )
    return response


@may_post
def import_row(
    request: SignedInRequest, session_id: int, import_id: int, number: int
) -> HttpResponse:
    """One row: whom it may mean, or a new person by e-mail."""
    row = _row(request, session_id, import_id, number)
    form = NewPersonForm(request.POST or None, initial={"email": row.email, "name": row.name})
    if form.is_valid():
        with beside(form, "email"):
            actions.make_person(row=row, **form.cleaned_data, by=request.user, at=now())
            return _decided(request, row)
    search = SearchForm(request.GET or None)
    view = screens.row(row, request.user, search.wanted)
    context = {"session": row.file_import.session, "form": form, "search": search, "view": view}
    return render(request, "live/imports/row.html", context, status=422 if form.is_bound else 200)


@require_POST
def import_row_pick(
    request: SignedInRequest, session_id: int, import_id: int, number: int
) -> HttpResponse:
    """The row means the person who was looked up."""
    row, form = _row(request, session_id, import_id, number), PickForm(request.POST)
    if not form.is_valid():
        return redirect("live:import-row", session_id, import_id, number)
    person = get_object_or_404(accounts.with_handle(form.cleaned_data["handle"]))
    twins = form.cleaned_data["with_twins"]
    actions.pick_person(row=row, person=person, with_twins=twins, by=request.user, at=now())
    return _decided(request, row)


@require_POST
def import_row_leave_out(
    request: SignedInRequest, session_id: int, import_id: int, number: int
) -> HttpResponse:
    """The row counts nobody."""
    row = _row(request, session_id, import_id, number)
    twins = bool(request.POST.get("with_twins"))
    actions.leave_out(row=row, with_twins=twins, by=request.user, at=now())
    return _decided(request, row)


@require_POST
def import_row_undo(
    request: SignedInRequest, session_id: int, import_id: int, number: int
) -> HttpResponse:
    """Take a decision back."""
    row = _row(request, session_id, import_id, number)
    actions.take_back_decision(row=row, by=request.user, at=now())
    messages.success(request, _("The decision on row %(number)d is undone.") % {"number": number})
    return redirect("live:import-row", session_id, import_id, number)


@require_POST
def import_accept_names(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """Accept every row in which only the name differs."""
    file_import = _import(request, session_id, import_id)
    accepted = actions.accept_names(file_import=file_import, by=request.user, at=now())
    messages.success(request, _("Rows decided: %(count)d.") % {"count": accepted})
    return redirect("live:import", session_id, import_id)


@require_POST
def import_apply(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """The one press."""
    file_import = _import(request, session_id, import_id)
    tasks.apply_import(file_import=file_import, by=request.user, at=now())
    return redirect("live:import", session_id, import_id)


@require_POST
def import_undo(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """Take an applied import out again."""
    file_import = _import(request, session_id, import_id)
    actions.undo(file_import=file_import, by=request.user, at=now())
    messages.success(request, _("Undone. Nobody is reported present by this file."))
    return redirect("live:import", session_id, import_id)


@require_POST
def import_discard(request: SignedInRequest, session_id: int, import_id: int) -> HttpResponse:
    """Throw a file away that was never applied."""
    file_import = _import(request, session_id, import_id)
    actions.discard(file_import=file_import, by=request.user, at=now())
    messages.success(request, _("Thrown away. The file and its rows are gone."))
    return redirect("live:imports", session_id)


def _import(request: SignedInRequest, session_id: int, import_id: int) -> FileImport:
    """The import, if this person reads the agency's records; else there is none."""
    readable = report.imports_readable_by(request.user)
    return get_object_or_404(readable, session_id=session_id, pk=import_id)


def _decided(request: SignedInRequest, row: ImportRow) -> HttpResponse:
    """Back to what still waits."""
    messages.success(request, _("Row %(number)d is decided.") % {"number": row.number})
    return redirect("live:import", row.file_import.session_id, row.file_import_id)


def _row(request: SignedInRequest, session_id: int, import_id: int, number: int) -> ImportRow:
    file_import = _import(request, session_id, import_id)
    row = get_object_or_404(report.row_of(file_import, number))
    row.file_import = file_import
    return row
