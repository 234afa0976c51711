"""A person's own ledger: pages, tables for other programs, the yearly statement."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from jejaring.parties.people.http import SignedInRequest
from jejaring.registers.hours import actions, files, queries, rules

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def ledger(request: SignedInRequest, year: int | None = None) -> HttpResponse:
    """One calendar year; without a year, the one that runs."""
    page = rules.ledger_page(request.user, year, now())
    return render(request, "hours/ledger.html", {"ledger_page": page})


@require_GET
def as_csv(request: SignedInRequest, year: int) -> HttpResponse:
    """The year as a table in text."""
    table = rules.ledger_table(queries.year_of(request.user, year))
    return _file(files.as_csv(table), "text/csv; charset=utf-8", f"jp-{year}.csv")


@require_GET
def as_xlsx(request: SignedInRequest, year: int) -> HttpResponse:
    """The year as a workbook."""
    table = rules.ledger_table(queries.year_of(request.user, year))
    return _file(files.as_xlsx(table), SHEET, f"jp-{year}.xlsx")


@require_GET
def statement(request: SignedInRequest, year: int) -> HttpResponse:
    """The statement of the year; asking again gives the same one while nothing has changed."""
    made = actions.make_statement(person=request.user, year=year, by=request.user, at=now())
    name = f"rekap-jp-{year}-{made.code}.pdf"
    return _file(rules.statement_pdf(made), "application/pdf", name, shown=True)


def _file(content: bytes, kind: str, name: str, *, shown: bool = False) -> HttpResponse:
    how = "inline" if shown else "attachment"
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'{how}; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
