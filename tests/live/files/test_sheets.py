import datetime as dt
import io
import resource
import subprocess
import sys
import tracemalloc

import pytest

from jejaring.activities.live.files import sheets
from jejaring.activities.live.files.recognised import FileKind
from jejaring.activities.live.files.refusals import (
    Damaged,
    FileRefused,
    NothingInside,
    QuoteNotClosed,
    TooBig,
    TooManyColumns,
    TooManyRows,
)
from jejaring.activities.live.files.sheets import Row
from tests.factories.files import csv_bytes, ods_bytes, xls_bytes, xlsx_bytes

HEADINGS = ["Nama", "Email", "NIP"]
SITI = ["Siti Contoh, S.Sos., M.Si.", "siti@contoh.example", "199001012015032001"]
ROWS = [HEADINGS, SITI]


def read_rows(content: bytes) -> list[Row]:
    return list(sheets.read(content).rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_csv_of_any_delimiter_and_encoding(delimiter, encoding, told):
    arabic = ["محمد Contoh", "m@contoh.example", ""]

    sheet = sheets.read(csv_bytes([*ROWS, arabic], delimiter=delimiter, encoding=encoding))

    assert (sheet.kind, sheet.encoding, sheet.delimiter) == (FileKind.CSV, told, delimiter)
    assert sheet.headings == tuple(HEADINGS)
    assert list(sheet.rows()) == [Row(2, SITI), Row(3, arabic)]


def test_csv_of_an_old_spreadsheet_in_cp1252():
    sheet = sheets.read(csv_bytes([HEADINGS, ["José “Contoh”", "", ""]], encoding="cp1252"))

    assert sheet.encoding == "cp1252"
    assert list(sheet.rows()) == [Row(2, ["José “Contoh”", "", ""])]


def test_csv_in_latin_1_when_nothing_else_fits():
    assert sheets.read(b"Nama;Email\nJos\xe9\x81;a@b.co\n").encoding == "latin-1"


def test_csv_keeps_line_ends_inside_quotation_marks_and_counts_rows_as_a_spreadsheet():
    content = csv_bytes([HEADINGS, ["Siti\nContoh", "", ""], [], ["Budi Contoh", "", ""]])

    assert read_rows(content) == [
        Row(2, ["Siti\nContoh", "", ""]),
        Row(4, ["Budi Contoh", "", ""]),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_csv_with_the_line_ends_of_any_system(end):
    assert read_rows(csv_bytes(ROWS, end=end)) == [Row(2, SITI)]


def test_csv_that_names_its_delimiter_in_the_first_line():
    sheet = sheets.read(b"sep=;\nNama;Email\nSiti, Contoh;a@b.co\n")

    assert sheet.headings == ("Nama", "Email")
    assert list(sheet.rows()) == [Row(3, ["Siti, Contoh", "a@b.co"])]


def test_names_with_commas_do_not_decide_the_delimiter():
    rows = [["Nama", "Email"], *[["A, S.H., M.H., M.Kn.", "a@b.co"]] * 5]

    text = "\n".join(";".join(row) for row in rows)

    assert sheets.read(text.encode()).delimiter == ";"


def test_rows_are_as_wide_as_the_headings():
    assert read_rows(b"a,b,c\n1\n1,2,3,4\n") == [Row(2, ["1", "", ""]), Row(3, ["1", "2", "3"])]


def test_nothing_in_a_cell_is_evaluated_or_changed():
    strange = ['=HYPERLINK("http://x")', "+62811", "-1", "@SUM(A1)", "<script>alert(1)</script>"]
    others = ["O'Contoh", "محمد", "=1+1", "'199", ""]

    headings = ["a", "b", "c", "d", "e"]
    expected = [Row(2, strange), Row(3, others)]
    assert read_rows(csv_bytes([headings, strange, others])) == expected
    assert read_rows(xlsx_bytes([headings, strange, others])) == expected
    assert read_rows(ods_bytes([headings, strange, others])) == expected


def test_xlsx_cells_become_text():
    def fill(book, sheet):
        sheet.write_datetime(
            "A2",
            dt.datetime(2026, 11, 26, 8, 3, 1),  # noqa: DTZ001 - a spreadsheet knows no zones
            book.add_format({"num_format": "dd/mm/yy hh:mm"}),
        )
        sheet.write_datetime("B2", dt.date(2026, 11, 26), book.add_format({"num_format": "d mmmm"}))
        sheet.write_number("C2", 1 / 12, book.add_format({"num_format": "[hh]:mm"}))
        sheet.write_number("D2", 125)
        sheet.write_number("E2", 62.5)
        sheet.write_boolean("F2", True)
        sheet.write_number("G2", 199001012015032001)
        sheet.write_formula("H2", '="A"&"B"', None, "AB")

    (row,) = read_rows(xlsx_bytes([list("abcdefgh")], fill))

    assert row.cells == [
        "2026-11-26 08:03:01",
        "2026-11-26",
        "2:00:00",
        "125",
        "62.5",
        "TRUE",
        "1.99001012015032E+17",
        "AB",
    ]


def test_merged_cells_are_read_where_they_begin():
    def fill(_book, sheet):
        sheet.merge_range("A1:C1", "DAFTAR HADIR")
        sheet.write_row("A2", HEADINGS)
        sheet.merge_range("A3:B3", "Siti Contoh")
        sheet.write("C3", "1")

    sheet = sheets.read(xlsx_bytes([], fill))

    assert (sheet.headings[0], sheet.heading_row) == ("DAFTAR HADIR", 1)
    below = sheet.headed_by(2, HEADINGS)
    assert list(below.rows()) == [Row(3, ["Siti Contoh", "", "1"])]


def test_row_numbers_of_a_workbook_count_empty_rows():
    def fill(_book, sheet):
        sheet.write_row("B4", HEADINGS)
        sheet.write_row("B9", SITI)

    sheet = sheets.read(xlsx_bytes([], fill))

    assert sheet.heading_row == 4
    assert [(row.number, row.cells) for row in sheet.rows()] == [(9, SITI)]


def test_the_first_visible_sheet_with_cells_is_read():
    def fill(book, sheet):
        hidden = book.add_worksheet("Tersembunyi")
        hidden.write_row("A1", ["no"])
        hidden.hide()
        shown = book.add_worksheet("Jawaban")
        shown.write_row("A1", HEADINGS)
        shown.write_row("A2", SITI)
        sheet.set_first_sheet()

    sheet = sheets.read(xlsx_bytes([], fill))

    assert sheet.sheet_name == "Jawaban"
    assert list(sheet.rows()) == [Row(2, SITI)]


def test_xls_and_ods_are_read():
    cells = {(row, place): cell for row in (0, 1) for place, cell in enumerate(ROWS[row])}

    for content, kind in ((xls_bytes(cells), FileKind.XLS), (ods_bytes(ROWS), FileKind.ODS)):
        sheet = sheets.read(content)
        assert (sheet.kind, sheet.headings) == (kind, tuple(HEADINGS))
        assert list(sheet.rows()) == [Row(2, SITI)]


def test_rows_can_be_read_again_and_side_by_side():
    sheet = sheets.read(xlsx_bytes([HEADINGS, *[SITI] * 5_000]))
    first, second = sheet.rows(), sheet.rows()

    assert [next(first).number, next(second).number, next(first).number] == [2, 2, 3]
    assert len(list(sheet.rows())) == 5_000


def test_a_file_object_is_read():
    assert sheets.read(io.BytesIO(csv_bytes(ROWS))).headings == tuple(HEADINGS)


def refused(content: bytes) -> type[FileRefused]:
    with pytest.raises(FileRefused) as caught:
        sheets.read(content)
    assert caught.value.sentence.endswith(".")
    return type(caught.value)


def test_larger_than_an_upload_may_be():
    assert refused(b"a" * (sheets.UPLOAD_LIMIT + 1)) is TooBig


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n\n ", b"\x00" * 50, b"a,b\n", b",,\n,,\n", xlsx_bytes([]), xlsx_bytes([HEADINGS])],
)
def test_nothing_but_headings(content):
    assert refused(content) is NothingInside


def test_more_columns_than_a_form_has():
    wide = [[str(number) for number in range(201)]] * 2

    assert refused(csv_bytes(wide)) is TooManyColumns
    assert refused(xlsx_bytes(wide)) is TooManyColumns


def test_a_csv_of_a_million_rows_is_refused_in_words():
    with pytest.raises(TooManyRows, match="100,000"):
        sheets.read(b"a,b\n" + b"1,2\n" * 1_000_000)


@pytest.mark.slow
def test_a_workbook_of_a_million_rows_is_refused_in_words():
    def fill(_book, sheet):
        for number in range(1, 1_000_000, 4):
            sheet.write_number(number, 0, 1)
            sheet.write_number(number + 1, 0, 1)

    assert refused(xlsx_bytes([["a", "b"]], fill)) is TooManyRows


def test_exactly_as_many_rows_as_are_taken():
    content = b"a,b\n" + b"1,2\n" * sheets.ROWS_LIMIT

    assert sum(1 for _row in sheets.read(content).rows()) == sheets.ROWS_LIMIT
    assert refused(content + b"1,2\n") is TooManyRows


@pytest.mark.parametrize(
    "content",
    [
        b'a,b\n"open,1\n' + b"x,y\n" * 500,
        b'a,b\n1,2\n"open,' + b"x" * 200_000,
    ],
)
def test_a_quotation_mark_that_is_never_closed(content):
    assert refused(content) is QuoteNotClosed


def test_cells_at_the_ends_of_a_sheet_do_not_take_the_process_down():
    def fill(_book, sheet):
        sheet.write(1_048_575, 16_383, "far away")

    assert refused(xlsx_bytes([["a"]], fill)) is Damaged
    assert refused(xls_bytes({(0, 0): "a", (65_535, 255): "far away"})) in {Damaged, TooManyColumns}


def test_a_row_repeated_a_billion_times_does_not_take_the_process_down():
    after = (
        '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )

    assert refused(ods_bytes(ROWS, after=after)) is Damaged


def test_empty_rows_to_the_end_of_the_sheet_cost_nothing():
    after = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert read_rows(ods_bytes(ROWS, after=after)) == [Row(2, SITI)]


@pytest.mark.parametrize("cut", [100, 1_000, 3_000])
def test_a_workbook_downloaded_in_part(cut):
    assert refused(xlsx_bytes([HEADINGS, *[SITI] * 300])[:-cut]) is Damaged


def test_reading_a_large_csv_keeps_no_more_than_its_bytes():
    content = csv_bytes([HEADINGS, *[SITI] * 90_000])
    tracemalloc.start()

    count = sum(1 for _row in sheets.read(content).rows())

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 90_000
    assert peak < 5_000_000 + len(content)


LARGE_WORKBOOK = """
import resource, sys
from jejaring.activities.live.files import sheets
resource.setrlimit(resource.RLIMIT_AS, (400_000_000, resource.RLIM_INFINITY))
print(sum(1 for row in sheets.read(sys.stdin.buffer).rows()))
"""


@pytest.mark.slow
def test_reading_a_large_workbook_stays_small_in_the_process_that_asks():
    content = xlsx_bytes([HEADINGS, *[[*SITI, "Dinas Contoh", "Bidang Contoh"]] * 60_000])

    done = subprocess.run(
        [sys.executable, "-c", LARGE_WORKBOOK], input=content, capture_output=True, check=True
    )

    assert int(done.stdout) == 60_000
    assert resource.getrlimit(resource.RLIMIT_AS)[1] == resource.RLIM_INFINITY
