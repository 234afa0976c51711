"""Facts and a template become a PDF. Facts travel as data: nothing written in them is ever run.

The same facts give the same bytes. Only the fonts in this package are used, so every machine prints
alike. Typst is loaded by the first paper; `warm_up` does it beforehand.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from typst import Compiler, Fonts, PDFStandard

FOLDER = Path(__file__).parent
STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]
"""Archival (PDF/A-2a) and told well by screen readers (PDF/UA-1); both may be sealed."""

UNDATED = datetime(2026, 1, 1, tzinfo=UTC)

INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+"
)
"""Control characters and those that turn the reading direction: a name could pose as another."""


class Run(TypedDict):
    """A stretch of a sentence; `strong` prints it bold."""

    text: str
    strong: bool


class Field(TypedDict):
    """A field of cooperation: its petal (1 to 8, clockwise from north) and its name."""

    number: int
    name: str


class CertificatePaper(TypedDict):
    """What `certificate` prints, as ready text; A4 landscape, one page."""

    title: str
    """The kind of paper, "Sertifikat"."""
    subtitle: str
    """The same in English, "Certificate of participation"."""
    number: str
    """The agency's number as it stands on the paper, or empty."""
    issuers: list[str]
    """Lines at the top right, the issuing agency first."""
    name: str
    affiliation: str
    sentence: list[Run]
    """What the person did: "telah mengikuti", then bold what, when, and the hours."""
    fields: list[Field]
    address: str
    """Where a stranger checks, without https: "jejaring.example/v"."""
    code: str
    """The public code, grouped as people read it."""
    qr: str
    """`qr.symbol(url).svg` of the full address of verification."""
    signed: str
    """ "Ditandatangani secara elektronik, 26 November 2026"."""
    signatory: str
    """The name, or the office where no person is named."""
    office: str
    """The office of the person named above, or empty."""
    fingerprint: str
    """`signing.short_fingerprint` of the agency's key."""
    notes: list[str]
    """What must not be overlooked: the seal's label when it is a test, demonstration data."""


class Ring(TypedDict):
    """Beads on a ring, `done` of `of` filled; what is over is told in the text."""

    done: int
    of: int
    big: str
    small: str


class StatementPaper(TypedDict):
    """What `statement` prints, as ready text; A4 portrait, as many pages as the table needs."""

    title: str
    issuers: list[str]
    name: str
    about: list[tuple[str, str]]
    """Label and value: employee number, employer, unit, year, target."""
    conclusion: str
    """The sentence before the table."""
    ring: NotRequired[Ring]
    columns: list[str]
    """Headings; the last column is numbers, the second takes the room."""
    rows: list[list[str]]
    empty: str
    """Said in place of the table when there are no rows."""
    total: tuple[str, str]
    address: str
    code: str
    qr: str
    signed: str
    signatory: str
    office: str
    fingerprint: str
    notes: list[str]


class Side(TypedDict):
    """One side of an agreement as its text names it."""

    role: str
    """ "PIHAK KESATU"."""
    name: str
    city: str
    number: str
    """Its own number, or that it has none yet."""
    signatory: str
    office: str
    capacity: str
    """In what capacity, and under which mandate; or empty for one's own office."""
    about: str
    """The sentence that introduces it."""


class Paragraph(TypedDict):
    """A line of a section; the mark ("(1)", "a.") hangs before the text."""

    mark: str
    text: str
    depth: int


class Pasal(TypedDict):
    """One numbered section."""

    number: str
    heading: str
    paragraphs: list[Paragraph]


class AgreementPaper(TypedDict):
    """What `agreement` prints, as ready text; A4 portrait, as many pages as it needs."""

    kind: str
    """ "PERJANJIAN KERJA SAMA"."""
    title: str
    sides: list[Side]
    opening: str
    sections: list[Pasal]
    clauses_title: str
    columns: list[str]
    clauses: list[list[str]]
    """Rows of the annex of typed clauses, the last column widest; none leaves the annex out."""
    closing: str
    seal: str
    """Said in the room of a signature: that it is electronic; empty leaves room for ink."""
    version: str
    fingerprint: str
    """SHA-256 of the canonical text, 64 digits."""
    address: str
    qr: str
    notes: list[str]


class PressSide(TypedDict):
    """One side of an agreement on a press sheet."""

    name: str
    signatory: str
    number: str
    state: str


class PressItem(TypedDict):
    """One agreement on a press sheet."""

    number: str
    kind: str
    title: str
    sides: list[PressSide]


class PressPaper(TypedDict):
    """What `press` prints: the agreements of a ceremony, in the order of signing."""

    title: str
    about: str
    host: str
    summary: str
    items: list[PressItem]
    notes: list[str]


class ReportTable(TypedDict):
    """A table of a report: its heading, its columns, and what is said without rows."""

    heading: str
    columns: list[str]
    widths: list[float]
    """Shares of the width, one a column."""
    numeric: list[int]
    """Which columns are numbers, counted from 0."""
    rows: list[list[str]]
    empty: str


class ReportPaper(TypedDict):
    """What `report` prints, as ready text; A4 landscape, as many pages as the tables need."""

    title: str
    subtitle: str
    issuers: list[str]
    about: list[tuple[str, str]]
    conclusion: str
    """The sentence before the figures."""
    remarks: list[str]
    """What must be said plainly: a gap, what is overdue, what only one side does."""
    tables: list[ReportTable]
    made: str
    """When and from what it was made."""
    notes: list[str]


type Template = Literal["certificate", "statement", "agreement", "press", "report"]
type Paper = CertificatePaper | StatementPaper | AgreementPaper | PressPaper | ReportPaper


def typeset(template: Template, facts: Paper, *, language: str, dated: datetime = UNDATED) -> bytes:
    """The PDF of these facts; `dated` is the creation date that the file carries."""
    from typst import TypstError

    given = {"facts": json.dumps(printable(facts), ensure_ascii=False), "language": language}
    try:
        return _compiled(template, given, dated, STANDARDS)
    except TypstError:
        # The archival standards refuse letters that no font here has. Better a paper with a
        # gap than none; a mistake in the template shows again.
        return _compiled(template, given, dated, [])


def warm_up() -> None:
    """Load Typst and the fonts, so that the first paper does not wait for them."""
    for template in ("certificate", "statement", "agreement", "report"):
        _compiler(template)


def _compiled(
    template: Template, given: dict[str, str], dated: datetime, standards: "list[PDFStandard]"
) -> bytes:
    compiler, lock = _compiler(template)
    with lock:
        made = compiler.compile(
            format="pdf",
            sys_inputs=given,
            pdf_standards=standards,
            timestamp=int(dated.timestamp()),
        )
    if not isinstance(made, bytes):
        message = f"{template} became pictures instead of a file"
        raise TypeError(message)
    return made


@cache
def _compiler(template: str) -> "tuple[Compiler, Lock]":
    """A compiler keeps what does not change between papers; one paper at a time."""
    import typst

    compiler = typst.Compiler(
        FOLDER / "templates" / f"{template}.typ", root=FOLDER, font_paths=_fonts()
    )
    return compiler, Lock()


@cache
def _fonts() -> "Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])


def printable(value: object) -> object:
    """The same without signs that nobody sees: a name could pose as another."""
    match value:
        case str():
            return INVISIBLE.sub(" ", value).strip() if INVISIBLE.search(value) else value
        case Mapping():
            return {name: printable(inner) for name, inner in value.items()}
        case list() | tuple():
            return [printable(inner) for inner in value]
        case _:
            return value
