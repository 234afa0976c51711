"""The report as PDF and as a workbook, from the same figures; always in Indonesian."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jejaring.ground.paper import typeset
from jejaring.ground.ui import formats
from jejaring.parties.agreements.files import workbook
from jejaring.parties.agreements.queries.documents import Download
from jejaring.parties.agreements.queries.report import Report

LANGUAGE = "id"
"""The TKKSD reads Indonesian, whatever the page around the link speaks."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_pdf(report: Report) -> Download:
    """A4 landscape, in the look of every paper of the house."""
    with translation.override(LANGUAGE):
        facts: typeset.ReportPaper = {
            "title": _title(),
            "subtitle": report.agreement.title,
            "issuers": [side.name for side in report.meter.sides],
            "about": report.about,
            "conclusion": report.meter.conclusion,
            "remarks": report.remarks,
            "tables": [
                {
                    "heading": one.heading,
                    "columns": one.columns,
                    "widths": one.widths,
                    "numeric": one.numeric,
                    "rows": [[_cell(cell) for cell in row] for row in one.rows],
                    "empty": one.empty,
                }
                for one in report.tables
            ],
            "made": _made(report),
            "notes": _notes(report),
        }
    made = typeset.typeset("report", facts, language=LANGUAGE, dated=report.at)
    return Download(_name(report, "pdf"), "application/pdf", made)


def as_workbook(report: Report) -> Download:
    """The same tables, one a sheet, numbers as numbers."""
    with translation.override(LANGUAGE):
        cover: list[Sequence[str]] = [
            [_title()],
            [report.agreement.title],
            *(list(pair) for pair in report.about),
            [report.meter.conclusion],
            *([remark] for remark in report.remarks),
            [_made(report)],
            *([note] for note in _notes(report)),
        ]
        sheets: list[workbook.Sheet] = [(_("Summary"), cover)]
        sheets += [(one.heading, [one.columns, *one.rows]) for one in report.tables]
    return Download(_name(report, "xlsx"), XLSX, workbook.written(sheets))


def _title() -> str:
    return _("Report on delivery to the TKKSD")


def _made(report: Report) -> str:
    return _("Made on %(moment)s from %(address)s") % {
        "moment": formats.moment(report.at),
        "address": f"{settings.PUBLIC_ADDRESS}/kerja-sama/{report.agreement.code}/",
    }


def _notes(report: Report) -> list[str]:
    return [_("Demonstration data.")] if report.agreement.is_demonstration else []


def _cell(cell: str | int) -> str:
    return formats.number(cell) if isinstance(cell, int) else cell


def _name(report: Report, ending: str) -> str:
    title = slugify(report.agreement.title)[:60] or report.agreement.code
    return f"laporan-{title}-{report.period.last.isoformat()}.{ending}"
