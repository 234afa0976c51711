"""Handing letters and notices to the mail server, a chunk at a time, through one connection.

A chunk is claimed by moving its next try into the future, so that two workers never send the
same letter and a killed one loses nothing: what it had not recorded is due again soon after.
"""

import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from jejaring.parties.notices import queries
from jejaring.parties.notices.models import Letter, Notice
from jejaring.parties.notices.states import LetterState

LEASE = timedelta(minutes=5)
BACK_OFF = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(hours=1)
MOST_TRIES = 48
"""About two days of a server that does not answer."""
SECRET_LASTS = timedelta(minutes=10)
RECORD_EVERY = 20
CHUNK = 50
"""Letters through one connection, about a second's work."""
KEEPING_CHUNK = 5000
"""Without a server nothing leaves: the outbox keeps them."""
BLANK = "–"

SERVER_DOWN = gettext_noop("The mail server does not answer.")
ADDRESS_REFUSED = gettext_noop("The mail server refuses this address.")
NOT_NOW = gettext_noop("The mail server asks to try again later.")
UNWRITABLE = gettext_noop("The wording of this letter is broken.")
TOO_LATE = gettext_noop("The code expired before the letter could leave.")

US = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)
"""The server does not want us, whoever the letter is for: nothing is lost, all of it waits."""

log = logging.getLogger(__name__)

type Row = Letter | Notice


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a chunk, and when the next try is due."""

    handed_over: int
    put_off: int
    next_at: datetime | None


def send_due(*, at: datetime, limit: int | None = None) -> Sent:
    """Letters first, because someone waits for a code; then notices."""
    letters = send_letters(at=at, limit=limit)
    notices = send_notices(at=at, limit=limit)
    moments = [moment for moment in (letters.next_at, notices.next_at) if moment]
    return Sent(
        letters.handed_over + notices.handed_over,
        letters.put_off + notices.put_off,
        min(moments, default=None),
    )


def send_letters(*, at: datetime, limit: int | None = None) -> Sent:
    """Due letters, those with a code first; without a mail server they stay in the outbox."""
    _drop_stale(at)
    rows = _claimed(queries.letters_due(at), Letter, at, limit)
    return _hand_over(rows, queries.as_message, at, queries.next_letter_at)


def send_notices(*, at: datetime, limit: int | None = None) -> Sent:
    """Due notices, in each person's words; who wants none by e-mail reads them in the product."""
    rows = _claimed(queries.notices_due(at), Notice, at, limit)
    wanted = queries.mailable(rows)
    unwanted = [row.pk for row in rows if row.pk not in wanted]
    Notice.objects.filter(pk__in=unwanted).update(state=LetterState.NOT_MAILED, sent_at=at)

    def message(row: Any) -> EmailMessage:
        return queries.notice_message(row, wanted[row.pk], at)

    return _hand_over([r for r in rows if r.pk in wanted], message, at, queries.next_notice_at)


@transaction.atomic
def _drop_stale(at: datetime) -> None:
    """Nobody wants a code that no longer opens anything."""
    stale = queries.letters_due(at).filter(is_secret=True, due_at__lt=at - SECRET_LASTS)
    stale.update(state=LetterState.WITHDRAWN, body=BLANK, last_problem=TOO_LATE)


@transaction.atomic
def _claimed(due: Any, model: type[Row], at: datetime, limit: int | None) -> Sequence[Any]:
    limit = limit or (CHUNK if settings.HAS_MAIL_SERVER else KEEPING_CHUNK)
    rows = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
    ids = [row.pk for row in rows]
    model.objects.filter(pk__in=ids).update(next_try_at=at + LEASE, tries=F("tries") + 1)
    return rows


def _hand_over(
    rows: Sequence[Any],
    message: Callable[[Any], EmailMessage],
    at: datetime,
    next_at: Callable[[], datetime | None],
) -> Sent:
    if not settings.HAS_MAIL_SERVER:
        for model in {type(row) for row in rows}:
            ids = [row.pk for row in rows]
            model.objects.filter(pk__in=ids).update(state=LetterState.KEPT, sent_at=at)
        return Sent(len(rows), 0, next_at())
    done: list[Any] = []
    put_off = 0
    server = mailers["server"]
    try:
        for place, row in enumerate(rows):
            written = _written(row, message)
            problem, is_lasting = _posted(server, written) if written else (UNWRITABLE, True)
            if not problem:
                done.append(row)
            elif problem == SERVER_DOWN:
                put_off += _put_off(rows[place:], problem, at)
                break
            else:
                put_off += _put_off([row], problem, at, is_lasting=is_lasting)
            if len(done) >= RECORD_EVERY:
                _record(done, at)
                done = []
    finally:
        _record(done, at)
        _close(server)
    return Sent(len(rows) - put_off, put_off, next_at())


def _written(row: Any, message: Callable[[Any], EmailMessage]) -> EmailMessage | None:
    """One letter whose wording is broken must not hold up the rest."""
    try:
        return message(row)
    except Exception:
        log.exception("%s %s cannot be written", type(row).__name__, row.pk)
        return None


def _posted(server: BaseEmailBackend, message: EmailMessage) -> tuple[str, bool]:
    """What went wrong in a few words, and whether it will go wrong again."""
    try:
        server.open()  # or each letter would open and close a connection of its own
        server.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refused:
        _close(server)
        return _said(refused)
    except (OSError, smtplib.SMTPException):
        return SERVER_DOWN, False
    return "", False


def _said(refused: smtplib.SMTPException) -> tuple[str, bool]:
    codes = [getattr(refused, "smtp_code", 0)]
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in refused.recipients.values()]
    if isinstance(refused, US):
        return SERVER_DOWN, False
    lasting = all(500 <= code < 600 for code in codes)  # noqa: PLR2004 - SMTP's lasting refusals
    return (ADDRESS_REFUSED, True) if lasting else (NOT_NOW, False)


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except OSError:  # it had gone already
        return


@transaction.atomic
def _put_off(rows: Sequence[Any], problem: str, at: datetime, *, is_lasting: bool = False) -> int:
    """Each row waits longer than the last time, at most an hour; two days are enough."""
    for row in rows:
        tries = row.tries + 1
        wait = min(BACK_OFF * 2 ** min(tries - 1, 10), LONGEST_BACK_OFF)
        gives_up = is_lasting or tries >= MOST_TRIES
        row.state = LetterState.FAILED if gives_up else LetterState.QUEUED
        row.next_try_at, row.last_problem = at + wait, problem
        row.save(update_fields=["state", "next_try_at", "last_problem"])
    return len(rows)


@transaction.atomic
def _record(rows: Sequence[Any], at: datetime) -> None:
    ids = [row.pk for row in rows]
    gone: dict[str, Any] = {"state": LetterState.SENT, "sent_at": at, "last_problem": ""}
    if rows and isinstance(rows[0], Letter):
        Letter.objects.filter(pk__in=ids).update(**gone)
        Letter.objects.filter(pk__in=ids, is_secret=True).update(body=BLANK)
    elif rows:
        Notice.objects.filter(pk__in=ids).update(**gone)
