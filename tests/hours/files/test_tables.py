import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from jejaring.registers.hours import files

ROWS: list[list[files.Cell]] = [
    ["Kegiatan", "JP"],
    ["Pembelajaran & <mandiri>", Decimal("2.00")],
    ['=HYPERLINK("http://contoh.example")', -120],
    ["نص عربي\x00", 3],
]


def test_csv_opens_in_spreadsheets_and_holds_no_formula():
    text = files.as_csv(ROWS).decode("utf-8-sig")

    assert files.as_csv(ROWS).startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[1] == "Pembelajaran & <mandiri>,2.00"
    assert text.splitlines()[2] == '"\'=HYPERLINK(""http://contoh.example"")",-120'


def test_a_workbook_reads_back_as_texts_and_numbers():
    book = CalamineWorkbook.from_filelike(io.BytesIO(files.as_xlsx(ROWS)))

    assert book.get_sheet_by_index(0).to_python() == [
        ["Kegiatan", "JP"],
        ["Pembelajaran & <mandiri>", 2.0],
        ['=HYPERLINK("http://contoh.example")', -120.0],
        ["نص عربي", 3.0],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_text_begins_like_a_formula(sign):
    assert files.as_csv([[f"{sign}1"]]).decode("utf-8-sig").lstrip('"').startswith("'")
