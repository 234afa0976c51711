"""What the pages around the report show: the list of files, the columns, one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jejaring.activities.live.models import FileImport, ImportRow, LiveSession
from jejaring.activities.live.queries.imports import accounts, reading, report
from jejaring.activities.live.queries.imports.reading import Heading
from jejaring.activities.live.queries.imports.report import Line
from jejaring.activities.live.states import ImportKind, SessionState
from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.people.models import Person


@dataclass(frozen=True, slots=True)
class Overview:
    """The files of a session, and whether one more may come."""

    files: QuerySet[FileImport]
    may_upload: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a file with samples, and what is chosen for them."""

    file_import: FileImport
    headings: Sequence[Heading]
    asks_order: bool
    example: str
    may_run: bool

    @property
    def has_mapping(self) -> bool:
        """A report knows its own columns; an answer sheet has none but its makers' words."""
        return self.file_import.kind == ImportKind.ANSWER_SHEET


@dataclass(frozen=True, slots=True)
class RowScreen:
    """One row, who was found by what was asked, and who may be meant by the name."""

    line: Line
    twins: int
    asked: str
    found: Person | None
    candidates: Sequence[Person]
    may_decide: bool
    may_take_back: bool


def overview(session: LiveSession, reader: Person) -> Overview:
    """The page from which files are uploaded."""
    may_run = agency_rules.may(reader, Permission.RUN_LIVE_SESSIONS, session.agency_id)
    is_open = session.state == SessionState.ANNOUNCED
    closed = {SessionState.CLOSED, SessionState.CERTIFICATES_ISSUED, SessionState.ARCHIVED}
    return Overview(report.imports_of(session), may_run and is_open, session.state in closed)


def columns(file_import: FileImport, reader: Person) -> Columns:
    """The page on which columns and the order of dates are chosen."""
    sheet = reading.opened(file_import)
    example = reading.unclear_date(file_import, sheet)
    is_answers = file_import.kind == ImportKind.ANSWER_SHEET
    return Columns(
        file_import=file_import,
        headings=reading.headings_of(sheet) if is_answers else [],
        asks_order=bool(example or file_import.date_order),
        example=example or f"05/11/{file_import.session.year}",
        may_run=agency_rules.may(
            reader, Permission.RUN_LIVE_SESSIONS, file_import.session.agency_id
        ),
    )


def row(one: ImportRow, reader: Person, asked: str) -> RowScreen:
    """The page on which a person decides about a row."""
    session = one.file_import.session
    may_run = agency_rules.may(reader, Permission.RUN_LIVE_SESSIONS, session.agency_id)
    found = accounts.person_with(asked) if asked else one.found_person
    return RowScreen(
        line=report.line(one, may_decide=may_run),
        twins=report.twins(one).count(),
        asked=asked,
        found=found,
        candidates=accounts.candidates(one, session),
        may_decide=may_run and one.can_be_decided,
        may_take_back=may_run and one.can_be_taken_back,
    )
