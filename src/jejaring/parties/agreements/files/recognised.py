"""What an uploaded file truly is: told by its bytes, never by its name alone."""

import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal

LIMIT = 10_000_000
"""Bytes of one file (design: "Berkas 12 MB melebihi 10 MB")."""
MEGABYTE = 1_000_000
UNPACKED = 60_000_000
"""Bytes that a DOCX may hold once unpacked."""
PARTS = 2000
PIXELS = 100_000_000
LONGEST_NAME = 120
HEAD = 1024

PDF, JPEG, PNG, DOCX = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
)
ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
}
FOREIGN = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
"""How programs and other archives begin."""
SCRIPT = re.compile(rb"<(?:script|html|svg|!doctype|\?php)", re.IGNORECASE)
UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


class FileRefused(Refusal):
    """The file cannot be taken; nothing of it was kept."""

    status = 422


class FileEmpty(FileRefused):
    """No bytes."""


class FileTooBig(FileRefused):
    """More than 10 MB."""


class FileNameWrong(FileRefused):
    """The name says another kind of file than the bytes, or nothing at all."""


class KindNotTaken(FileRefused):
    """Neither PDF, JPEG, PNG nor DOCX."""


class FileDamaged(FileRefused):
    """It begins as it should and does not go on so."""


class TwoFilesInOne(FileRefused):
    """A file that is two kinds at once; whoever opens it may see another than was checked."""


class UnpacksTooBig(FileRefused):
    """A zip bomb, or a picture that behaves like one."""


class HasMacros(FileRefused):
    """A DOCX with a program in it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file that may be kept: its cleaned name, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


def recognised(content: bytes, *, name: str) -> Recognised:
    """The file, if it is what its name says and nothing else besides; else why not."""
    if not content:
        raise FileEmpty(_("The file is empty. Save it again, then upload it."))
    if len(content) > LIMIT:
        raise too_big(len(content))
    media_type = _kind(content)
    called = _proper_name(name)
    if not called.lower().endswith(ENDINGS[media_type]):
        raise FileNameWrong(
            _("The name “%(name)s” does not fit: the file is in truth a %(kind)s. Rename it.")
            % {"name": called, "kind": ENDINGS[media_type][0].removeprefix(".").upper()}
        )
    _CHECKS[media_type](content)
    return Recognised(called, media_type, content)


def too_big(size: int) -> FileTooBig:
    """The same sentence before and after the bytes are read."""
    return FileTooBig(
        _("The file is %(size)s MB, over %(limit)s MB. Make it smaller and try again.")
        % {"size": -(-size // MEGABYTE), "limit": LIMIT // MEGABYTE}
    )


def _kind(content: bytes) -> str:
    starts = {
        b"%PDF-": PDF,
        b"\xff\xd8\xff": JPEG,
        b"\x89PNG\r\n\x1a\n": PNG,
        b"PK\x03\x04": DOCX,
    }
    found = [kind for start, kind in starts.items() if content.startswith(start)]
    if not found or content.startswith(FOREIGN):
        raise KindNotTaken(_("Only PDF, JPEG, PNG and DOCX are taken, and this is none of them."))
    kind = found[0]
    hides = (kind != PDF and b"%PDF-" in content[:HEAD]) or (
        kind != DOCX and zipfile.is_zipfile(BytesIO(content))
    )
    if hides or (kind != DOCX and SCRIPT.search(content[:HEAD])):
        raise _two_in_one()
    return kind


def _proper_name(name: str) -> str:
    """Without folders and unseen signs; not so long that a disk refuses it."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    last = PurePosixPath(text).name.strip()
    stem, dot, ending = last.rpartition(".")
    if not stem.strip(". ") or not dot:
        raise FileNameWrong(_("The file has no proper name. Rename it, then upload it again."))
    return f"{stem[:LONGEST_NAME].strip()}.{ending}"


def _check_pdf(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[max(0, end - HEAD) : end]:
        raise _damaged()
    if content[end + 5 :].strip(b"\r\n\t \x00"):
        raise TwoFilesInOne(
            _("Something follows the end of this PDF. Print or save it again, then upload that.")
        )


def _check_png(content: bytes) -> None:
    at, seen_data = 8, False
    while True:
        head = content[at : at + 8]
        if len(head) < 8:  # noqa: PLR2004 - length and type of a chunk
            raise _damaged()
        length, kind = struct.unpack(">I4s", head)
        body = content[at + 4 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or struct.pack(">I", zlib.crc32(body)) != check:  # noqa: PLR2004
            raise _damaged()
        if kind == b"IHDR":
            _check_pixels(*struct.unpack(">II", body[4:12]))
        seen_data = seen_data or kind == b"IDAT"
        at += 12 + length
        if kind == b"IEND":
            break
    if not seen_data or content[at:]:
        raise _damaged()


FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
BARE = frozenset({0x01, *range(0xD0, 0xD9)})
SCAN, END = 0xDA, 0xD9


def _check_jpeg(content: bytes) -> None:
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker
        marker = content[at + 1]
        if marker == 0xFF or marker in BARE:  # noqa: PLR2004 - filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9].ljust(4, b"\0"))
            _check_pixels(width, height)
            has_frame = True
        if marker == SCAN:
            if has_frame and b"\xff\xd9" in content[at:]:
                return
            break
        at += 2 + length
    raise _damaged()


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > PIXELS:
        raise UnpacksTooBig(_("This picture has more than 100 million dots. Make it smaller."))


def _check_docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ):
        raise _damaged() from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise KindNotTaken(_("Only PDF, JPEG, PNG and DOCX are taken, and this is none of them."))
    if len(parts) > PARTS or len(names) != len(parts):
        raise _damaged()
    if min(part.header_offset for part in parts):
        raise _two_in_one()
    if any(_leaves_its_folder(name) for name in names):
        raise _damaged()
    if any("vbaproject" in name.lower() for name in names):
        raise HasMacros(
            _("This document carries a program (macros). Save it without, then upload.")
        )
    left = UNPACKED
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(min(1 << 20, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise UnpacksTooBig(
                        _("Unpacked, this document is larger than 60 MB. It is not taken.")
                    )


def _leaves_its_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _two_in_one() -> TwoFilesInOne:
    return TwoFilesInOne(
        _("This file is two kinds of file at once. Print or save it again, then upload that.")
    )


def _damaged() -> FileDamaged:
    return FileDamaged(_("The file is damaged or not whole. Save it again, then upload it."))


_CHECKS = {PDF: _check_pdf, JPEG: _check_jpeg, PNG: _check_png, DOCX: _check_docx}
