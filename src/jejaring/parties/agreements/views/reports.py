"""The reports to the TKKSD: which periods there are, and each as PDF and as a workbook."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.queries import periods, report, report_paper
from jejaring.parties.agreements.views.asking import agreement_of, file_response, shown
from jejaring.parties.people.http import SignedInRequest


@require_safe
def reports(request: SignedInRequest, code: str) -> HttpResponse:
    """Every period that has begun, the newest first."""
    agreement = agreement_of(request, code)
    found = periods.periods_until(agreement, localdate())
    page = "agreements/delivery/reports.html"
    return shown(request, page, agreement, here="plan", periods=found, today=localdate())


@require_safe
def report_pdf(request: SignedInRequest, code: str, first: str) -> HttpResponse:
    """To print and hand in."""
    return file_response(report_paper.as_pdf(_report(request, code, first)))


@require_safe
def report_xlsx(request: SignedInRequest, code: str, first: str) -> HttpResponse:
    """To count on."""
    return file_response(report_paper.as_workbook(_report(request, code, first)))


def _report(request: SignedInRequest, code: str, first: str) -> report.Report:
    agreement = agreement_of(request, code)
    try:
        day = date.fromisoformat(first)
    except ValueError as error:
        raise Http404 from error
    period = periods.period_of(agreement, day)
    if period is None or period.first != day or day > localdate():
        raise Http404
    return report.report_of(agreement, period, now())
