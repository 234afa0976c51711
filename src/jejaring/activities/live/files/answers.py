"""The answer sheet of a form: columns in any order, under headings as their makers wrote them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.activities.live.files import headings, moments, texts
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.problems import Problem, ProblemKind
from jejaring.activities.live.files.refusals import (
    HeadingsNotFound,
    IdentityNotMapped,
    SameColumnTwice,
)
from jejaring.activities.live.files.sheets import Row, Sheet

TEXT_LIMIT = 200
"""Characters of a name, an agency or a unit."""
EMPLOYEE_NUMBER_LENGTH = 18
HEADINGS_WITHIN = 15
"""Rows from the top in which headings are looked for; titles often stand above them."""
ALIKE = 0.86
"""How much of a heading must agree with a known one, so that "Alamat Emial" is understood."""


class Column(StrEnum):
    """What is read from an answer."""

    TIMESTAMP = "timestamp"
    NAME = "name"
    EMAIL = "email"
    EMPLOYEE_NUMBER = "employee_number"
    AGENCY = "agency"
    UNIT = "unit"
    KIND = "kind"

    @property
    def label(self) -> str:
        """As the mapping screen names it."""
        return str(_LABELS[self])


_LABELS = {
    Column.TIMESTAMP: gettext_lazy("Time of answering"),
    Column.NAME: gettext_lazy("Name"),
    Column.EMAIL: gettext_lazy("E-mail address"),
    Column.EMPLOYEE_NUMBER: gettext_lazy("Employee number"),
    Column.AGENCY: gettext_lazy("Employer"),
    Column.UNIT: gettext_lazy("Unit"),
    Column.KIND: gettext_lazy("Kind (PNS, PPPK, other)"),
}

_SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.TIMESTAMP: (
        "cap waktu", "timestamp", "stempel waktu", "waktu pengisian", "tanggal pengisian",
        "waktu kirim", "submitted at", "submission time", "completion time", "time",
    ),
    Column.EMAIL: (
        "alamat email", "email address", "email", "e mail", "alamat e mail", "surel",
        "alamat surel", "email aktif", "alamat email aktif", "username",
    ),
    Column.EMPLOYEE_NUMBER: (
        "nip", "nip nippppk", "nip nipppk", "nip ni pppk", "nomor induk pegawai", "ni pppk",
        "nipppk", "nomor induk pppk", "nip baru", "nip 18 digit", "employee number",
        "employee no", "nip nrp", "no nip", "nomor nip",
    ),
    Column.NAME: (
        "nama lengkap", "nama lengkap beserta gelar", "nama lengkap dan gelar",
        "nama lengkap dengan gelar", "nama", "nama peserta", "nama dan gelar", "full name",
        "name", "nama sesuai sertifikat", "nama untuk sertifikat", "nama pada sertifikat",
    ),
    Column.AGENCY: (
        "instansi", "asal instansi", "nama instansi", "instansi asal", "agency", "institution",
        "organization", "organisation", "lembaga", "pemerintah daerah", "asal lembaga",
        "instansi lembaga",
    ),
    Column.UNIT: (
        "unit kerja", "unit organisasi", "opd", "perangkat daerah", "skpd", "unit", "work unit",
        "satuan kerja", "asal unit kerja", "nama unit kerja", "unit kerja opd",
    ),
    Column.KIND: (
        "status kepegawaian", "jenis kepegawaian", "status asn", "jenis asn", "status pegawai",
        "jenis pegawai", "pns pppk", "kepegawaian", "employment status", "status",
    ),
}  # fmt: skip
_SAY_LITTLE = {"nama", "name", "unit", "status", "time"}
"""Many other headings begin with these: "Nama atasan" is not the person's name."""
_SHORT = 5
"""Letters; a shorter word is too easily mistaken for another."""
_MISTYPED = 2
"""Letters that may be missing or too many."""
_PPPK = ("pppk", "p3k", "perjanjian kerja")
_PNS = ("pns", "pegawai negeri sipil", "cpns")
_OTHER = ("non asn", "lainnya", "umum", "honorer", "swasta", "mahasiswa", "other", "tni", "polri")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]*)?E\+?[0-9]{1,3}", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"[\s.\-'’`‘‐-―_/]")


@dataclass(frozen=True)
class ColumnMapping:
    """Which heading holds what: our column to the place of theirs, counted from 0."""

    headings: tuple[str, ...]
    columns: Mapping[Column, int]

    def heading(self, column: Column) -> str:
        """What the file calls it, or nothing."""
        place = self.columns.get(column)
        return "" if place is None else self.headings[place]

    def column_at(self, place: int) -> Column | None:
        """What is read from the heading at this place."""
        return next((column for column, at in self.columns.items() if at == place), None)

    @property
    def identifies(self) -> bool:
        """Whether people can be matched at all: never by name alone."""
        return Column.EMAIL in self.columns or Column.EMPLOYEE_NUMBER in self.columns


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, cleaned; what could not be used is empty and told in `problems`."""

    row_number: int
    answered_at: datetime | None
    name: str
    email: str
    employee_number: str
    """18 digits, or empty; whether they are sound is for `people` to say."""
    agency: str
    unit: str
    kind: str
    """One of pns, pppk, other; empty if the answer does not say."""
    problems: tuple[Problem, ...] = ()


def with_headings(sheet: Sheet) -> Sheet:
    """The sheet with its headings where most known ones stand, below any title."""
    best, most = sheet, len(propose_mapping(sheet.headings).columns)
    for number, cells in sheet.lines():
        if number > sheet.heading_row + HEADINGS_WITHIN:
            break
        found = len(propose_mapping(cells).columns)
        if number > sheet.heading_row and found > most:
            best, most = sheet.headed_by(number, cells), found
    return best


def propose_mapping(names: Sequence[str]) -> ColumnMapping:
    """The best heading for each of our columns, each used once; a person confirms it."""
    scores = [
        (score, -place, column)
        for place, name in enumerate(names)
        for column in Column
        if (score := _likeness(headings.folded(name), column)) >= ALIKE
    ]
    columns: dict[Column, int] = {}
    for _score, place, column in sorted(scores, reverse=True):
        if column not in columns and -place not in columns.values():
            columns[column] = -place
    return ColumnMapping(tuple(names), columns)


def chosen_mapping(names: Sequence[str], choices: Mapping[int, str]) -> ColumnMapping:
    """What a person chose on screen: place of their heading to our column; "" leaves it out."""
    columns: dict[Column, int] = {}
    for place, choice in sorted(choices.items()):
        if not choice:
            continue
        if choice not in set(Column) or not 0 <= place < len(names):
            raise HeadingsNotFound(_("The columns of the file have changed. Upload it again."))
        column = Column(choice)
        if column in columns:
            raise SameColumnTwice(
                _("“%(first)s” and “%(second)s” are both mapped to %(column)s. Choose one of them.")
                % {
                    "first": names[columns[column]],
                    "second": names[place],
                    "column": column.label,
                }
            )
        columns[column] = place
    mapping = ColumnMapping(tuple(names), columns)
    _check_identity(mapping)
    return mapping


def read(
    sheet: Sheet,
    mapping: ColumnMapping,
    *,
    zone: ZoneInfo,
    held_on: date | None = None,
    order: DateOrder | None = None,
) -> Iterator[AnswerRow]:
    """The answers in the order of the file; times are on the clocks of `zone`.

    A column of times in which day and month cannot be told apart is refused as in `zoom.read`.
    """
    _check_identity(mapping)
    if mapping.headings != sheet.headings:
        raise HeadingsNotFound(_("The columns of the file have changed. Upload it again."))
    found = DateOrder.DAY_FIRST
    if Column.TIMESTAMP in mapping.columns:
        place = mapping.columns[Column.TIMESTAMP]
        column = (row.cells[place] for row in sheet.rows())
        found = moments.order_of(column, near=held_on, chosen=order)
    return (_answer(row, mapping, zone, found) for row in sheet.rows())


def _likeness(heading: str, column: Column) -> float:
    """From 0 to 1: equal, beginning alike, or nearly the same letters."""
    best = 0.0
    for rank, known in enumerate(_SYNONYMS[column]):
        if heading == known:
            return 1.0 - rank / 1000
        if known not in _SAY_LITTLE and heading.startswith(f"{known} "):
            best = max(best, 0.95 - rank / 1000)
        elif len(known) > _SHORT and abs(len(heading) - len(known)) <= _MISTYPED:
            best = max(best, SequenceMatcher(None, heading, known).ratio() - 0.05)
    return best


def _check_identity(mapping: ColumnMapping) -> None:
    if not mapping.identifies:
        raise IdentityNotMapped(
            _(
                "No column is mapped to the e-mail address or the employee number. Map at least"
                " one of them: nobody is matched by name alone."
            )
        )


def _answer(row: Row, mapping: ColumnMapping, zone: ZoneInfo, order: DateOrder) -> AnswerRow:
    cells = {column: row.cells[place] for column, place in mapping.columns.items()}
    problems: list[Problem] = []
    answered_at = _moment(row, cells.get(Column.TIMESTAMP, ""), zone, order, problems)
    email = _email(row, cells.get(Column.EMAIL, ""), problems)
    number = _employee_number(row, cells.get(Column.EMPLOYEE_NUMBER, ""), problems)
    name = texts.clean(cells.get(Column.NAME, ""), TEXT_LIMIT)
    if not (email or number):
        problems.append(Problem(row.number, ProblemKind.NO_IDENTITY))
    if Column.NAME in cells and not name:
        problems.append(Problem(row.number, ProblemKind.NAME_MISSING))
    return AnswerRow(
        row_number=row.number,
        answered_at=answered_at,
        name=name,
        email=email,
        employee_number=number,
        agency=texts.clean(cells.get(Column.AGENCY, ""), TEXT_LIMIT),
        unit=texts.clean(cells.get(Column.UNIT, ""), TEXT_LIMIT),
        kind=_kind(cells.get(Column.KIND, "")),
        problems=tuple(problems),
    )


def _moment(
    row: Row, text: str, zone: ZoneInfo, order: DateOrder, problems: list[Problem]
) -> datetime | None:
    found = moments.moment(text, order=order, zone=zone)
    if found is None and text.strip():
        problems.append(Problem(row.number, ProblemKind.TIME_UNREADABLE, text.strip()))
    return found


def _email(row: Row, text: str, problems: list[Problem]) -> str:
    email = texts.clean_email(text)
    if not email or texts.is_email(email):
        return email
    problems.append(Problem(row.number, ProblemKind.EMAIL_WRONG, email))
    return ""


def _employee_number(row: Row, text: str, problems: list[Problem]) -> str:
    """Kept as text. A dash or a zero is how people say that they have none."""
    digits = _BETWEEN_DIGITS.sub("", texts.clean(text, TEXT_LIMIT))
    if not digits.strip("0"):
        return ""
    if _SCIENTIFIC.fullmatch(re.sub(r"\s", "", text.strip().lstrip("'"))):
        problems.append(Problem(row.number, ProblemKind.EMPLOYEE_NUMBER_ROUNDED, text.strip()))
        return ""
    if len(digits) != EMPLOYEE_NUMBER_LENGTH or not (digits.isascii() and digits.isdigit()):
        problems.append(Problem(row.number, ProblemKind.EMPLOYEE_NUMBER_WRONG, text.strip()))
        return ""
    return digits


def _kind(text: str) -> str:
    """As `people` names the kinds; PPPK is asked first, "Non ASN" before "PNS" is thought of."""
    words = headings.folded(text)
    for kind, signs in (("pppk", _PPPK), ("other", _OTHER), ("pns", _PNS)):
        if any(f" {sign} " in f" {words} " for sign in signs):
            return kind
    return ""
