"""XLSX, XLS and ODS, read in a process apart with bounded memory and time."""

import json
import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jejaring.activities.live.files import refusals
from jejaring.activities.live.files.refusals import FileRefused

MEMORY = 1_000_000_000
"""Bytes the process apart may take."""
SECONDS = 60
TEXT = 100_000_000
"""Characters all cells may have together."""
_OUTPUT = 5 * TEXT
_CHUNK = 1 << 16


class Spool:
    """The rows of one sheet in a file without a name; read as often as needed."""

    def __init__(self, descriptor: int, sheet_name: str) -> None:
        self._descriptor = descriptor
        self.sheet_name = sheet_name
        weakref.finalize(self, os.close, descriptor)

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that has cells: its number in the sheet, and the cells."""
        lines = _lines(self._descriptor)
        next(lines)
        for line in lines:
            number, *cells = json.loads(line)
            yield number, cells


def spooled(content: bytes, *, rows_limit: int, columns_limit: int) -> Spool:
    """Read the first visible sheet that has cells."""
    limits = [rows_limit, columns_limit, TEXT, MEMORY, SECONDS, _OUTPUT]
    script = str(Path(__file__).with_name("workbook_process.py"))
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(  # noqa: S603 - our own script, and numbers
                [sys.executable, "-I", script, *map(str, limits)],
                input=content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=2 * SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise refusals.cannot_be_opened() from error
        if done.returncode != 0:
            raise refusals.cannot_be_opened()
        found = json.loads(next(_lines(output.fileno())))
        if "refused" in found:
            raise _refusal(found, rows_limit, columns_limit)
        return Spool(os.dup(output.fileno()), found["sheet"])


def _lines(descriptor: int) -> Iterator[bytes]:
    position, rest = 0, b""
    while chunk := os.pread(descriptor, _CHUNK, position):
        position += len(chunk)
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines


def _refusal(found: dict[str, Any], rows_limit: int, columns_limit: int) -> FileRefused:
    match found["refused"]:
        case "locked":
            return refusals.locked()
        case "nothing_inside":
            return refusals.nothing_inside()
        case "too_many_rows":
            return refusals.too_many_rows(rows_limit)
        case "too_many_columns":
            return refusals.too_many_columns(found["count"], columns_limit)
        case "too_much_text":
            return refusals.cannot_be_opened()
    return refusals.damaged()
