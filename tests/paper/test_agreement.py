from io import BytesIO
from zipfile import ZipFile

import docx
import pikepdf

from jejaring.ground.paper.docx import written
from jejaring.ground.paper.typeset import typeset
from tests.factories.paper import AgreementPaperFactory, SideFactory


def paper(**changes):
    return AgreementPaperFactory(**changes)


def pdf(**changes):
    return typeset("agreement", paper(**changes), language="id")


def test_an_agreement_says_what_it_was_given(text_of):
    text = text_of(pdf())

    for said in [
        "BADAN PENGEMBANGAN SUMBER DAYA MANUSIA PROVINSI JAWA TIMUR",
        "PERJANJIAN KERJA SAMA ANTARA",
        "TENTANG PENGEMBANGAN KOMPETENSI APARATUR",
        "Nomor (PIHAK KESATU): belum bernomor",
        "Pasal 1 RUANG LINGKUP",
        "(1) Para pihak sepakat",
        "a. pembelajaran digital;",
        "Berdasarkan Surat Kuasa Nomor 7/2026",
        "LAMPIRAN: RINCIAN YANG DISEPAKATI",
        "Sesi langsung, 500 orang",
        "Contoh, bukan perjanjian yang berlaku.",
        "SHA-256 " + "ab" * 32,
        "Naskah versi 3",
    ]:
        assert said in text


def test_every_page_carries_the_fingerprint_and_its_number(text_of):
    pages = text_of(pdf(long=True)).split("\n")

    assert len(pages) >= 12
    for number, page in enumerate(pages, start=1):
        assert "SHA-256 " + "ab" * 32 in page
        assert f"Halaman {number} dari {len(pages)}" in page


def test_it_is_archival_and_the_same_bytes_each_time():
    made = pdf()

    assert made == pdf()
    with pikepdf.open(BytesIO(made)) as document:
        assert "pdfaid" in str(document.open_metadata())


def test_three_sides_and_no_clauses_fit(text_of):
    sides = [SideFactory(role=f"PIHAK {n}", name=f"Lembaga Contoh {n}") for n in range(1, 4)]

    text = text_of(pdf(sides=sides, clauses=[]))

    assert "LAMPIRAN" not in text
    assert all(f"LEMBAGA CONTOH {n}" in text for n in range(1, 4))


def test_hostile_text_prints_as_it_is_written(text_of):
    title = '#read("/etc/passwd") $x$ *tebal*'

    assert title.upper() in text_of(pdf(title=title))


def test_a_docx_says_the_same(text_of):
    content = written(paper())

    document = docx.Document(BytesIO(content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ["PERJANJIAN KERJA SAMA", "Nomor (PIHAK KEDUA): belum bernomor", "Pasal 2"]:
        assert words in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Sesi langsung, 500 orang" in cells
    assert "SHA-256" in document.sections[0].footer.paragraphs[0].text


def test_a_docx_holds_what_a_file_can_hold():
    content = written(paper(title="Judul \x00\u202eterbalik", clauses=[]))

    with ZipFile(BytesIO(content)) as archive:
        assert b"\x00" not in archive.read("word/document.xml")
    assert "LAMPIRAN" not in str(docx.Document(BytesIO(content)).element.xml)
