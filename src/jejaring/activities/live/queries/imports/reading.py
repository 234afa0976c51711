"""What an uploaded file says, row by row, whichever of the two kinds it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from jejaring.activities.live.files import answers, sheets, texts, vault, zoom
from jejaring.activities.live.files.answers import ColumnMapping
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.problems import Problem, ProblemKind
from jejaring.activities.live.files.refusals import DateOrderUnclear
from jejaring.activities.live.files.sheets import Sheet
from jejaring.activities.live.files.zoom import Presence
from jejaring.activities.live.models import FileImport, LiveSession
from jejaring.activities.live.states import ImportKind
from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people.models import normalised_email
from jejaring.parties.places.rules import ZONES, in_zone

SAMPLES = 3
"""Values shown beside each heading."""
_HOST = re.compile(r"\((?:co-?host|host|tuan rumah|penyelenggara)[^)]*\)\s*$", re.IGNORECASE)


class AnotherDay(Refusal):
    """Nobody in the report was there while the session lasted."""

    status = 422


class UnknownKind(Refusal):
    """Neither of the two files; the officer says which it is."""

    status = 422


@dataclass(frozen=True, slots=True)
class Said:
    """One row of either file, before anybody is looked for."""

    number: int
    name: str
    email: str = ""
    employee_no: str = ""
    agency: str = ""
    joined_at: datetime | None = None
    left_at: datetime | None = None
    minutes: int | None = None
    is_typed: bool = False
    """The name was typed into a form; a report holds the names of screens and telephones."""
    is_waiting: bool = False
    is_host: bool = False
    is_timeless: bool = False
    """A row of a report without times or minutes: it counts nothing."""
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file on the mapping screen, with some of what stands under it."""

    place: int
    text: str
    samples: list[str]


def opened(file_import: FileImport) -> Sheet:
    """The stored file as a table, its headings found."""
    sheet = sheets.read(vault.content_of(file_import.digest))
    is_answers = file_import.kind == ImportKind.ANSWER_SHEET
    return answers.with_headings(sheet) if is_answers else sheet


def kind_of(sheet: Sheet) -> ImportKind | None:
    """Told by the headings; nothing if they are of neither."""
    if zoom.is_report(sheet):
        return ImportKind.ZOOM_REPORT
    mapping = answers.propose_mapping(answers.with_headings(sheet).headings)
    return ImportKind.ANSWER_SHEET if mapping.columns else None


def headings_of(sheet: Sheet) -> list[Heading]:
    """Every column with the first values under it."""
    samples: list[list[str]] = [[] for _heading in sheet.headings]
    for row in sheet.rows():
        for found, cell in zip(samples, row.cells, strict=True):
            if cell.strip() and len(found) < SAMPLES:
                found.append(cell.strip()[:60])
        if all(len(found) == SAMPLES for found in samples) or row.number > sheet.heading_row + 200:
            break
    return [Heading(at, text, samples[at]) for at, text in enumerate(sheet.headings)]


def zone_of(session: LiveSession) -> ZoneInfo:
    """The clock of the session's files: that of its programme."""
    return next(zone for name, zone in ZONES.items() if name == session.programme.zone)


def held_on(session: LiveSession) -> date:
    """The day of the session on that clock."""
    return in_zone(session.starts_at, session.programme.zone).date()


def proposed_mapping(sheet: Sheet) -> dict[str, str]:
    """Our best guess, as it is stored: place of the heading to what is read from it."""
    mapping = answers.propose_mapping(sheet.headings)
    return {str(place): str(column) for column, place in mapping.columns.items()}


def mapping_of(file_import: FileImport, sheet: Sheet) -> ColumnMapping:
    """What was confirmed on screen; refused in words when it identifies nobody."""
    choices = {int(place): choice for place, choice in file_import.mapping.items()}
    return answers.chosen_mapping(sheet.headings, choices)


def asks_an_officer(file_import: FileImport) -> bool:
    """Columns have to be mapped, or dates can be read two ways."""
    return file_import.kind == ImportKind.ANSWER_SHEET or not file_import.date_order


def unclear_date(file_import: FileImport, sheet: Sheet) -> str:
    """A date of which an officer has to say what it means; empty if all are clear.

    What else is wrong with the file is said where it is read in earnest.
    """
    try:
        said(file_import, sheet)
    except DateOrderUnclear as unclear:
        return unclear.example
    except Refusal:
        return ""
    return ""


def said(file_import: FileImport, sheet: Sheet) -> Iterator[Said]:
    """Every row in the order of the file. What is wrong with the whole is refused at once."""
    if file_import.kind == ImportKind.ANSWER_SHEET:
        mapping = mapping_of(file_import, sheet)
        rows = answers.read(sheet, mapping, **_told_by(file_import))
        return (_said_by_answer(row) for row in rows)
    report = report_of(file_import, sheet)
    hosts = {report.host_email, file_import.session.agency.contact_email.lower()} - {""}
    return (_said_by_presence(one, hosts) for one in report.presences)


def report_of(file_import: FileImport, sheet: Sheet) -> zoom.Report:
    """A participant report of this session; that of another day is refused."""
    report = zoom.read(sheet, **_told_by(file_import))
    _refuse_another_day(report, file_import.session)
    return report


def _told_by(file_import: FileImport) -> dict[str, Any]:
    """Whose clock the dates are on, which day they are near, and what an officer said of them."""
    session = file_import.session
    order = DateOrder(file_import.date_order) if file_import.date_order else None
    return {"zone": zone_of(session), "held_on": held_on(session), "order": order}


def _said_by_answer(row: answers.AnswerRow) -> Said:
    email, wrong = _address(row.email)
    return Said(
        number=row.row_number,
        name=row.name,
        email=email,
        employee_no=row.employee_number,
        agency=row.agency,
        joined_at=row.answered_at,
        is_typed=True,
        problems=(*wrong, *_told(row.problems)),
    )


def _said_by_presence(one: Presence, hosts: set[str]) -> Said:
    email, wrong = _address(one.email)
    return Said(
        number=one.row_number,
        name=one.name,
        email=email,
        joined_at=one.joined_at,
        left_at=one.left_at,
        minutes=one.minutes,
        is_waiting=one.in_waiting_room,
        is_host=one.email in hosts or _HOST.search(one.name) is not None,
        is_timeless=one.minutes is None and (one.joined_at is None or one.left_at is None),
        problems=(*wrong, *_told(one.problems)),
    )


def _told(problems: tuple[Problem, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.kind), texts.clean(one.value, 200)) for one in problems)


def _address(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """In its one spelling, or none and why."""
    if not text:
        return "", ()
    address = normalised_email(text)
    try:
        validate_email(address)
    except ValidationError:
        return "", ((str(ProblemKind.EMAIL_WRONG), texts.clean(text, 200)),)
    return address, ()


def _refuse_another_day(report: zoom.Report, session: LiveSession) -> None:
    intervals = [one.interval for one in report.presences if one.interval]
    within = (session.starts_at, session.ends_at)
    if intervals and not any(zoom.minutes_present([one], within=within) for one in intervals):
        first = min(joined_at for joined_at, _left_at in intervals)
        zone = session.programme.zone
        raise AnotherDay(
            _(
                "Nobody in this report was there during the session: its first join is %(found)s,"
                " the session began %(began)s. Upload the report of this session."
            )
            % {
                "found": formats.moment(first, zone),
                "began": formats.moment(session.starts_at, zone),
            }
        )
