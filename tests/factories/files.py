"""Small real files of the kinds that people upload, and some that nobody should."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def csv_bytes(
    rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(
    rows: Iterable[Sequence[Any]], fill: Callable[[Any, Any], None] | None = None
) -> bytes:
    """A workbook of these rows; `fill` may do more to its book and sheet."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Form Responses 1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if fill:
        fill(book, sheet)
    book.close()
    return output.getvalue()


def xls_bytes(cells: dict[tuple[int, int], Any]) -> bytes:
    output = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lembar1")
    for (row, column), value in cells.items():
        sheet.write(row, column, value)
    book.save(output)
    return output.getvalue()


def ods_bytes(rows: Iterable[Sequence[str]], *, after: str = "") -> bytes:
    """An OpenDocument sheet of texts; `after` is raw XML behind the rows."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return zip_bytes(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>',
            "content.xml": (
                f"<office:document-content{names}><office:body><office:spreadsheet>"
                f'<table:table table:name="Lembar1">{body}{after}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def zip_bytes(members: dict[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return output.getvalue()
