"""How an import stands: its conclusion, its counts, its rows page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.activities.live.files.problems import Problem, ProblemKind
from jejaring.activities.live.models import FileImport, ImportRow, LiveSession
from jejaring.activities.live.states import (
    AttendanceRule,
    ImportKind,
    ImportState,
    RowReason,
    RowVerdict,
    SessionState,
)
from jejaring.ground.access.permissions import Permission
from jejaring.ground.ui import formats
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.queries import agencies_where
from jejaring.parties.people.models import Person

PAGE = 50
COUNTED = (RowVerdict.MATCHED, RowVerdict.NEW_PERSON)
UNDER_WAY = (ImportState.CHECKING, ImportState.APPLYING)
ORDER = (
    RowVerdict.UNRESOLVED,
    RowVerdict.MATCHED,
    RowVerdict.NEW_PERSON,
    RowVerdict.REFUSED,
    RowVerdict.IGNORED,
)
"""Tabs: what waits for a person comes first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows by verdict, and the people they amount to."""

    rows: dict[RowVerdict, int]
    known: int
    new: int
    names_in_doubt: int
    decided_at: datetime | None

    @property
    def people(self) -> int:
        """Everyone who is, or would be, reported present."""
        return self.known + self.new

    @property
    def total(self) -> int:
        """All rows of the file."""
        return sum(self.rows.values())

    @property
    def waiting(self) -> int:
        """Rows on which a person must decide."""
        return self.rows.get(RowVerdict.UNRESOLVED, 0)


@dataclass(frozen=True, slots=True)
class Tab:
    """One verdict with its rows."""

    verdict: RowVerdict
    rows: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the report shows it: what the file says, what becomes of it, and why."""

    row: ImportRow
    means: str
    reasons: list[str]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page of an import shows."""

    file_import: FileImport
    figures: Figures
    tabs: list[Tab]
    chosen: RowVerdict
    lines: list[Line]
    more: int | None
    may_run: bool
    hint: str

    @property
    def conclusion(self) -> str:
        """The sentence before the table."""
        return conclusion(self.file_import, self.figures)

    @property
    def remainder(self) -> str:
        """The rows that count nothing so far."""
        return remainder(self.figures)

    @property
    def is_under_way(self) -> bool:
        """Work goes on in the background."""
        return self.file_import.state in UNDER_WAY

    @property
    def is_session_open(self) -> bool:
        """Only an announced session, not closed yet, takes or loses anybody by an import."""
        return self.file_import.session.state == SessionState.ANNOUNCED

    @property
    def can_apply(self) -> bool:
        """Checked and not applied, or applied with decisions made since."""
        if not (self.may_run and self.is_session_open):
            return False
        if self.file_import.state == ImportState.DRY_RUN:
            return self.figures.people > 0
        return self.file_import.state == ImportState.APPLIED and self.has_new_decisions

    @property
    def has_new_decisions(self) -> bool:
        """Somebody decided after it was applied."""
        applied_at, decided_at = self.file_import.applied_at, self.figures.decided_at
        return applied_at is not None and decided_at is not None and decided_at > applied_at

    @property
    def can_undo(self) -> bool:
        """Until the session is closed."""
        is_applied = self.file_import.state == ImportState.APPLIED
        return self.may_run and is_applied and self.is_session_open

    @property
    def can_discard(self) -> bool:
        """A file that was never applied can be thrown away at any time."""
        waiting = {ImportState.MAPPING, ImportState.DRY_RUN}
        return self.may_run and self.file_import.state in waiting


def imports_of(session: LiveSession) -> QuerySet[FileImport]:
    """Every file uploaded for a session, newest first, with the people each brought in."""
    return (
        FileImport.objects.filter(session=session)
        .select_related("uploaded_by", "applied_by")
        .annotate(people=Count("presences"))
    )


def imports_readable_by(person: Person) -> QuerySet[FileImport]:
    """Imports into sessions of every agency whose records this person may read."""
    return FileImport.objects.filter(
        session__agency__in=agencies_where(person, Permission.READ_RECORDS)
    ).select_related(
        "session", "session__programme", "session__agency",
        "uploaded_by", "checked_by", "applied_by", "undone_by",
    )  # fmt: skip


def import_by_id(pk: int) -> FileImport:
    """For work in the background, which only knows the number."""
    return FileImport.objects.select_related(
        "session", "session__programme", "session__agency", "applied_by"
    ).get(pk=pk)


def same_file(session: LiveSession, digest: str) -> FileImport | None:
    """The import of this very content into this session, if one stands."""
    standing = FileImport.objects.filter(session=session, digest=digest)
    return standing.exclude(state=ImportState.UNDONE).select_related("uploaded_by").first()


def unfinished(quiet_since: datetime) -> QuerySet[FileImport]:
    """Imports whose work in the background was cut off: under way, and silent since then."""
    return FileImport.objects.filter(state__in=UNDER_WAY, beat_at__lt=quiet_since)


def figures(file_import: FileImport) -> Figures:
    """Two queries, however many rows."""
    rows = ImportRow.objects.filter(file_import=file_import)
    by_verdict = rows.order_by().values_list("verdict").annotate(rows=Count("id"))
    sums = rows.order_by().aggregate(
        known=Count("person", distinct=True, filter=Q(verdict=RowVerdict.MATCHED)),
        new=Count("new_email", distinct=True, filter=Q(verdict=RowVerdict.NEW_PERSON)),
        names=Count("id", filter=Q(verdict=RowVerdict.UNRESOLVED, reason=RowReason.NAME_DIFFERS)),
        decided_at=Max("resolved_at"),
    )
    counts = {RowVerdict(verdict): count for verdict, count in by_verdict}
    return Figures(counts, sums["known"], sums["new"], sums["names"], sums["decided_at"])


def report(file_import: FileImport, reader: Person, asked: str, after: str) -> Report:
    """The report with one page of rows of the verdict asked for."""
    counted = figures(file_import)
    chosen = _chosen(counted, asked)
    may_run = agency_rules.may(reader, Permission.RUN_LIVE_SESSIONS, file_import.session.agency_id)
    rows = _rows(file_import, chosen, int(after) if after.isdigit() else 0)
    return Report(
        file_import=file_import,
        figures=counted,
        tabs=[
            Tab(verdict, counted.rows.get(verdict, 0), verdict == chosen)
            for verdict in ORDER
            if counted.rows.get(verdict) or verdict == chosen
        ],
        chosen=chosen,
        lines=[line(row, may_decide=may_run) for row in rows[:PAGE]],
        more=rows[PAGE - 1].number if len(rows) > PAGE else None,
        may_run=may_run,
        hint=_hint(file_import),
    )


def _chosen(counted: Figures, asked: str) -> RowVerdict:
    if asked in RowVerdict.values:
        return RowVerdict(asked)
    return next((one for one in ORDER if counted.rows.get(one)), RowVerdict.MATCHED)


def _rows(file_import: FileImport, verdict: RowVerdict, after: int) -> Sequence[ImportRow]:
    """One more than a page, in the order of the file."""
    rows = ImportRow.objects.filter(file_import=file_import, verdict=verdict, number__gt=after)
    return list(with_people(rows)[: PAGE + 1])


def with_people(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """Rows in the order of the file with all that a line of them shows."""
    shown = ("file_import", "file_import__session", "person", "found_person", "resolved_by")
    return rows.select_related(*shown).order_by("number")


def row_of(file_import: FileImport, number: int) -> QuerySet[ImportRow]:
    """The row with this number, as the page of one row needs it."""
    return with_people(ImportRow.objects.filter(file_import=file_import, number=number))


def twins(row: ImportRow) -> QuerySet[ImportRow]:
    """Undecided rows of the same file that say the very same of who it is."""
    return ImportRow.objects.filter(
        file_import=row.file_import, name=row.name, email=row.email, employee_no=row.employee_no,
        verdict=F("found_verdict"), reason=row.reason, resolved_at__isnull=True,
    ).exclude(pk=row.pk)  # fmt: skip


def line(row: ImportRow, *, may_decide: bool) -> Line:
    """A row with its reasons as sentences in the reader's language."""
    told = [(row.reason, row.reason_value), *(tuple(pair) for pair in row.problems)]
    sentences = [sentence(row.number, kind, value) for kind, value in told if kind]
    if row.resolved_by is not None:
        sentences.insert(0, _("Decided by %(name)s.") % {"name": row.resolved_by})
    means = ""
    if row.person is not None:
        means = str(row.person)
    elif row.verdict == RowVerdict.NEW_PERSON:
        means = row.new_email
    return Line(row, means, list(dict.fromkeys(sentences)), may_decide and row.can_be_decided)


