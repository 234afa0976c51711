"""What the page of one session, and every page that hangs on it, is told."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from jejaring.activities.live import rules
from jejaring.activities.live.actions.session import EDITABLE
from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import admission, board, participants, timeline
from jejaring.activities.live.queries import session as queries
from jejaring.ground.ui import fields
from jejaring.parties.people.models import Person


def of(session: LiveSession, person: Person, at: datetime) -> dict[str, Any]:
    """The session with its parts, where it stands, and what this person may do next."""
    windows = list(queries.windows_of(session))
    return {
        "session": session,
        "may_run": rules.may_run(person, session),
        "may_close": rules.may_close(person, session),
        "next": timeline.next_of(session, at).value,
        "editable": session.state in EDITABLE,
        "field_names": [field.name for field in fields.named(session.fields)],
        "steps": timeline.steps_of(session, at),
        "missing": rules.missing_for_announcement(session) if session.is_draft else [],
        "windows": [(window, board.state_of(window, at).value) for window in windows],
        "speakers": list(session.speakers.select_related("speaker")),
        "run_down": list(session.run_down.select_related("session")),
        "partners": list(session.partners.all().fetch_mode(models.FETCH_RAISE)),
        "admitted": admission.admitted(session, at) if session.is_restricted else [],
        "places": participants.count(session),
        "address": public_address(session),
    }


def public_address(session: LiveSession) -> str:
    """The whole address that is shared with learners."""
    return f"{settings.PUBLIC_ADDRESS}" + reverse("live:session", args=[session.slug])
