from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.activities.live.files import sheets, zoom
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.problems import ProblemKind
from jejaring.activities.live.files.refusals import DateOrderUnclear, HeadingsNotFound
from jejaring.activities.live.files.zoom import Presence, Report
from tests.factories.files import csv_bytes, xlsx_bytes

JAKARTA = ZoneInfo("Asia/Jakarta")
HELD_ON = date(2026, 11, 26)

MEETING = [
    ["Topic", "ID", "Host name", "Host email", "Duration (minutes)", "Start time", "Participants"],
    ["ASN Belajar Seri 44", "823 4567 8901", "Panitia Contoh", "p@contoh.example", "125",
     "11/26/2026 07:55:00 AM", "3"],
    [],
]  # fmt: skip
OLD_MEETING = [
    ["Meeting ID", "Topic", "Start Time", "User Email", "Duration (Minutes)", "Participants"],
    [
        "823 4567 8901",
        "ASN Belajar Seri 44",
        "11/26/2026 07:55:00 AM",
        "p@contoh.example",
        "1",
        "3",
    ],
    [],
]
ENGLISH = ["Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)",
           "Guest", "In waiting room"]  # fmt: skip
SITI = ["Siti Contoh", "Siti@Contoh.example", "11/26/2026 07:58:00 AM", "11/26/2026 10:00:00 AM",
        "122", "Yes", "No"]  # fmt: skip


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, second, tzinfo=JAKARTA)


SESSION = (at(8), at(10))


def read(rows: list[list[str]], **told) -> Report:
    return zoom.read(sheets.read(csv_bytes(rows)), zone=JAKARTA, **{"held_on": HELD_ON, **told})


@pytest.mark.parametrize("block", [MEETING, OLD_MEETING, []])
def test_report_with_and_without_the_block_about_the_meeting(block):
    report = read([*block, ENGLISH, SITI])

    assert report.presences == [
        Presence(
            row_number=len(block) + 2,
            name="Siti Contoh",
            email="siti@contoh.example",
            joined_at=at(7, 58),
            left_at=at(10),
            minutes=122,
            in_waiting_room=False,
        )
    ]
    assert report.date_order is DateOrder.MONTH_FIRST
    assert report.topic == ("ASN Belajar Seri 44" if block else "")
    assert report.meeting_id == ("823 4567 8901" if block else "")


def test_report_in_indonesian_with_semicolons_and_dots():
    rows = [
        ["Nama (nama asli)", "Alamat Email", "Waktu bergabung", "Waktu keluar", "Durasi (menit)",
         "Tamu", "Di ruang tunggu"],
        ["Budi Contoh", "budi@contoh.example", "26/11/2026 07.58.30", "26/11/2026 10.01.00",
         "123", "Ya", "Tidak"],
    ]  # fmt: skip
    content = csv_bytes(rows, delimiter=";", encoding="utf-8-sig", end="\r\n")

    (presence,) = zoom.read(sheets.read(content), zone=JAKARTA).presences

    assert presence.interval == (at(7, 58, 30), at(10, 1))


def test_report_that_was_saved_as_a_workbook():
    sheet = sheets.read(xlsx_bytes([*MEETING, ENGLISH, SITI]))

    assert zoom.read(sheet, zone=JAKARTA).presences[0].interval == (at(7, 58), at(10))


def test_report_of_unique_users_has_a_total_only():
    report = read([["Name", "User Email", "Total Duration (Minutes)", "Guest"],
                   ["Siti Contoh", "siti@contoh.example", "118", "No"]])  # fmt: skip

    assert not report.has_times
    assert zoom.minutes_of(report.presences, within=SESSION) == 118


def test_report_of_a_webinar_has_parts_and_people_who_did_not_come():
    headings = ["Attended", "User Name (Original Name)", "First Name", "Last Name", "Email",
                "Join Time", "Leave Time", "Time in Session (minutes)"]  # fmt: skip
    report = read(
        [
            ["Attendee Report"],
            ["Topic", "Webinar ID"],
            ["ASN Belajar", "823"],
            ["Host Details"],
            headings[:2] + headings[4:],
            ["Yes", "Panitia Contoh", "p@contoh.example", "11/26/2026 07:30:00 AM",
             "11/26/2026 10:30:00 AM", "180"],
            ["Attendee Details"],
            headings,
            ["Yes", "", "Siti", "Contoh", "siti@contoh.example", "11/26/2026 08:00:00 AM",
             "11/26/2026 10:00:00 AM", "120"],
            ["No", "Budi Contoh", "Budi", "Contoh", "budi@contoh.example", "--", "--", "--"],
        ]
    )  # fmt: skip

    assert [(one.row_number, one.name) for one in report.presences] == [
        (6, "Panitia Contoh"),
        (9, "Siti Contoh"),
    ]
    assert report.problems == []


def test_several_joins_and_two_devices_of_one_person_are_united():
    def row(joined: str, left: str) -> list[str]:
        return ["Siti Contoh", " mailto:SITI@contoh.example ", f"11/26/2026 {joined}",
                f"11/26/2026 {left}", "1", "", ""]  # fmt: skip

    report = read(
        [
            ENGLISH,
            row("07:40:00 AM", "08:30:00 AM"),
            row("08:20:00 AM", "08:40:00 AM"),
            row("09:00:00 AM", "10:20:00 AM"),
        ]
    )
    people = zoom.by_email(report.presences)

    assert list(people) == ["siti@contoh.example"]
    assert zoom.minutes_of(people["siti@contoh.example"], within=SESSION) == 40 + 60