def sentence(number: int, kind: str, value: str) -> str:
    """A stored reason in words."""
    if kind in ProblemKind:
        return Problem(number, ProblemKind(kind), value).sentence
    if kind in RowReason.values:
        return str(RowReason(kind).label) % {"value": value}
    return ""


def conclusion(file_import: FileImport, counted: Figures) -> str:
    """What applying will do, or did, in one sentence."""
    figures_told = {
        "people": formats.number(counted.people),
        "rows": formats.number(counted.total),
        "known": formats.number(counted.known),
        "new": formats.number(counted.new),
    }
    if file_import.state == ImportState.UNDONE:
        return _("Undone: nobody is reported present by this file.")
    if file_import.state == ImportState.APPLIED:
        words = ngettext(
            "%(people)s person is reported present, from %(rows)s rows of the file.",
            "%(people)s people are reported present, from %(rows)s rows of the file.",
            counted.people,
        )
    else:
        words = ngettext(
            "%(people)s person can be reported present, from %(rows)s rows:"
            " %(known)s with an account, %(new)s new.",
            "%(people)s people can be reported present, from %(rows)s rows:"
            " %(known)s with an account, %(new)s new.",
            counted.people,
        )
    return words % figures_told


def remainder(counted: Figures) -> str:
    """Rows that wait, that cannot be used, that are left out; empty when every row counts."""
    parts = [
        (RowVerdict.UNRESOLVED, _("%(count)s waiting for a decision")),
        (RowVerdict.REFUSED, _("%(count)s that cannot be used")),
        (RowVerdict.IGNORED, _("%(count)s left out")),
    ]
    told = [
        words % {"count": formats.number(counted.rows[verdict])}
        for verdict, words in parts
        if counted.rows.get(verdict)
    ]
    return _("Rows that do not count: %(rows)s.") % {"rows": ", ".join(told)} if told else ""


def _hint(file_import: FileImport) -> str:
    """What this kind of file is worth under the rule of the session."""
    rule = file_import.session.attendance_rule
    if file_import.kind == ImportKind.ZOOM_REPORT and rule == AttendanceRule.WINDOWS:
        return _(
            "This session counts check-ins in windows. Minutes from a report are kept and shown,"
            " but earn no hours by themselves."
        )
    if file_import.kind == ImportKind.ANSWER_SHEET and rule == AttendanceRule.MINUTES:
        return _(
            "This session counts minutes in a report. An answer is kept and shown, but earns no"
            " hours by itself."
        )
    return ""
