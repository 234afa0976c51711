"""The participant report of a Zoom meeting or webinar, in English or Indonesian.

With or without the block about the meeting on top; with joins and leaves, or with a total
duration alone; the parts of a webinar report (hosts, panelists, attendees) one after another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from jejaring.activities.live.files import headings, moments, texts
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.problems import Problem, ProblemKind
from jejaring.activities.live.files.refusals import HeadingsNotFound
from jejaring.activities.live.files.sheets import Sheet

NAME_LIMIT = 200
HEADINGS_WITHIN = 40
"""Rows from the top; a block about the meeting, hosts and panelists may stand above."""
LONGEST_MINUTES = 7 * 24 * 60
"""A duration above a week is a mistake."""
_NUMBER = re.compile(
    r"([0-9]{1,6})(?:[.,][0-9]+)?(?:\s*(?:min|menit|minutes|mnt)\.?)?$", re.IGNORECASE
)
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9]):[0-5][0-9]")

Interval = tuple[datetime, datetime]


class Column(StrEnum):
    """What a column of the report tells."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    JOINED = "joined"
    LEFT = "left"
    MINUTES = "minutes"
    WAITING = "waiting"
    ATTENDED = "attended"


_HEADINGS = {
    "name": Column.NAME,
    "user name": Column.NAME,
    "participant name": Column.NAME,
    "nama": Column.NAME,
    "nama pengguna": Column.NAME,
    "nama peserta": Column.NAME,
    "first name": Column.FIRST_NAME,
    "nama depan": Column.FIRST_NAME,
    "last name": Column.LAST_NAME,
    "nama belakang": Column.LAST_NAME,
    "email": Column.EMAIL,
    "e mail": Column.EMAIL,
    "user email": Column.EMAIL,
    "email address": Column.EMAIL,
    "alamat email": Column.EMAIL,
    "alamat e mail": Column.EMAIL,
    "alamat surel": Column.EMAIL,
    "email pengguna": Column.EMAIL,
    "surel": Column.EMAIL,
    "join time": Column.JOINED,
    "waktu bergabung": Column.JOINED,
    "waktu gabung": Column.JOINED,
    "waktu masuk": Column.JOINED,
    "leave time": Column.LEFT,
    "waktu keluar": Column.LEFT,
    "waktu meninggalkan": Column.LEFT,
    "waktu meninggalkan rapat": Column.LEFT,
    "duration": Column.MINUTES,
    "total duration": Column.MINUTES,
    "time in session": Column.MINUTES,
    "durasi": Column.MINUTES,
    "total durasi": Column.MINUTES,
    "durasi total": Column.MINUTES,
    "waktu dalam sesi": Column.MINUTES,
    "in waiting room": Column.WAITING,
    "waiting room": Column.WAITING,
    "di ruang tunggu": Column.WAITING,
    "ruang tunggu": Column.WAITING,
    "attended": Column.ATTENDED,
    "hadir": Column.ATTENDED,
}
_DIGIT = re.compile(r"[0-9]")
"""A row of headings has none, a row of dates and durations has: seen faster than read."""
_YES = {"yes", "ya", "y", "true", "1"}
_NO = {"no", "tidak", "n", "false", "0"}
_NOTHING = {"", "--", "-", "n/a"}
_PART_TITLES = {
    f"{whose} details" for whose in ("host", "panelist", "attendee", "other attended")
} | {f"detail {whose}" for whose in ("host", "tuan rumah", "panelis", "peserta")}
_TOPIC = {"topic", "topik"}
_MEETING_ID = {"id", "meeting id", "webinar id", "id rapat", "id webinar"}
_HOST_EMAIL = {"host email", "user email", "email host", "email tuan rumah", "email pengguna"}


