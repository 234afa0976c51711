"""Reads one workbook from standard input and writes its rows, in a process of its own.

Started by `workbooks`, by path and without the rest of the product. A workbook of 5 KB can ask
for a table of 500 GB, and the native reader then ends its whole process: so that is this one.
First line: what was found, or why not. Each line after: row number, then cells as text.
"""

import contextlib
import datetime as dt
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

EXACT_LIMIT = 2.0**53
"""From here on a spreadsheet's number no longer holds every digit."""


def main(rows_limit: int, columns_limit: int, text_limit: int) -> None:
    """Write the first visible sheet that has cells."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheet = _first_with_cells(workbook)
        if sheet is None:
            return _say(refused="nothing_inside")
        if sheet.width > columns_limit:
            return _say(refused="too_many_columns", count=sheet.width)
        return _write(sheet, rows_limit, text_limit)
    except PasswordError:
        return _say(refused="locked")
    except CalamineError:
        return _say(refused="damaged")


def limit_resources(memory: int, seconds: int, output: int) -> None:
    """Bytes of memory, seconds of work and bytes of output that this process may take."""
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS does not know all of them
            resource.setrlimit(what, (limit, limit))


def _first_with_cells(workbook: CalamineWorkbook) -> CalamineSheet | None:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            found = workbook.get_sheet_by_index(index)
            if found.height:
                return found
    return None


def _write(sheet: CalamineSheet, rows_limit: int, text_limit: int) -> None:
    lines: list[str] = []
    length = 0
    for row in _rows(sheet):
        if len(lines) > rows_limit:
            return _say(refused="too_many_rows", count=sheet.height)
        line = json.dumps(row, ensure_ascii=False)
        length += len(line)
        if length > text_limit:
            return _say(refused="too_much_text", count=length)
        lines.append(line)
    _say(sheet=sheet.name)
    for line in lines:
        _out(line)
    return None


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield [number, *texts]


def _text(cell: Any) -> str:  # noqa: PLR0911 - one line a type
    """A cell as a person reads it; a rounded number shows its E, so that nobody trusts it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        if abs(cell) >= EXACT_LIMIT:
            return f"{float(cell):.14E}"
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat() if isinstance(cell, (dt.date, dt.time)) else str(cell)


def _say(**found: Any) -> None:
    _out(json.dumps(found, ensure_ascii=False))


def _out(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


if __name__ == "__main__":
    limit_resources(*map(int, sys.argv[4:7]))
    main(*map(int, sys.argv[1:4]))
