from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jejaring.activities.live.files import answers, sheets
from jejaring.activities.live.files.answers import AnswerRow, Column
from jejaring.activities.live.files.problems import ProblemKind
from jejaring.activities.live.files.refusals import (
    DateOrderUnclear,
    HeadingsNotFound,
    IdentityNotMapped,
    SameColumnTwice,
)
from tests.factories.files import csv_bytes, xlsx_bytes

JAKARTA = ZoneInfo("Asia/Jakarta")
HEADINGS = ["Cap waktu", "Nama Lengkap (beserta gelar)", "NIP", "Alamat Email", "Instansi",
            "Unit Kerja", "Nomor HP", "Status Kepegawaian"]  # fmt: skip
SITI = ["26/11/2026 8:03:11", "Siti Contoh, S.Sos.", "199001012015032001", "siti@contoh.example",
        "Pemprov Contoh", "Dinas Contoh", "08110000", "PNS"]  # fmt: skip
TITLES = [["DAFTAR HADIR ASN BELAJAR"], ["Seri 44"], []]


def read(rows: list[list[str]], **told) -> list[AnswerRow]:
    sheet = answers.with_headings(sheets.read(csv_bytes(rows)))
    mapping = answers.propose_mapping(sheet.headings)
    return list(answers.read(sheet, mapping, **{"zone": JAKARTA, **told}))


def changed(**cells: str) -> list[str]:
    places = {"time": 0, "name": 1, "nip": 2, "email": 3, "kind": 7}
    row = list(SITI)
    for what, cell in cells.items():
        row[places[what]] = cell
    return row


@pytest.mark.parametrize("turn", range(len(HEADINGS)))
def test_answers_with_columns_in_any_order(turn):
    rows = [row[turn:] + row[:turn] for row in (HEADINGS, SITI)]

    assert read(rows) == [
        AnswerRow(
            row_number=2,
            answered_at=datetime(2026, 11, 26, 8, 3, 11, tzinfo=JAKARTA),
            name="Siti Contoh, S.Sos.",
            email="siti@contoh.example",
            employee_number="199001012015032001",
            agency="Pemprov Contoh",
            unit="Dinas Contoh",
            kind="pns",
        )
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Timestamp", Column.TIMESTAMP),
        ("stempel waktu", Column.TIMESTAMP),
        ("NAMA LENGKAP", Column.NAME),
        ("Nama Lengkap & Gelar (untuk sertifikat)", Column.NAME),
        ("Full name", Column.NAME),
        ("Alamat Emial", Column.EMAIL),
        ("E-mail", Column.EMAIL),
        ("Email Address", Column.EMAIL),
        ("Alamat surel:", Column.EMAIL),
        ("N.I.P.", None),
        ("NIP (tanpa spasi)", Column.EMPLOYEE_NUMBER),
        ("NIP / NIPPPK", Column.EMPLOYEE_NUMBER),
        ("Nomor Induk Pegawai", Column.EMPLOYEE_NUMBER),
        ("Nomer Induk Pegawai", Column.EMPLOYEE_NUMBER),
        ("Asal Instansi / Lembaga", Column.AGENCY),
        ("Nama Instansi", Column.AGENCY),
        ("Perangkat Daerah", Column.UNIT),
        ("OPD", Column.UNIT),
        ("Jenis Kepegawaian", Column.KIND),
        ("Nomor HP / WhatsApp", None),
        ("Nama Atasan Langsung", None),
        ("Kesan dan pesan", None),
        ("", None),
    ],
)
def test_headings_as_people_write_them(heading, column):
    assert answers.propose_mapping(["Nomor", heading]).column_at(1) == column


def test_each_heading_and_each_column_serves_once():
    mapping = answers.propose_mapping(["Nama Instansi", "Nama", "Email aktif", "Alamat email"])

    assert mapping.columns == {Column.AGENCY: 0, Column.NAME: 1, Column.EMAIL: 3}
    assert mapping.heading(Column.EMAIL) == "Alamat email"
    assert mapping.heading(Column.UNIT) == ""


def test_headings_below_titles_are_found():
    (row,) = read([*TITLES, HEADINGS, SITI])

    assert (row.row_number, row.email) == (5, "siti@contoh.example")


def test_answers_in_a_workbook_with_real_dates_and_text_numbers():
    def fill(book, sheet):
        stamp = datetime(2026, 11, 26, 8, 3, 11)  # noqa: DTZ001 - a spreadsheet knows no zones
        sheet.write_datetime("A2", stamp, book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}))
        sheet.write_row("B2", SITI[1:])

    sheet = sheets.read(xlsx_bytes([HEADINGS], fill))
    (row,) = answers.read(sheet, answers.propose_mapping(sheet.headings), zone=JAKARTA)

    assert row.answered_at == datetime(2026, 11, 26, 8, 3, 11, tzinfo=JAKARTA)
    assert row.employee_number == "199001012015032001"
    assert row.problems == ()


