"""An uploaded table, opened by its content: one way in for CSV, XLSX, XLS and ODS."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from jejaring.activities.live.files import recognised, refusals, texts, workbooks
from jejaring.activities.live.files.recognised import FileKind
from jejaring.activities.live.files.refusals import TooBig

UPLOAD_LIMIT = 20_000_000
"""Bytes."""
ROWS_LIMIT = 100_000
COLUMNS_LIMIT = 200


class Row(NamedTuple):
    """One row under the headings, and its number as a spreadsheet shows it."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A table with headings. Cells are text and nothing in them is ever evaluated."""

    kind: FileKind
    headings: tuple[str, ...]
    heading_row: int
    encoding: str | None
    """Of a CSV."""
    delimiter: str | None
    """Of a CSV."""
    sheet_name: str | None
    """Of a workbook: the first visible sheet that has cells."""
    lines: Callable[[], Iterator[tuple[int, list[str]]]]
    """All rows from the top, headings included."""

    def rows(self) -> Iterator[Row]:
        """The rows under the headings that have cells, each as wide as the headings."""
        width = len(self.headings)
        for number, cells in self.lines():
            if number > self.heading_row and any(cell.strip() for cell in cells):
                yield Row(number, (cells + [""] * (width - len(cells)))[:width])

    def headed_by(self, number: int, cells: list[str]) -> "Sheet":
        """The same table with its headings in another row."""
        return replace(self, heading_row=number, headings=tuple(map(str.strip, cells)))


def read(upload: BinaryIO | bytes) -> Sheet:
    """Open an upload. Its headings are its first row with cells, until a reader knows better.

    Merged cells: the text stands in the first of them. Formulas: their last stored result.
    """
    content = upload if isinstance(upload, bytes) else upload.read(UPLOAD_LIMIT + 1)
    if len(content) > UPLOAD_LIMIT:
        raise TooBig(
            _("The file is larger than %(limit)s MB. Keep only the table of one session in it.")
            % {"limit": UPLOAD_LIMIT // 1_000_000}
        )
    kind = recognised.kind_of(content)
    sheet = _text_sheet(content) if kind is FileKind.CSV else _workbook_sheet(content, kind)
    number, cells = _checked(sheet)
    return sheet.headed_by(number, cells)


def _text_sheet(content: bytes) -> Sheet:
    text = texts.delimited(content)
    return Sheet(FileKind.CSV, (), 0, text.encoding, text.delimiter, None, text.lines)


def _workbook_sheet(content: bytes, kind: FileKind) -> Sheet:
    spool = workbooks.spooled(content, rows_limit=ROWS_LIMIT, columns_limit=COLUMNS_LIMIT)
    return Sheet(kind, (), 0, None, None, spool.sheet_name, spool.lines)


def _checked(sheet: Sheet) -> tuple[int, list[str]]:
    """Go once through all rows: within the limits, and some under the first. The first."""
    first: tuple[int, list[str]] | None = None
    count = 0
    for number, cells in sheet.lines():
        if len(cells) > COLUMNS_LIMIT:
            raise refusals.too_many_columns(len(cells), COLUMNS_LIMIT)
        if any(cell.strip() for cell in cells):
            first = first or (number, cells)
            count += 1
            if count > ROWS_LIMIT + 1:
                raise refusals.too_many_rows(ROWS_LIMIT)
    if first is None or count == 1:
        raise refusals.nothing_inside()
    return first
