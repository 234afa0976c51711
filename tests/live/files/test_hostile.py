"""Whatever is uploaded, it is read or refused in words; nothing else ever comes out."""

from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from jejaring.activities.live.files import answers, sheets, zoom
from jejaring.activities.live.files.refusals import FileRefused
from tests.factories.files import csv_bytes, ods_bytes, xls_bytes, xlsx_bytes, zip_bytes

JAKARTA = ZoneInfo("Asia/Jakarta")
ROWS = [["Name", "Email", "Join time"], ["Siti Contoh", "s@contoh.example", "11/26/2026 08:00"]]
WHOLE = [
    xlsx_bytes(ROWS),
    ods_bytes(ROWS),
    xls_bytes({(row, place): cell for row in (0, 1) for place, cell in enumerate(ROWS[row])}),
    csv_bytes(ROWS, encoding="utf-16"),
]
HEADINGS = st.sampled_from(["Name", "Email", "Join time", "Leave time", "Duration", "NIP", "x"])
CELLS = st.text(max_size=30) | st.sampled_from(["11/26/2026 08:00", "a@b.example", "12", "Yes"])


def told(content: bytes) -> str:
    """What both readers make of it: the number of rows, or the sentence of the refusal."""
    try:
        sheet = answers.with_headings(sheets.read(content))
        mapping = answers.propose_mapping(sheet.headings)
        found = [len(list(sheet.rows()))]
        if mapping.identifies:
            found.append(len(list(answers.read(sheet, mapping, zone=JAKARTA))))
        found.append(len(zoom.read(sheet, zone=JAKARTA).problems))
    except FileRefused as refusal:
        return refusal.sentence
    return f"{found}."


@given(st.binary(max_size=400))
def test_any_bytes(content):
    assert told(content)


@given(st.lists(st.binary(max_size=20), max_size=12), st.sampled_from([b",", b";", b"\t", b'"']))
def test_any_bytes_in_rows(parts, sign):
    assert told(b"Name,Email,Join time\n" + sign.join(parts) + b"\n" + b"\n".join(parts))


@given(
    st.lists(HEADINGS, min_size=1, max_size=7), st.lists(st.lists(CELLS, max_size=8), max_size=6)
)
def test_any_cells_under_known_headings(headings, rows):
    assert told(csv_bytes([headings, *rows], encoding="utf-8").replace(b"\x00", b""))


@settings(max_examples=40)
@given(st.sampled_from(WHOLE), st.floats(0, 1), st.binary(min_size=1, max_size=8))
def test_workbooks_with_bytes_altered(whole, place, bytes_in_place):
    at = int(place * (len(whole) - 1))

    assert told(whole[:at] + bytes_in_place + whole[at + len(bytes_in_place) :])


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_workbooks_with_any_text_for_a_sheet(text):
    content = zip_bytes({"xl/workbook.xml": text, "xl/worksheets/sheet1.xml": text})

    assert told(content)