def test_a_number_that_the_spreadsheet_rounded_is_told_and_not_used():
    def fill(_book, sheet):
        sheet.write_number("C2", 199001012015032001)

    sheet = sheets.read(xlsx_bytes([HEADINGS, ["", *SITI[1:]]], fill))
    (row,) = answers.read(sheet, answers.propose_mapping(sheet.headings), zone=JAKARTA)

    assert row.employee_number == ""
    assert [problem.kind for problem in row.problems] == [ProblemKind.EMPLOYEE_NUMBER_ROUNDED]
    assert "1.99001012015032E+17" in row.problems[0].sentence


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"nip": "1,99E+17"}, [ProblemKind.EMPLOYEE_NUMBER_ROUNDED]),
        ({"nip": "19900101201503200"}, [ProblemKind.EMPLOYEE_NUMBER_WRONG]),
        ({"nip": "belum ada"}, [ProblemKind.EMPLOYEE_NUMBER_WRONG]),
        ({"email": "siti@contoh"}, [ProblemKind.EMAIL_WRONG]),
        ({"email": "", "nip": "-"}, [ProblemKind.NO_IDENTITY]),
        ({"email": "x", "nip": ""}, [ProblemKind.EMAIL_WRONG, ProblemKind.NO_IDENTITY]),
        ({"name": " "}, [ProblemKind.NAME_MISSING]),
        ({"time": "tadi"}, [ProblemKind.TIME_UNREADABLE]),
        ({"time": ""}, []),
        ({"nip": "-"}, []),
        ({"nip": "000000000000000000"}, []),
    ],
)
def test_problems_by_row(cells, kinds):
    _siti, row = read([HEADINGS, SITI, changed(**cells)])

    assert [problem.kind for problem in row.problems] == kinds
    assert {problem.row_number for problem in row.problems} <= {3}
    assert all(problem.sentence.endswith(".") for problem in row.problems)


@pytest.mark.parametrize(
    "text",
    ["199001012015032001", "'199001012015032001", "19900101 201503 2 001", "19900101-201503-2-001",
     "1990.0101.2015.0320.01", "\u200e199001012015032001\u00a0"],
)  # fmt: skip
def test_employee_numbers_as_people_type_them(text):
    assert read([HEADINGS, changed(nip=text)])[0].employee_number == "199001012015032001"


@pytest.mark.parametrize(
    "text",
    [" Siti@Contoh.Example ", "mailto:siti@contoh.example", "Siti Contoh <siti@contoh.example>",
     "siti@contoh.example;", "\u200bsiti@contoh.example", "'siti@contoh.example'"],
)  # fmt: skip
def test_addresses_as_people_type_them(text):
    assert read([HEADINGS, changed(email=text)])[0].email == "siti@contoh.example"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("PNS", "pns"), ("CPNS", "pns"), ("PPPK Paruh Waktu", "pppk"), ("P3K", "pppk"),
     ("Non ASN", "other"), ("Umum / masyarakat", "other"), ("ASN", ""), ("", "")],
)  # fmt: skip
def test_kinds_as_people_name_them(text, kind):
    assert read([HEADINGS, changed(kind=text)])[0].kind == kind


def test_names_in_any_script_stay_text_and_are_cut_to_what_fits():
    names = ["محمد نور Contoh", "Nur'aini Contoh", "<script>alert(1)</script>", "=1+1", "x" * 5000]

    rows = read([HEADINGS, *[changed(name=name) for name in names]])

    assert [row.name for row in rows] == [*names[:4], "x" * 200]


def test_chosen_mapping_follows_the_person():
    mapping = answers.chosen_mapping(["a", "b", "c"], {2: "email", 0: "name", 1: ""})

    assert mapping.columns == {Column.NAME: 0, Column.EMAIL: 2}


def test_two_headings_for_one_column():
    with pytest.raises(SameColumnTwice, match="“Email” and “Surel”"):
        answers.chosen_mapping(["Email", "Surel"], {0: "email", 1: "email"})


@pytest.mark.parametrize("choices", [{7: "email"}, {-1: "email"}, {0: "phone"}])
def test_choices_of_another_file(choices):
    with pytest.raises(HeadingsNotFound):
        answers.chosen_mapping(["Email"], choices)


def test_never_by_name_alone():
    with pytest.raises(IdentityNotMapped, match="name alone"):
        answers.chosen_mapping(["Nama", "Instansi"], {0: "name", 1: "agency"})
    with pytest.raises(IdentityNotMapped):
        read([["Nama", "Instansi"], ["Siti Contoh", "Dinas Contoh"]])


def test_a_mapping_of_another_file_is_refused():
    sheet = sheets.read(csv_bytes([HEADINGS, SITI]))

    with pytest.raises(HeadingsNotFound):
        answers.read(sheet, answers.propose_mapping(["Alamat Email"]), zone=JAKARTA)


def test_unclear_times_are_settled_by_the_day_of_the_session():
    row = changed(time="05/11/2026 8:03:11")

    with pytest.raises(DateOrderUnclear):
        read([HEADINGS, row])
    (told,) = read([HEADINGS, row], held_on=date(2026, 11, 5))
    assert told.answered_at == datetime(2026, 11, 5, 8, 3, 11, tzinfo=JAKARTA)
