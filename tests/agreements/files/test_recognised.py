import zipfile
from io import BytesIO

import pytest

from jejaring.parties.agreements.files import recognised as files
from tests.factories.uploads import docx_bytes, jpeg_bytes, pdf_bytes, png_bytes


def refused(content, name="berkas.pdf"):
    with pytest.raises(files.FileRefused) as caught:
        files.recognised(content, name=name)
    return caught.type


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf_bytes(), "KAK 2026.pdf", files.PDF),
        (jpeg_bytes(), "pindaian.JPG", files.JPEG),
        (png_bytes(), "pindaian.png", files.PNG),
        (docx_bytes(), "naskah.docx", files.DOCX),
    ],
)
def test_what_is_taken_keeps_its_name_and_bytes(content, name, media_type):
    found = files.recognised(content, name=name)

    assert (found.name, found.media_type, found.content) == (name, media_type, content)


def test_nothing_is_not_a_file():
    assert refused(b"") is files.FileEmpty


def test_more_than_ten_megabytes_are_refused_with_the_figures():
    with pytest.raises(files.FileTooBig, match="11 MB"):
        files.recognised(pdf_bytes(b"x" * 10_500_000), name="besar.pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\x00" * 200,
        b"\x7fELF" + b"\x00" * 200,
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\x00" * 20,
        b"PK\x05\x06" + b"\x00" * 18,
        b"just words",
        b"\x00" * 5000,
    ],
)
def test_a_program_or_page_named_pdf_is_not_taken(content):
    assert refused(content) is files.KindNotTaken


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png_bytes(), "gambar.pdf"),
        (pdf_bytes(), "naskah.docx"),
        (pdf_bytes(), "naskah.pdf.exe"),
        (docx_bytes(), "naskah.zip"),
        (jpeg_bytes(), "foto"),
        (pdf_bytes(), ".pdf"),
        (pdf_bytes(), ""),
        (pdf_bytes(), "../.."),
    ],
)
def test_a_name_that_does_not_fit_is_refused(content, name):
    assert refused(content, name) is files.FileNameWrong


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\surat.pdf", "surat.pdf"),
        ("/var/www/surat.pdf", "surat.pdf"),
        ("surat\u202efdp.exe.pdf", "suratfdp.exe.pdf"),
        ("surat\r\nX-Header: 1.pdf", "suratX-Header: 1.pdf"),
        ("a" * 500 + ".pdf", "a" * 120 + ".pdf"),
    ],
)
def test_a_name_keeps_no_folder_and_no_unseen_sign(name, kept):
    assert files.recognised(pdf_bytes(), name=name).name == kept


def archive(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def test_two_files_in_one_are_refused():
    hidden = archive(**{"virus.exe": b"MZ"})

    assert refused(pdf_bytes() + hidden) is files.TwoFilesInOne
    assert refused(pdf_bytes() + hidden + b"%%EOF") is files.TwoFilesInOne
    assert refused(png_bytes() + hidden, "a.png") is files.TwoFilesInOne
    assert refused(jpeg_bytes() + hidden, "a.jpg") is files.TwoFilesInOne
    assert refused(pdf_bytes() + b"<script>alert(1)</script>") is files.TwoFilesInOne
    assert refused(b"%PDF-1.7 <script>alert(1)</script>\n" + pdf_bytes()) is files.TwoFilesInOne
    assert refused(b"\xff\xd8\xff%PDF-" + jpeg_bytes(), "a.jpg") is files.TwoFilesInOne
    assert refused(hidden + docx_bytes(), "a.docx") is files.TwoFilesInOne


def test_a_document_that_unpacks_beyond_measure_is_refused():
    bomb = docx_bytes(**{"word/media/nol.bin": b"\0" * 70_000_000})

    assert len(bomb) < 100_000
    assert refused(bomb, "bom.docx") is files.UnpacksTooBig


def test_a_document_that_lies_about_its_size_is_refused_all_the_same():
    bomb = bytearray(docx_bytes(**{"word/media/nol.bin": b"\0" * 70_000_000}))
    central = bomb.rfind(b"PK\x01\x02")
    bomb[central + 24 : central + 28] = (1000).to_bytes(4, "little")

    assert refused(bytes(bomb), "bom.docx") in {files.UnpacksTooBig, files.FileDamaged}


@pytest.mark.parametrize(
    "content",
    [
        docx_bytes(**{"../../etc/cron.d/x": b"x"}),
        docx_bytes(**{"/etc/passwd": b"x"}),
        docx_bytes(**{"C:\\x": b"x"}),
        docx_bytes(**{f"p{n}": b"" for n in range(2001)}),
        docx_bytes(a=b"x" * 1000)[:-30],
        docx_bytes()[:200],
    ],
)
def test_a_document_with_odd_or_lost_parts_is_damaged(content):
    assert refused(content, "naskah.docx") is files.FileDamaged


def test_a_document_with_macros_is_refused():
    assert refused(docx_bytes(**{"word/vbaProject.bin": b"x"}), "m.docx") is files.HasMacros


def test_another_kind_of_archive_is_no_document():
    assert refused(archive(**{"xl/workbook.xml": b"<x/>"}), "t.docx") is files.KindNotTaken


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_file_cut_short_is_damaged(cut):
    assert refused(png_bytes()[:-cut], "a.png") is files.FileDamaged
    assert refused(pdf_bytes()[: -cut - 20]) is files.FileDamaged
    assert refused(jpeg_bytes()[: -cut - 1], "a.jpg") is files.FileDamaged


def test_a_picture_of_too_many_dots_is_refused():
    assert refused(png_bytes(60_000, 60_000), "a.png") is files.UnpacksTooBig
    assert refused(jpeg_bytes(60_000, 60_000), "a.jpg") is files.UnpacksTooBig
    assert refused(png_bytes(0, 5), "a.png") is files.FileDamaged


def test_a_picture_with_a_false_checksum_is_damaged():
    content = bytearray(png_bytes())
    content[20] ^= 1

    assert refused(bytes(content), "a.png") is files.FileDamaged
