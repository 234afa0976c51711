"""What every act on an import asks first: whose session it is, and whether it is still open."""

from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.models import FileImport, LiveSession
from jejaring.activities.live.states import SessionState
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.models import Person


class SessionClosed(Refusal):
    """After the closing, single people are corrected and no lists are brought in or out."""


class NotYetAnnounced(Refusal):
    """Nobody can have been in a session that is not announced, was postponed or cancelled."""


class AlreadyUnderWay(Refusal):
    """Somebody else pressed first, or it was applied already."""

    def __init__(self) -> None:
        super().__init__(_("This file is being worked on, or was applied already."))


def permit(by: Person, session: LiveSession) -> None:
    """Only whoever runs live sessions for the agency."""
    if not rules.may_run(by, session):
        raise NotPermitted(_("Only an owner or organiser of the agency may import files."))


def lock_open(session: LiveSession) -> LiveSession:
    """The session as it stands now, announced and not closed; it stays so until the end."""
    current = (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("programme", "agency")
        .get(pk=session.pk)
    )
    if current.state in {
        SessionState.CLOSED,
        SessionState.CERTIFICATES_ISSUED,
        SessionState.ARCHIVED,
    }:
        raise SessionClosed(
            _(
                "This session has been closed. Correct single people instead, or take the closing"
                " back within its 15 minutes."
            )
        )
    if current.state != SessionState.ANNOUNCED:
        raise NotYetAnnounced(_("Files are imported into an announced session. Announce it first."))
    return current


def lock(file_import: FileImport) -> FileImport:
    """The import as it stands now, with its session; nobody else moves it until the end."""
    return (
        FileImport.objects.select_for_update(of=("self",))
        .select_related("session", "session__programme", "session__agency", "applied_by")
        .get(pk=file_import.pk)
    )
