import struct
import zipfile

import pytest

from jejaring.activities.live.files import recognised
from jejaring.activities.live.files.recognised import FileKind
from jejaring.activities.live.files.refusals import (
    Damaged,
    Locked,
    NotATable,
    NothingInside,
    UnpacksTooBig,
)
from tests.factories.files import ODS_TYPE, csv_bytes, ods_bytes, xls_bytes, xlsx_bytes, zip_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (csv_bytes([["a"], ["b"]]), FileKind.CSV),
        (xlsx_bytes([["a"], ["b"]]), FileKind.XLSX),
        (xls_bytes({(0, 0): "a"}), FileKind.XLS),
        (ods_bytes([["a"]]), FileKind.ODS),
    ],
)
def test_tables_are_told_by_their_content(content, kind):
    assert recognised.kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n%", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"GIF89a", "picture"),
        (b"RIFF....WEBP", "picture"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"{\\rtf1", "text document"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "web page"),
        (b"<TABLE border=1>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "another program"),
        (zip_bytes({"word/document.xml": "<w/>"}), "text document"),
        (zip_bytes({"ppt/presentation.xml": "<p/>"}), "slides"),
        (zip_bytes({"mimetype": ODS_TYPE.replace("spreadsheet", "text")}), "text document"),
        (zip_bytes({"xl/workbook.bin": b"\x00"}), "XLSB"),
        (zip_bytes({"peserta.csv": "a,b"}), "archive"),
    ],
)
def test_other_files_are_refused_by_what_they_are(content, named):
    with pytest.raises(NotATable, match=named):
        recognised.kind_of(content)


def test_an_empty_file():
    with pytest.raises(NothingInside):
        recognised.kind_of(b"")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_bytes({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": b"\x00" * 60_000_000})
    assert len(bomb) < 100_000

    with pytest.raises(UnpacksTooBig, match="60 MB"):
        recognised.kind_of(bomb)


def test_more_than_a_workbook_holds_is_refused_however_it_is_packed():
    claims = zip_bytes({"xl/workbook.xml": "<w/>"})
    at = claims.index(b"PK\x01\x02") + 24
    lying = claims[:at] + struct.pack("<I", 4_000_000_000) + claims[at + 4 :]

    with pytest.raises(UnpacksTooBig, match="4000 MB"):
        recognised.kind_of(lying)


def test_packed_files_inside_a_packed_file():
    with pytest.raises(UnpacksTooBig, match="inside"):
        recognised.kind_of(zip_bytes({"xl/workbook.xml": "<w/>", "xl/more.zip": b"PK"}))


def test_thousands_of_members():
    members: dict[str, str | bytes] = {f"xl/{number}.xml": "" for number in range(1_001)}

    with pytest.raises(UnpacksTooBig):
        recognised.kind_of(zip_bytes(members))


def test_two_members_of_one_name():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = twice("xl/workbook.xml")

    with pytest.raises(Damaged):
        recognised.kind_of(content)


def twice(name: str) -> bytes:
    import io

    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(name, "<a/>")
        archive.writestr(name, "<b/>")
    return output.getvalue()


def test_locked_workbooks():
    packed = bytearray(zip_bytes({"xl/workbook.xml": "<w/>"}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    office = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")

    for content in (bytes(packed), office):
        with pytest.raises(Locked):
            recognised.kind_of(content)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 100, b"PK\x05\x06"])
def test_a_zip_that_is_none(content):
    with pytest.raises(Damaged):
        recognised.kind_of(content)
