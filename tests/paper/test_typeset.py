import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import zxingcpp
from asn1crypto.pem import unarmor
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jejaring.ground.paper.typeset import typeset
from jejaring.ground.seals.authority import LocalTestSealer
from tests.factories.paper import CertificatePaperFactory, StatementPaperFactory

MM = 72 / 25.4


def certificate(*, language="id", **changes):
    given: Any = CertificatePaperFactory(**changes)
    return typeset("certificate", given, language=language)


def statement(*, language="id", **changes):
    given: Any = StatementPaperFactory(**changes)
    return typeset("statement", given, language=language)


def test_a_certificate_says_what_it_was_given(text_of):
    text = text_of(certificate(office="Ir. H. Contoh, M.Si."))

    for said in [
        "jejaring",
        "BPSDM Provinsi Jawa Timur",
        "Sertifikat Certificate of participation",
        "Nomor 800.2.1/1234/204.3/2026",
        "diberikan kepada Rara Contoh",
        "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan",
        "telah mengikuti ASN Belajar dengan pokok bahasan Pembelajaran mandiri dan terintegrasi",
        "setara 2 jam pelajaran.",
        "Periksa keaslian di jejaring.example/v JJR-9R4P-26NV",
        "Bidang Pembelajaran digital Implementasi Corp-U",
        "Ditandatangani secara elektronik, 26 November 2026",
        "Kepala BPSDM Provinsi Jawa Timur Ir. H. Contoh, M.Si.",
        "sidik jari 9f3a 4c1b 77d0 e25a … c21e",
        "Segel uji, bukan tanda tangan elektronik tersertifikasi.",
    ]:
        assert said in text


def test_a_certificate_without_number_fields_or_notes_leaves_no_empty_labels(text_of):
    text = text_of(certificate(number="", fields=[], notes=[]))

    assert "Nomor" not in text
    assert "Bidang" not in text
    assert "Segel uji" not in text


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "</script><script>alert(1)</script>",
        "#panic() $x^2$ *tebal* _miring_ `kode` <label> @acuan // komentar /* */",
        "d'Arc \"O'Contoh\" \\ \\u{41} #{1+1}",
        '"}) #import "@preview/x:1.0.0"',
    ],
)
def test_hostile_names_print_as_they_are_written(text_of, name):
    assert name in text_of(certificate(name=name))


def test_signs_that_turn_the_reading_direction_are_left_out(text_of):
    text = text_of(certificate(name="Rara \u202ehotnoC\u202c\u2066\x00 Contoh"))

    assert "Rara hotnoC Contoh" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "changes",
    [
        {"long_name": True},
        {"name": "W" * 120},
        {"name": "Contoh " * 17},
        {"topic": "Penguatan tata kelola pembelajaran terintegrasi antarlembaga " * 4},
        {"topic": "X" * 200, "long_name": True, "affiliation": "Badan Contoh " * 12},
        {"fields": [{"number": n, "name": f"Bidang contoh {n}"} for n in range(1, 9)]},
        {"signatory": "Kepala Badan Pengembangan Sumber Daya Manusia Provinsi Kepulauan Contoh"},
    ],
)
def test_long_texts_stay_within_the_frame_and_apart_from_the_foot(opened, changes):
    document = opened(certificate(**changes))
    page = document[0]
    words = page.get_textpage()
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    everything = words.get_text_range()

    assert len(document) == 1
    assert min(box[0] for box in boxes) > 22 * MM
    assert max(box[2] for box in boxes) < (297 - 22) * MM
    assert min(box[1] for box in boxes) > 14.5 * MM
    assert max(box[3] for box in boxes) < (210 - 20) * MM
    last_of_the_text = everything.rindex("jam pelajaran")
    first_of_the_foot = everything.index("Periksa keaslian")
    assert boxes[last_of_the_text][1] > boxes[first_of_the_foot][3]


def test_names_in_arabic_script_keep_their_letters(text_of):
    text = text_of(certificate(name="محمد الحسين (Contoh)"))

    assert "محمد" in text
    assert "الحسين" in text


def test_a_letter_that_no_font_has_does_not_stop_the_paper(text_of):
    assert "Contoh" in text_of(certificate(name="王小明 Contoh"))


def test_the_qr_on_the_rendered_page_leads_to_the_code(picture_of):
    (found,) = zxingcpp.read_barcodes(picture_of(certificate()))

    assert found.text == "https://jejaring.example/v/JJR-9R4P-26NV"


