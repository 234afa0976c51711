"""`jejaring import roster`: a participant report or an answer sheet from the command line."""

import hashlib
from pathlib import Path

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.files import sheets, vault
from jejaring.activities.live.models import FileImport, ImportRow, LiveSession
from jejaring.activities.live.queries.imports import reading, report
from jejaring.activities.live.states import ImportKind, ImportState, RowVerdict
from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.ui import formats
from jejaring.parties.people import queries as people
from jejaring.parties.people.models import Person, normalised_email

SHOWN = 40
"""Problem rows that are printed; the page of the import shows all of them."""
_DOUBTFUL = (RowVerdict.UNRESOLVED, RowVerdict.REFUSED)
_NAME, _EMAIL = 28, 34


def bring_in(file: Path, *, session: str, by: str, apply: bool) -> int:
    """Check a list and say what would become of it; with `apply`, report the people present.

    A dry run keeps nothing. Applied, the import stands in the browser, where it can be undone
    and its doubtful rows decided.
    """
    with translation.override("en"), transaction.atomic():
        live, officer, content = _session(session), _officer(by), _content(file)
        file_import = _checked(live, content, file.name, officer)
        counted = report.figures(file_import)
        if apply:
            print(f"Applying {formats.number(counted.total)} rows.", flush=True)
            file_import = actions.apply(file_import=file_import, by=officer, at=timezone.now())
        _tell(file_import)
        if not apply:
            transaction.set_rollback(True)
    if not apply:
        _forget(content)
        print("Nothing was written. Add --apply to report these people present.")
    return 0


def _session(slug: str) -> LiveSession:
    session = LiveSession.objects.filter(slug=slug).select_related("agency", "programme").first()
    if session is None:
        raise NotFound(
            _("There is no session at the address %(slug)s: the last part of its page's address.")
            % {"slug": slug}
        )
    return session


def _officer(email: str) -> Person:
    officer = people.person_by_email(normalised_email(email))
    if officer is None:
        raise NotFound(_("Nobody here has the e-mail address %(email)s.") % {"email": email})
    return officer


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(sheets.UPLOAD_LIMIT + 1)
    except OSError as problem:
        raise NotFound(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": problem.strerror}
        ) from None


def _checked(session: LiveSession, content: bytes, name: str, officer: Person) -> FileImport:
    """The import that stands already, or a new one with the columns we propose."""
    at = timezone.now()
    standing = report.same_file(session, hashlib.sha256(content).hexdigest())
    if standing is not None and standing.state in {ImportState.DRY_RUN, ImportState.APPLIED}:
        print(f"This file was uploaded by {standing.uploaded_by} before; that import is used.")
        return standing
    taken = actions.upload(session=session, content=content, name=name, kind="", by=officer, at=at)
    if taken.kind == ImportKind.ANSWER_SHEET:
        _tell_columns(taken)
        columns = {int(place): column for place, column in taken.mapping.items()}
        taken = actions.choose_columns(
            file_import=taken, columns=columns, date_order="", by=officer, at=at
        )
    actions.queue_check(file_import=taken, by=officer, at=at)
    return actions.run_check(file_import=taken, at=at, heard=_hear)


def _hear(done: int, total: int) -> None:
    print(f"Checked {formats.number(done)} of {formats.number(total)} rows.", flush=True)


def _tell_columns(file_import: FileImport) -> None:
    for heading in reading.headings_of(reading.opened(file_import)):
        column = file_import.mapping.get(str(heading.place), "not read")
        print(f"  {_cut(heading.text, _EMAIL)}  {column}")


def _tell(file_import: FileImport) -> None:
    """The same sentence as in the browser, then the rows that somebody has to look at."""
    counted = report.figures(file_import)
    print(report.conclusion(file_import, counted))
    if remainder := report.remainder(counted):
        print(remainder)
    rows = ImportRow.objects.filter(file_import=file_import, verdict__in=_DOUBTFUL)
    doubtful = counted.waiting + counted.rows.get(RowVerdict.REFUSED, 0)
    for row in report.with_people(rows)[:SHOWN]:
        line = report.line(row, may_decide=False)
        print(
            f"  row {row.number:>6}  {_cut(row.name, _NAME)}  {_cut(row.email, _EMAIL)}"
            f"  {' '.join(line.reasons)}"
        )
    if doubtful > SHOWN:
        print(f"  and {formats.number(doubtful - SHOWN)} more; the import's page shows them all.")


def _cut(text: str, width: int) -> str:
    """As wide as its column, and without a sign that could steer a terminal."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"{shown[: width - 1]}…" if len(shown) > width else shown.ljust(width)


def _forget(content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if not FileImport.objects.filter(digest=digest).exists():
        vault.forget(digest)