@dataclass(frozen=True, slots=True)
class Presence:
    """One row: somebody in the room from a join to a leave, or for some minutes in all."""

    row_number: int
    name: str
    email: str
    """Lower case; empty if the report has none or a wrong one."""
    joined_at: datetime | None
    left_at: datetime | None
    minutes: int | None
    """As the report counts them; the waiting room may be in it."""
    in_waiting_room: bool
    problems: tuple[Problem, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """From join to leave, both in the room; none for the waiting room."""
        if self.in_waiting_room or self.joined_at is None or self.left_at is None:
            return None
        return (self.joined_at, self.left_at)


@dataclass(frozen=True)
class Report:
    """What a participant report says."""

    topic: str
    meeting_id: str
    host_email: str
    """Whose account held the meeting; empty if the report does not say."""
    date_order: DateOrder
    presences: list[Presence] = field(repr=False)

    @property
    def problems(self) -> list[Problem]:
        """Of all rows, in the order of the file."""
        return [problem for presence in self.presences for problem in presence.problems]

    @property
    def has_times(self) -> bool:
        """Whether anybody's join and leave are known, so that minutes can be clipped."""
        return any(presence.interval for presence in self.presences)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row under its own headings."""

    number: int
    cells: list[str]
    columns: dict[Column, int]

    def text(self, column: Column) -> str:
        place = self.columns.get(column)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""


def read(
    sheet: Sheet, *, zone: ZoneInfo, held_on: date | None = None, order: DateOrder | None = None
) -> Report:
    """Read a report whose clock is that of `zone`.

    `held_on` settles dates such as 05/11/2026; without it, and without `order`, such a column
    is refused with `DateOrderUnclear`, and the organiser chooses.
    """
    if not any(_columns(cells) for _number, cells in sheet.lines()):
        raise HeadingsNotFound(
            _(
                "This is not a Zoom participant report: no row has the headings Name and Join time"
                " or Duration. In Zoom, open Reports, Usage, Participants, and export that."
            )
        )
    found = moments.order_of(_dates(sheet), near=held_on, chosen=order)
    presences = [_presence(line, zone, found) for line in _lines(sheet)]
    return Report(*_meeting(sheet), found, [one for one in presences if one is not None])


def is_report(sheet: Sheet) -> bool:
    """Whether one of the first rows has the headings of participants."""
    return any(_columns(cells) for _number, cells in islice(sheet.lines(), HEADINGS_WITHIN))


def minutes_present(intervals: Iterable[Interval], *, within: Interval) -> int:
    """Whole minutes inside `within` that at least one interval covers; two devices count once."""
    start, end = within
    covered, reached = timedelta(), start
    for joined_at, left_at in sorted(intervals):
        begins, stops = max(joined_at, reached), min(left_at, end)
        if stops > begins:
            covered += stops - begins
            reached = stops
    return covered // timedelta(minutes=1)


def minutes_of(presences: Sequence[Presence], *, within: Interval) -> int:
    """Minutes of one person: by joins and leaves if there are any, else as the report adds up."""
    counted = [presence for presence in presences if not presence.in_waiting_room]
    intervals = [presence.interval for presence in counted if presence.interval]
    alone = sum(one.minutes or 0 for one in counted if one.interval is None)
    longest = (within[1] - within[0]) // timedelta(minutes=1)
    return min(longest, minutes_present(intervals, within=within) + alone)


def by_email(presences: Iterable[Presence]) -> dict[str, list[Presence]]:
    """The rows of each person with an address, in the order of the file; nobody by name."""
    people: dict[str, list[Presence]] = {}
    for presence in presences:
        if presence.email and not presence.in_waiting_room:
            people.setdefault(presence.email, []).append(presence)
    return people


def _columns(cells: list[str]) -> dict[Column, int]:
    """Which column tells what, if these cells are the headings of participants; else nothing."""
    found: dict[Column, int] = {}
    if _DIGIT.search("".join(cells)):
        return found
    for place, cell in enumerate(cells):
        column = _HEADINGS.get(headings.folded(cell))
        if column is not None:
            found.setdefault(column, place)
    is_named = Column.NAME in found or Column.FIRST_NAME in found
    is_timed = Column.JOINED in found or Column.MINUTES in found
    return found if is_named and is_timed else {}


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """The participants; each part of a webinar report under its own headings."""
    columns: dict[Column, int] = {}
    for number, cells in sheet.lines():
        filled = [cell for cell in cells if cell.strip()]
        if new := _columns(cells):
            columns = new
        elif len(filled) == 1 and headings.folded(filled[0]) in _PART_TITLES:
            columns = {}
        elif columns and filled:
            yield _Line(number, cells, columns)


def _dates(sheet: Sheet) -> Iterator[str]:
    for line in _lines(sheet):
        yield line.text(Column.JOINED)
        yield line.text(Column.LEFT)


def _meeting(sheet: Sheet) -> tuple[str, str, str]:
    """Topic, number and host's address from the block on top, if there is one."""
    topic, meeting_id, host_email = "", "", ""
    for (_number, names), (_next, values) in pairwise(sheet.lines()):
        if _columns(names):
            break
        for name, value in zip(names, values, strict=False):
            if headings.folded(name) in _TOPIC:
                topic = topic or texts.clean(value, NAME_LIMIT)
            elif headings.folded(name) in _MEETING_ID:
                meeting_id = meeting_id or texts.clean(value, NAME_LIMIT)
            elif headings.folded(name) in _HOST_EMAIL:
                host_email = host_email or texts.clean_email(value)
    return topic, meeting_id, host_email


def _presence(line: _Line, zone: ZoneInfo, order: DateOrder) -> Presence | None:
    """The row as a presence; none for somebody who registered and did not come."""
    if line.text(Column.ATTENDED).lower() in _NO:
        return None
    problems: list[Problem] = []
    minutes = _minutes(line, problems)
    joined_at, left_at = _times(line, zone, order, problems)
    if joined_at and left_at is None and minutes is not None:
        left_at = joined_at + timedelta(minutes=minutes)
    if minutes is None and (joined_at is None or left_at is None) and not problems:
        problems.append(Problem(line.number, ProblemKind.NO_TIME))
    return Presence(
        row_number=line.number,
        name=_name(line),
        email=_email(line, problems),
        joined_at=joined_at,
        left_at=left_at,
        minutes=minutes,
        in_waiting_room=line.text(Column.WAITING).lower() in _YES,
        problems=tuple(problems),
    )


def _name(line: _Line) -> str:
    parts = [line.text(Column.FIRST_NAME), line.text(Column.LAST_NAME)]
    return texts.clean(line.text(Column.NAME) or " ".join(parts), NAME_LIMIT)


def _email(line: _Line, problems: list[Problem]) -> str:
    email = texts.clean_email(line.text(Column.EMAIL))
    if email in _NOTHING or texts.is_email(email):
        return "" if email in _NOTHING else email
    problems.append(Problem(line.number, ProblemKind.EMAIL_WRONG, email))
    return ""


def _times(
    line: _Line, zone: ZoneInfo, order: DateOrder, problems: list[Problem]
) -> tuple[datetime | None, datetime | None]:
    """Join and leave; both or neither are taken if they contradict each other."""
    found: list[datetime | None] = []
    for column in (Column.JOINED, Column.LEFT):
        text = line.text(column)
        moment = moments.moment(text, order=order, zone=zone)
        if moment is None and text not in _NOTHING:
            problems.append(Problem(line.number, ProblemKind.TIME_UNREADABLE, text))
        found.append(moment)
    joined_at, left_at = found
    if joined_at and left_at and left_at < joined_at:
        problems.append(Problem(line.number, ProblemKind.LEFT_BEFORE_JOINED))
        return None, None
    return joined_at, left_at


def _minutes(line: _Line, problems: list[Problem]) -> int | None:
    """Written as 125, 125,5 or 2:05:00."""
    text = line.text(Column.MINUTES)
    if text.lower() in _NOTHING:
        return None
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60 + int(clock[2])
    number = _NUMBER.match(text)
    if number is None or int(number[1]) > LONGEST_MINUTES:
        problems.append(Problem(line.number, ProblemKind.MINUTES_UNREADABLE, text))
        return None
    return int(number[1])
