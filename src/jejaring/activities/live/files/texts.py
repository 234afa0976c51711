"""CSV as programs and people make it: its encoding, its delimiter, its rows; and clean cells."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jejaring.activities.live.files.refusals import NotATable, QuoteNotClosed

LINES_IN_A_CELL = 200
"""More line ends than this in one cell mean a quotation mark that was never closed."""

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 40
_SAMPLE = 64_000
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNSEEN = {"\u200c", "\u200d"}
"""The two joiners that Arabic and other scripts need; other unseen signs are dropped."""
_EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]{2,}"
)
_IN_BRACKETS = re.compile(r"<([^<>]+)>\s*$")
EMAIL_LIMIT = 254


@dataclass(frozen=True)
class DelimitedText:
    """Decoded on each reading, so that only the bytes stay in memory."""

    content: bytes
    encoding: str
    delimiter: str

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with its number as a spreadsheet would show it, blank ones as well."""
        text = io.TextIOWrapper(io.BytesIO(self.content), self.encoding, newline="")
        number = 0
        try:
            for number, row in enumerate(csv.reader(text, delimiter=self.delimiter), start=1):
                if any(cell.count("\n") > LINES_IN_A_CELL for cell in row):
                    raise _quote_not_closed(number)
                if not (number == 1 and self._names_the_delimiter(row)):
                    yield number, row
        except csv.Error as error:
            raise _quote_not_closed(number + 1) from error

    def _names_the_delimiter(self, row: list[str]) -> bool:
        return row in (["sep=", ""], [f"sep={self.delimiter}"])


def delimited(content: bytes) -> DelimitedText:
    """Find encoding and delimiter; refuse bytes that are no text."""
    encoding = _encoding(content)
    start = content[:_SAMPLE].decode(encoding, "replace")
    if "\x00" in start or (b"\x00" in content and not encoding.startswith("utf-16")):
        raise NotATable(
            _("This file is not text and not a workbook. Upload the table itself as CSV or XLSX.")
        )
    return DelimitedText(content, encoding, _delimiter(start))


def _encoding(content: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return encoding if _decodes(content, encoding) else _refuse_text()
    start = content[:_SAMPLE]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[offset::2]
        if len(half) > 1 and half.count(0) > 0.6 * len(half) and _decodes(content, encoding):
            return encoding
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _decodes(content, name))


def _refuse_text() -> str:
    raise NotATable(
        _("The letters of this file cannot be read. Save it as CSV UTF-8, then upload it again.")
    )


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _SAMPLE):
            decoder.decode(content[start : start + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(start: str) -> str:
    """The sign that cuts most rows into the same number of cells, and then into the most."""
    first = start.lstrip("\ufeff").splitlines()[0] if start.strip() else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    return max(_DELIMITERS, key=lambda sign: _evenness(start, sign))


def _evenness(start: str, sign: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(start.lstrip("\ufeff"), newline=""), delimiter=sign):
            if any(row):
                widths[len(row)] += 1
            if widths.total() == _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)


def _quote_not_closed(number: int) -> QuoteNotClosed:
    return QuoteNotClosed(
        _(
            "From row %(number)s on, a quotation mark is opened and not closed, so the rows after"
            " it cannot be told apart. Close it or remove it, then upload the file again."
        )
        % {"number": number}
    )


def clean(text: str, limit: int) -> str:
    """One line of visible characters in any script, at most `limit` of them."""
    seen = "".join(
        letter
        if letter in _UNSEEN or unicodedata.category(letter) not in {"Cf", "Cn", "Co", "Cs"}
        else ""
        for letter in text[: 4 * limit]
    )
    spaced = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in seen)
    return " ".join(unicodedata.normalize("NFC", spaced).split())[:limit].rstrip()


def clean_email(text: str) -> str:
    """Lower case, without mailto:, brackets, quotation marks and unseen signs."""
    address = clean(text, 2 * EMAIL_LIMIT).lower()
    if found := _IN_BRACKETS.search(address):
        address = found[1]
    return address.removeprefix("mailto:").partition("?")[0].strip(" '\"`;,<>").replace(" ", "")


def is_email(address: str) -> bool:
    """Whether mail could be sent to it, as far as its form tells."""
    return len(address) <= EMAIL_LIMIT and _EMAIL.fullmatch(address) is not None
