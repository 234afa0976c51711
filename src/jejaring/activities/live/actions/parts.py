"""Who speaks in a session, and its run-down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.session import editable
from jejaring.activities.live.models import LiveSession, RunDownItem, SessionSpeaker, Speaker
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.states import SpeakerRole, SpeakerScope
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotFound, Refusal
from jejaring.parties.people.models import Person


class AlreadyInvited(Refusal):
    """One part a speaker."""


class LineOutside(Refusal):
    """A line of the run-down begins within the session."""


@transaction.atomic
def invite_speaker(
    *,
    session: LiveSession,
    name: str,
    office: str,
    scope: SpeakerScope,
    language: str,
    role: SpeakerRole,
    by: Person,
    at: datetime,
) -> SessionSpeaker:
    """Give someone a part; who spoke for the agency before is found by name, office kept."""
    session = editable(session, by)
    speaker = queries.speaker_named(session.agency, name)
    if speaker and session.speakers.filter(speaker=speaker).exists():
        raise AlreadyInvited(
            _("%(name)s already has a part in this session. Remove it first to change it.")
            % {"name": speaker.name}
        )
    if speaker is None:
        speaker = Speaker(agency=session.agency, name=name)
    speaker.office = office or speaker.office
    speaker.scope, speaker.language = scope, language or speaker.language
    speaker.save()
    last = session.speakers.order_by("-position").first()
    part = session.speakers.create(
        speaker=speaker, role=role, position=last.position + 1 if last else 1
    )
    _record("live.speaker_invited", session, by, at, speaker=speaker.name, role=role)
    return part


@transaction.atomic
def remove_speaker(*, part: SessionSpeaker, by: Person, at: datetime) -> SessionSpeaker:
    """Take a part away; the speaker stays known to the agency. Returns it, for the undo."""
    session = editable(part.session, by)
    if SessionSpeaker.objects.filter(pk=part.pk).delete()[0]:
        _record("live.speaker_removed", session, by, at, speaker=part.speaker.name, role=part.role)
    return part


@transaction.atomic
def add_line(
    *, session: LiveSession, offset: int, title: str, note: str, by: Person, at: datetime
) -> RunDownItem:
    """One line of the run-down, `offset` minutes after the start."""
    session = editable(session, by)
    _within(session, offset)
    line = session.run_down.create(offset=offset, title=title, note=note)
    _record("live.line_added", session, by, at, offset=offset, title=title)
    return line


@transaction.atomic
def edit_line(
    *, line: RunDownItem, offset: int, title: str, note: str, by: Person, at: datetime
) -> RunDownItem:
    """Change one line of the run-down."""
    session = editable(line.session, by)
    _within(session, offset)
    before = [line.offset, line.title]
    if not RunDownItem.objects.filter(pk=line.pk).update(offset=offset, title=title, note=note):
        raise NotFound(_("This line has been removed meanwhile. Add it anew."))
    _record("live.line_edited", session, by, at, before=before, after=[offset, title])
    line.refresh_from_db()
    return line


@transaction.atomic
def remove_line(*, line: RunDownItem, by: Person, at: datetime) -> RunDownItem:
    """Take a line out; returns it, for the undo."""
    session = editable(line.session, by)
    if RunDownItem.objects.filter(pk=line.pk).delete()[0]:
        _record("live.line_removed", session, by, at, offset=line.offset, title=line.title)
    return line


@transaction.atomic
def move_speaker(*, part: SessionSpeaker, up: bool, by: Person, at: datetime) -> SessionSpeaker:
    """One place up or down among the parts; past the edge nothing changes."""
    session = editable(part.session, by)
    parts = list(session.speakers.all())
    here, there = _places(parts, part, up=up)
    if not 0 <= there < len(parts):
        return part
    parts.insert(there, parts.pop(here))
    for position, one in enumerate(parts, 1):
        if one.position != position:
            SessionSpeaker.objects.filter(pk=one.pk).update(position=position)
    name = part.speaker.name
    _record("live.speaker_moved", session, by, at, speaker=name, place=there + 1)
    part.position = there + 1
    return part


@transaction.atomic
def move_line(*, line: RunDownItem, up: bool, by: Person, at: datetime) -> RunDownItem:
    """Exchange a line with its neighbour, each keeping how long it takes; the row it stands in now.

    Past the edge nothing changes. The later row takes the words of the earlier one, so that lines
    which begin at the same minute change places as well.
    """
    session = editable(line.session, by)
    lines = list(session.run_down.all())
    here, there = _places(lines, line, up=up)
    if not 0 <= there < len(lines):
        return line
    first, second = lines[min(here, there)], lines[max(here, there)]
    after = max(here, there) + 1
    ends = lines[after].offset if after < len(lines) else session.minutes
    is_same_minute = first.offset == second.offset
    begins = first.offset if is_same_minute else first.offset + ends - second.offset
    _say(first, first.offset, second.title, second.note)
    _say(second, begins, first.title, first.note)
    moved = lines[there]
    moved.refresh_from_db()
    _record("live.line_moved", session, by, at, offset=moved.offset, title=moved.title)
    return moved


def _say(row: RunDownItem, offset: int, title: str, note: str) -> None:
    RunDownItem.objects.filter(pk=row.pk).update(offset=offset, title=title, note=note)


def _places[Row: Model](rows: Sequence[Row], row: Row, *, up: bool) -> tuple[int, int]:
    """Where a row stands, and where it is to stand."""
    if row not in rows:
        raise NotFound(_("This line has been removed meanwhile. Add it anew."))
    here = rows.index(row)
    return here, here - 1 if up else here + 1


def _within(session: LiveSession, offset: int) -> None:
    if not 0 <= offset < session.minutes:
        raise LineOutside(_("A line begins within the session. Correct its time."))


def _record(act: str, session: LiveSession, by: Person, at: datetime, **details: Any) -> None:
    trail.record(act, thing=session, by=by, at=at, agency=session.agency_id, **details)
