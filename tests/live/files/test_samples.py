from datetime import datetime
from zoneinfo import ZoneInfo

from tools import samples

from jejaring.activities.live.files import answers, sheets, zoom
from jejaring.activities.live.files.problems import ProblemKind

JAKARTA = ZoneInfo("Asia/Jakarta")
SESSION = (
    datetime(2026, 11, 26, 8, tzinfo=JAKARTA),
    datetime(2026, 11, 26, 10, tzinfo=JAKARTA),
)


def minutes(name: str) -> dict[str, int]:
    report = zoom.read(sheets.read((samples.FOLDER / name).read_bytes()), zone=JAKARTA)
    people = zoom.by_email(report.presences)
    return {
        email.partition(".")[0]: zoom.minutes_of(rows, within=SESSION)
        for email, rows in people.items()
    }


def test_sample_report_shows_rejoining_two_devices_and_late_coming():
    assert minutes("zoom-peserta.csv") == {
        "siti": 120,
        "budi": 120,
        "nuraini": 120,
        "m": 80,
        "wayan": 115,
        "maria": 120,
        "yohanes": 20,
        "dewi": 119,
    }


def test_sample_report_of_durations_suits_any_day():
    assert minutes("zoom-durasi.csv") == {
        "siti": 120,
        "budi": 120,
        "nuraini": 120,
        "m": 80,
        "wayan": 117,
        "maria": 120,
        "yohanes": 20,
        "dewi": 120,
    }


def test_sample_answers_show_what_is_found_wrong():
    sheet = sheets.read((samples.FOLDER / "jawaban-formulir.xlsx").read_bytes())
    rows = list(answers.read(sheet, answers.propose_mapping(sheet.headings), zone=JAKARTA))

    assert len(rows) == len(samples.PEOPLE) + 3
    assert [(row.row_number, problem.kind) for row in rows for problem in row.problems] == [
        (10, ProblemKind.NO_IDENTITY),
        (11, ProblemKind.EMAIL_WRONG),
        (11, ProblemKind.EMPLOYEE_NUMBER_WRONG),
        (11, ProblemKind.NO_IDENTITY),
        (12, ProblemKind.EMPLOYEE_NUMBER_ROUNDED),
    ]
    assert {row.kind for row in rows} == {"pns", "pppk", "other", ""}


def test_samples_are_what_the_tool_makes():
    held_on = samples.HELD_ON

    assert (samples.FOLDER / "zoom-peserta.csv").read_bytes() == samples.participants(held_on)
    assert (samples.FOLDER / "zoom-durasi.csv").read_bytes() == samples.durations()