def test_the_waiting_room_is_not_presence():
    waited = [*SITI[:-1], "Yes"]

    report = read([ENGLISH, waited])

    assert report.presences[0].in_waiting_room
    assert zoom.by_email(report.presences) == {}
    assert zoom.minutes_of(report.presences, within=SESSION) == 0


def test_a_total_is_never_more_than_the_session():
    report = read([["Name", "Email", "Duration"], ["Siti Contoh", "siti@contoh.example", "300"]])

    assert zoom.minutes_of(report.presences, within=SESSION) == 120


def test_a_leave_that_is_missing_follows_from_the_duration():
    row = ["Siti Contoh", "siti@contoh.example", "11/26/2026 08:00:00 AM", "", "30", "", ""]

    assert read([ENGLISH, row]).presences[0].left_at == at(8, 30)


def test_nobody_is_grouped_by_name():
    report = read([["Name", "Email", "Duration"], ["Siti Contoh", "", "90"]])

    assert zoom.by_email(report.presences) == {}
    assert report.presences[0].problems == ()


@pytest.mark.parametrize(
    ("changes", "kind", "value"),
    [
        ({1: "siti(at)contoh"}, ProblemKind.EMAIL_WRONG, "siti(at)contoh"),
        ({2: "tadi pagi"}, ProblemKind.TIME_UNREADABLE, "tadi pagi"),
        ({3: "11/26/2026 07:00:00 AM"}, ProblemKind.LEFT_BEFORE_JOINED, ""),
        ({4: "lama"}, ProblemKind.MINUTES_UNREADABLE, "lama"),
        ({4: "999999"}, ProblemKind.MINUTES_UNREADABLE, "999999"),
        ({2: "", 3: "", 4: ""}, ProblemKind.NO_TIME, ""),
    ],
)
def test_each_problem_is_told_by_row(changes, kind, value):
    row = [changes.get(place, cell) for place, cell in enumerate(SITI)]

    (problem,) = read([ENGLISH, SITI, row]).problems

    assert (problem.row_number, problem.kind, problem.value) == (3, kind, value)
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "minutes"), [("125", 125), ("62.5", 62), ("62,5", 62), ("2:05:59", 125), ("9 min", 9)]
)
def test_durations_as_programs_write_them(text, minutes):
    report = read([["Name", "Email", "Duration"], ["Siti Contoh", "s@contoh.example", text]])

    assert report.presences[0].minutes == minutes


def test_unclear_dates_are_refused_until_the_organiser_chooses():
    row = ["Siti Contoh", "s@contoh.example", "05/11/2026 08:00", "05/11/2026 09:00", "60", "", ""]

    with pytest.raises(DateOrderUnclear):
        read([ENGLISH, row], held_on=None)
    chosen = read([ENGLISH, row], held_on=None, order=DateOrder.DAY_FIRST)
    assert chosen.presences[0].joined_at == datetime(2026, 11, 5, 8, tzinfo=JAKARTA)
    assert read([ENGLISH, row], held_on=date(2026, 5, 11)).date_order is DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "rows",
    [
        [["Cap waktu", "Nama Lengkap", "NIP"], ["26/11/2026 8:00:00", "Siti Contoh", "1"]],
        [["a", "b"], ["1", "2"]],
        MEETING[:2],
    ],
)
def test_another_table_is_no_report(rows):
    with pytest.raises(HeadingsNotFound, match="Zoom"):
        read(rows)


def test_names_in_any_script_stay_and_unseen_signs_go():
    names = ["محمد نور Contoh", "Nur'aini O'Contoh", "<script>alert(1)</script>", "Ａ Contoh",
             "Siti\u202e\u200b\x07  Contoh"]  # fmt: skip

    report = read([["Name", "Email", "Duration"], *[[name, "", "1"] for name in names]])

    assert [one.name for one in report.presences] == [*names[:4], "Siti Contoh"]


def test_minutes_present_clips_and_counts_overlaps_once():
    intervals = [(at(7), at(8, 10)), (at(8, 5), at(8, 20)), (at(9, 50), at(11)), (at(6), at(7))]

    assert zoom.minutes_present(intervals, within=SESSION) == 30
    assert zoom.minutes_present([], within=SESSION) == 0


def test_parts_of_minutes_add_up_before_they_are_cut():
    intervals = [(at(8), at(8, 0, 30)), (at(8, 5), at(8, 5, 30))]

    assert zoom.minutes_present(intervals, within=SESSION) == 1


@given(st.lists(st.tuples(st.integers(-60, 200), st.integers(0, 120)), max_size=12))
def test_minutes_present_is_what_counting_minute_by_minute_gives(spans):
    start = SESSION[0]
    intervals = [
        (start + timedelta(minutes=begin), start + timedelta(minutes=begin + length))
        for begin, length in spans
    ]
    counted = {minute for begin, length in spans for minute in range(begin, begin + length)}

    assert zoom.minutes_present(intervals, within=SESSION) == len(counted & set(range(120)))
