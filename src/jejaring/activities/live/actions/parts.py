"""Who speaks in a session, and its run-down."""

from datetime import datetime
from typing import Any

from django.db import transaction
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


def _within(session: LiveSession, offset: int) -> None:
    if not 0 <= offset < session.minutes:
        raise LineOutside(_("A line begins within the session. Correct its time."))


def _record(act: str, session: LiveSession, by: Person, at: datetime, **details: Any) -> None:
    trail.record(act, thing=session, by=by, at=at, agency=session.agency_id, **details)
