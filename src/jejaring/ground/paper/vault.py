"""Where files that people hand in are kept: outside the web root, by their SHA-256.

A digest names a whole file or none: what was lost or altered on disk is never handed out.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal


class FileLost(Refusal):
    """The disk no longer holds the bytes that the row names."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "The stored file is missing or was altered on disk. Ask the administrator of this "
                "installation to bring it back from the backup."
            )
        )


def keep(content: bytes, *, room: str) -> str:
    """Store the bytes for the installation's own eyes (0600); their digest.

    The same content is stored once in a room. Written aside and renamed, so that a reader sees a
    whole file or none.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest, room)
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


def content_of(digest: str, *, room: str) -> bytes:
    """What was stored; raises FileLost when the bytes are not those that the digest names."""
    try:
        content = _path(digest, room).read_bytes()
    except FileNotFoundError:
        raise FileLost from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileLost
    return content


def forget(digest: str, *, room: str) -> None:
    """Remove a file that nothing needs any more."""
    _path(digest, room).unlink(missing_ok=True)


def _path(digest: str, room: str) -> Path:
    return Path(settings.MEDIA_ROOT) / room / digest
