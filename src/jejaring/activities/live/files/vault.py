"""Where uploaded lists are kept: in a room of the vault, never served."""

from django.utils.translation import gettext as _

from jejaring.activities.live.files.refusals import Damaged
from jejaring.ground.paper import vault

ROOM = "imports"


def keep(content: bytes) -> str:
    """Store the bytes; their digest."""
    return vault.keep(content, room=ROOM)


def content_of(digest: str) -> bytes:
    """What was stored; a file that was lost or altered on disk is refused."""
    try:
        return vault.content_of(digest, room=ROOM)
    except vault.FileLost:
        raise Damaged(
            _("The stored file is missing or was altered. Undo this import and upload it again.")
        ) from None


def forget(digest: str) -> None:
    """Remove a file that no import needs any more."""
    vault.forget(digest, room=ROOM)
