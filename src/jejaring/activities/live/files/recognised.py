"""What a file is, told by its content and never by its name."""

import io
import lzma
import zipfile
import zlib
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.activities.live.files import refusals
from jejaring.activities.live.files.refusals import NotATable, NothingInside, UnpacksTooBig

UNPACKED_LIMIT = 200_000_000
"""Bytes that all members of a workbook may have together."""
RATIO_LIMIT = 200
"""Times that a workbook may grow; ordinary ones grow 5 to 30 times."""
RATIO_COUNTS_FROM = 10_000_000
"""Bytes; a smaller whole harms nobody, however well it was packed."""
MEMBER_LIMIT = 1_000

_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".xlsx", ".xlsm", ".ods", ".jar")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HEAD = 4096
_BREAKS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""Everything by which a zip file and what is packed in it can be wrong."""


class FileKind(StrEnum):
    """The kinds of table that are read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


_SIGNATURES = {
    b"%PDF-": gettext_lazy("This is a PDF document, whatever its name says."),
    b"\x89PNG": gettext_lazy("This is a picture, not a table."),
    b"\xff\xd8\xff": gettext_lazy("This is a picture, not a table."),
    b"GIF8": gettext_lazy("This is a picture, not a table."),
    b"RIFF": gettext_lazy("This is a picture or a recording, not a table."),
    b"\x1f\x8b": gettext_lazy("This is a packed archive. Unpack it first."),
    b"Rar!": gettext_lazy("This is a packed archive. Unpack it first."),
    b"7z\xbc\xaf": gettext_lazy("This is a packed archive. Unpack it first."),
    b"{\\rtf": gettext_lazy("This is a text document, not a table."),
}
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<script")


def kind_of(content: bytes) -> FileKind:
    """The kind of table these bytes are, or a refusal that names what they are instead."""
    if not content.strip(b"\x00 \t\r\n"):
        raise NothingInside(_("The file is empty. Export it again, then upload it."))
    for signature, sentence in _SIGNATURES.items():
        if content.startswith(signature):
            raise _something_else(sentence)
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(content)
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_WEB_PAGE):
        raise NotATable(
            _(
                "This is a web page saved under the name of a table. Open it in a spreadsheet,"
                " save it as XLSX, then upload that."
            )
        )
    if head.startswith(b"<?xml"):
        raise NotATable(
            _("This is an XML file. Open it in a spreadsheet, save it as XLSX, then upload that.")
        )
    return FileKind.CSV


def _something_else(what: str | Promise) -> NotATable:
    return NotATable(_("%(what)s Upload the table itself as CSV or XLSX.") % {"what": what})


def _ole_kind(content: bytes) -> FileKind:
    """The old container of Microsoft: a workbook, a locked workbook, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusals.locked()
    streams = [name.encode("utf-16-le") for name in ("Workbook", "Book")]
    if not any(name in content for name in streams):
        raise _something_else(_("This is a document of another program, not a table."))
    return FileKind.XLS


def _zip_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members, packed=len(content))
            names = {member.filename for member in members}
            if _says_ods(archive, members):
                return FileKind.ODS
    except _BREAKS as error:
        raise refusals.damaged() from error
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        raise NotATable(_("This is a binary workbook (XLSB). Save it as XLSX, then upload that."))
    if any(name.startswith(("word/", "ppt/")) for name in names) or "mimetype" in names:
        raise _something_else(_("This is a text document or slides, not a table."))
    raise _something_else(_("This is a packed archive. Unpack it first."))


def _says_ods(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    found = [m for m in members if m.filename == "mimetype" and m.file_size == len(_ODS)]
    return bool(found) and archive.read(found[0]) == _ODS


def _check_members(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    """Refuse a zip bomb by its table of contents, before anything is unpacked."""
    if any(member.flag_bits & 1 for member in members):
        raise refusals.locked()
    unpacked = sum(member.file_size for member in members)
    grows = unpacked > RATIO_COUNTS_FROM and unpacked > RATIO_LIMIT * packed
    if grows or unpacked > UNPACKED_LIMIT or len(members) > MEMBER_LIMIT:
        raise UnpacksTooBig(
            _(
                "Unpacked, this workbook would be %(size)s MB large, which no attendance list is."
                " It was not opened. Copy the table into a new workbook, then upload that."
            )
            % {"size": unpacked // 1_000_000}
        )
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names):
        raise refusals.damaged()
    if any(name.endswith(_ARCHIVES) for name in names):
        raise UnpacksTooBig(
            _(
                "This file has further packed files inside. It was not opened. Copy the table"
                " into a new workbook, then upload that."
            )
        )
