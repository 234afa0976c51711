"""Where uploaded files are kept: outside the web root, by their SHA-256, never served."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from jejaring.activities.live.files.refusals import Damaged


def keep(content: bytes) -> str:
    """Store the bytes for the installation's own eyes (0600); their digest.

    The same content is stored once. Written aside and renamed, so that a digest names a whole
    file or none.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=path.parent)  # 0600 by itself
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest


def content_of(digest: str) -> bytes:
    """What was stored; a file that was lost or altered on disk is refused."""
    try:
        content = _path(digest).read_bytes()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(
            _("The stored file is missing or was altered. Undo this import and upload it again.")
        )
    return content


def forget(digest: str) -> None:
    """Remove a file that no import needs any more."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / digest
