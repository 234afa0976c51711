"""The report of an import as a table to take away: CSV that no spreadsheet runs."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from jejaring.activities.live.models import FileImport, ImportRow
from jejaring.activities.live.queries.imports import report
from jejaring.parties.places.rules import in_zone

_CHUNK = 2_000
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with when a spreadsheet takes it for a formula."""


class _Echo:
    """A file that hands back what is written, so that rows leave as they are made."""

    def write(self, text: str) -> str:
        return text


def rows_as_csv(file_import: FileImport) -> Iterator[str]:
    """Every row with what becomes of it and why; semicolons and a mark for UTF-8, as Excel asks."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(
        [_("Row"), _("Name"), _("E-mail address"), _("Employee number"), _("Employer"), _("Joined"),
         _("Left"), _("Minutes"), _("What becomes of it"), _("Who it is"), _("Why")]
    )  # fmt: skip
    zone = file_import.session.programme.zone
    rows = report.with_people(ImportRow.objects.filter(file_import=file_import))
    for row in rows.iterator(chunk_size=_CHUNK):
        line = report.line(row, may_decide=False)
        times = [
            in_zone(at, zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""
            for at in (row.joined_at, row.left_at)
        ]
        cells = [
            row.number, row.name, row.email, row.employee_no, row.agency_text, *times,
            "" if row.minutes is None else row.minutes,
            row.get_verdict_display(), line.means, " ".join(line.reasons),
        ]  # fmt: skip
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: object) -> str:
    """As text, with an apostrophe before what a spreadsheet would run."""
    text = str(cell)
    return f"'{text}" if text.startswith(_RUNS) else text