def test_the_petals_of_the_fields_are_lit_and_the_others_are_white(picture_of):
    picture = picture_of(certificate(fields=[{"number": 3, "name": "Pelatihan"}])).convert("RGB")
    dot = 200 / 25.4
    middle, reach = (226, 100), 29.5 * 0.56
    east = round((middle[0] + reach) * dot), round(middle[1] * dot)
    north = round(middle[0] * dot), round((middle[1] - reach) * dot)

    assert picture.getpixel(east) == (0x2B, 0x7A, 0x4B)
    assert picture.getpixel(north) == (255, 255, 255)


def test_the_same_facts_give_the_same_bytes():
    assert certificate() == certificate()
    assert certificate() != certificate(name="Lain Contoh")


def test_the_file_names_its_title_language_and_date():
    at = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    given: Any = CertificatePaperFactory()
    made = typeset("certificate", given, language="id", dated=at)

    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.docinfo["/Title"] == "Sertifikat JJR-9R4P-26NV - Rara Contoh"
        assert pdf.docinfo["/CreationDate"] == "D:20261126030000Z"
        assert pdf.Root.Lang == "id"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as about:
            assert about.pdfa_status == "2A"
            assert about["pdfuaid:part"] == "1"


def test_only_the_fonts_of_the_house_are_embedded():
    with pikepdf.open(BytesIO(certificate(name="محمد Contoh"))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        names = {str(font.BaseFont).split("+")[-1] for font in fonts.values()}

    assert {name.split("-")[0] for name in names} == {
        "PlusJakartaSans",
        "NotoNaskhArabic",
        "DejaVuSansMono",
    }


def test_a_sealed_paper_is_intact_and_still_archival(tmp_path, text_of):
    sealer = LocalTestSealer(tmp_path)
    sealed = sealer.seal(
        certificate(), agency_code="x", agency_name="BPSDM Contoh", reason="Sertifikat"
    )

    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    trusting = ValidationContext(
        trust_roots=[Certificate.load(unarmor(sealer.root_certificate())[2])]
    )
    assert validate_pdf_signature(signature, trusting).bottom_line
    assert "Rara Contoh" in text_of(sealed)
    with pikepdf.open(BytesIO(sealed)) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == "2A"


def test_papers_asked_for_at_once_do_not_mix(text_of):
    names = [f"Peserta Contoh {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: certificate(name=name), names))

    for name, pdf in zip(names, made, strict=True):
        assert name in text_of(pdf)


def test_a_statement_lists_every_posting_over_several_pages(opened, text_of):
    made = statement(postings=70, ringed=True)
    pages = text_of(made).split("\n")

    listing = [page for page in pages if "ASN Belajar seri" in page]

    assert len(opened(made)) == len(pages) == 3
    assert len(listing) >= 2
    assert all("Tanggal Kegiatan Penyelenggara Bentuk JP" in page for page in listing)
    assert all(f"Halaman {n} dari 3" in page for n, page in enumerate(pages, 1))
    assert all(f"ASN Belajar seri {n} " in "".join(pages) for n in range(1, 71))
    assert "Jumlah 140,00 JP" in pages[-1]
    assert "Jumlah" not in pages[0]
    assert "JJR-9R4P-26NV" in pages[-1]


def test_a_statement_says_for_whom_and_how_much(text_of, picture_of):
    made = statement(ringed=True)
    text = text_of(made)

    for said in [
        "Pernyataan jam pelajaran 2026",
        "Rara Contoh",
        "NIP 19870512 201001 2 014",
        "Target 20 JP (PP 11/2017 pasal 203)",
        "6 dari 20 JP pada tahun 2026.",
    ]:
        assert said in text
    (found,) = zxingcpp.read_barcodes(picture_of(made))
    assert found.text == "https://jejaring.example/v/JJR-9R4P-26NV"


def test_an_empty_statement_says_so_instead_of_an_empty_table(text_of):
    text = text_of(statement(postings=0))

    assert "Belum ada jam pelajaran pada tahun ini." in text
    assert "Tanggal" not in text
    assert "Jumlah 0,00 JP" in text


def test_the_words_of_the_paper_itself_follow_the_language(text_of):
    made = statement(language="en")
    text = text_of(made)

    assert "Check that this is genuine at jejaring.example/v" in text
    assert "Page 1 of 1" in text
    assert "Periksa" not in text
    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.Root.Lang == "en"


def test_warming_up_loads_what_the_first_paper_needs():
    code = (
        "import sys; from jejaring.ground.paper import typeset; typeset.warm_up();"
        "print('typst' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    assert subprocess.check_output([sys.executable, "-c", code], env=environment) == b"True\n"


def test_importing_the_package_loads_no_heavy_library():
    code = (
        "import sys; from jejaring.ground.paper import qr, store, typeset;"
        "print([m for m in ('typst', 'segno', 'pyhanko') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    loaded = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)

    assert loaded.strip() == "[]"
