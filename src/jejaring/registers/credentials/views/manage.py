"""For those who issue: batches, their rolls, revocation, requests about names, numbering."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.http import SignedInRequest
from jejaring.registers.credentials import actions, http, queries, rules
from jejaring.registers.credentials.forms import PatternForm, ReasonForm
from jejaring.registers.credentials.models import code_in

BYTE_ORDER_MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def batches(request: SignedInRequest) -> HttpResponse:
    """Every batch of the reader's agencies."""
    before = request.GET.get("sebelum", "")
    seen = queries.batches_seen_by(request.user, before=int(before) if before.isdecimal() else None)
    context = {
        "page_of": queries.first_page(seen),
        "before": before,
        "numbered": queries.agencies_read_by(request.user),
    }
    return render(request, "credentials/batches.html", context)


@require_safe
def batch(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Who got a certificate, in the order of their numbers."""
    found = get_object_or_404(queries.batches_seen_by(request.user), pk=batch_id)
    search, after = request.GET.get("cari", ""), request.GET.get("sesudah", "")
    rows = queries.roll(found, search=search, after=int(after) if after.isdecimal() else None)
    context = {
        "batch": found,
        "page_of": queries.first_page(rows),
        "search": search,
        "after": after,
        "may_revoke": queries.may_revoke(request.user, found),
    }
    return render(request, "credentials/batch.html", context)


@require_safe
def batch_csv(request: SignedInRequest, batch_id: int) -> StreamingHttpResponse:
    """The same as a file, written as it is read."""
    found = get_object_or_404(queries.batches_seen_by(request.user), pk=batch_id)
    heads = (_("Number"), _("Code"), _("Name"), _("Employer"), "JP", _("State"), _("Reason"))
    lines = _lines(heads, queries.rows_for_export(found))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = http.file_name("Sertifikat", found.shared["date"], str(found.pk), kind="csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: SignedInRequest, code: str) -> HttpResponse:
    """The dialog of something that cannot be undone, as a page."""
    found = get_object_or_404(queries.certificates_in_charge_of(request.user), code=code_in(code))
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        context = {"certificate": found, "form": form}
        return render(request, "credentials/revoke.html", context, status=_status(form))
    reason = form.cleaned_data["alasan"]
    actions.revoke(certificate=found, reason=reason, by=request.user, at=now())
    messages.success(request, _("Revoked. Whoever checks it is told so from now on."))
    return redirect("credentials:batch", found.batch.origin_id or found.batch_id)


@require_safe
def corrections(request: SignedInRequest) -> HttpResponse:
    """Names that learners asked to have put right."""
    waiting = queries.first_page(queries.open_corrections(request.user, Permission.READ_RECORDS))
    deciding = queries.corrections_decided_by(request.user, waiting)
    context = {"page_of": waiting, "deciding": deciding}
    return render(request, "credentials/corrections.html", context)


@require_POST
def approve_correction(request: SignedInRequest, correction_id: int) -> HttpResponse:
    """Reissue under the new name."""
    found = get_object_or_404(queries.open_corrections(request.user), pk=correction_id)
    new = actions.approve_correction(correction=found, by=request.user, at=now())
    messages.success(request, _("Issued again under the code %(code)s.") % {"code": new.shown_code})
    return redirect("credentials:corrections")


@require_http_methods(["GET", "HEAD", "POST"])
def decline_correction(request: SignedInRequest, correction_id: int) -> HttpResponse:
    """Leave the name, and say why."""
    found = get_object_or_404(queries.open_corrections(request.user), pk=correction_id)
    form = ReasonForm(request.POST or None)
    form.fields["alasan"].help_text = _("The learner will read this. At most 200 characters.")
    if not form.is_valid():
        context = {"correction": found, "form": form}
        return render(request, "credentials/decline.html", context, status=_status(form))
    reason = form.cleaned_data["alasan"]
    actions.decline_correction(correction=found, reason=reason, by=request.user, at=now())
    messages.success(request, _("Declined. The learner is told why."))
    return redirect("credentials:corrections")


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: SignedInRequest, agency: str) -> HttpResponse:
    """How an agency numbers its certificates: read by all at work there, set by its owners."""
    found = get_object_or_404(queries.agencies_read_by(request.user), code=agency)
    form, year = PatternForm(request.POST or None), localdate().year
    if form.is_valid():
        pattern = form.cleaned_data["pola"]
        try:
            actions.set_number_pattern(
                agency=found, year=year, pattern=pattern, by=request.user, at=now()
            )
        except (actions.NumbersTaken, actions.PatternFaulty) as refusal:
            form.add_error("pola", refusal.sentence)
        else:
            messages.success(request, _("Saved. The first certificate will be numbered so."))
            return redirect("credentials:numbers", agency)
    context = {"agency": found, "form": form, **_numbering(request, found, year)}
    return render(request, "credentials/numbers.html", context, status=_status(form))


def _numbering(request: SignedInRequest, agency: Agency, year: int) -> dict[str, Any]:
    series = queries.series_of(agency)
    is_owner = rules.may_set_numbers(request.user, agency.pk)
    is_begun = any(one.year == year and one.last for one in series)
    may_set = is_owner and not is_begun
    return {"year": year, "series": series, "is_owner": is_owner, "may_set": may_set}


def _status(form: PatternForm | ReasonForm) -> int:
    return 422 if form.errors else 200


def _lines(heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """CSV in pieces; what a spreadsheet would take for a formula is made text."""
    buffer = StringIO(BYTE_ORDER_MARK)
    buffer.seek(0, 2)
    writer = csv.writer(buffer)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
