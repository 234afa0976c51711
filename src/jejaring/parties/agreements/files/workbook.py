"""Tables become a workbook; texts stay texts, and nothing in a cell is ever a formula."""

import io
import re
from collections.abc import Iterable, Sequence

type Cell = str | int
type Sheet = tuple[str, Iterable[Sequence[Cell]]]

REFUSED = re.compile(r"[\[\]:*?/\\']")
LONGEST = 31
"""Letters of a sheet's name that spreadsheets take."""
WIDTH = 28


def written(sheets: Iterable[Sheet]) -> bytes:
    """One sheet a table, its first row bold; rows are written as they come."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    with Workbook(made, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in sheets:
            sheet = book.add_worksheet(REFUSED.sub(" ", name)[:LONGEST].strip())
            sheet.set_column(0, 9, WIDTH)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                look = plain if number else bold
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell, look)
                    else:
                        sheet.write_number(number, column, cell, look)
    return made.getvalue()
