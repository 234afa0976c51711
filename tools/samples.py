"""Makes the files of `docs/samples`, which people try the import with. Everybody is invented.

python tools/samples.py [DATE]     the Thursday the files tell of, by default 2026-11-26
"""

import csv
import io
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "samples"
HELD_ON = date(2026, 11, 26)
PEOPLE = [
    ("Siti Contoh, S.Sos.", "siti.contoh@jatim.example", "199001012015032001", "PNS"),
    ("Budi Contoh, S.T., M.T.", "budi.contoh@banten.example", "198505172010011002", "PNS"),
    ("Nur'aini Contoh", "nuraini.contoh@jambi.example", "199203092022212003", "PPPK"),
    ("محمد نور Contoh", "m.nur.contoh@aceh.example", "198812312014031004", "PNS"),
    ("Wayan Contoh, A.Md.", "wayan.contoh@bali.example", "199507212025241005", "PPPK Paruh Waktu"),
    ("Maria Contoh", "maria.contoh@ntt.example", "", "Umum"),
    ("Yohanes Contoh, S.Pd.", "yohanes.contoh@papua.example", "199111112019031007", "PNS"),
    ("Dewi Contoh, M.Kes.", "dewi.contoh@jatim.example", "198002292005012008", "PNS"),
]
AGENCIES = [
    ("Pemerintah Provinsi Jawa Timur", "Dinas Contoh"),
    ("Pemerintah Provinsi Banten", "Badan Contoh"),
    ("Pemerintah Provinsi Jambi", "Dinas Contoh"),
    ("Pemerintah Aceh", "Sekretariat Contoh"),
    ("Pemerintah Provinsi Bali", "UPT Contoh"),
    ("", ""),
    ("Pemerintah Provinsi Papua", "Dinas Contoh"),
    ("Pemerintah Kota Surabaya", "Puskesmas Contoh"),
]
STAYS = [
    [(475, 605)],
    [(480, 530), (525, 600)],
    [(478, 601)],
    [(490, 520), (550, 600)],
    [(485, 602)],
    [(480, 600)],
    [(580, 600)],
    [(470, 481), (482, 600)],
]
"""Minutes after midnight of each join and leave; the session runs from 480 to 600."""


def main(held_on: date) -> None:
    """Write the three files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "zoom-peserta.csv").write_bytes(participants(held_on))
    (FOLDER / "zoom-durasi.csv").write_bytes(durations())
    (FOLDER / "jawaban-formulir.xlsx").write_bytes(answers(held_on))


def participants(held_on: date) -> bytes:
    """As Zoom exports a meeting: a block about the meeting, then a row for each join."""
    rows: list[list[str]] = [
        ["Topic", "ID", "Host name", "Host email", "Duration (minutes)", "Start time", "End time",
         "Participants"],
        ["ASN Belajar (Contoh)", "800 0000 0001", "Panitia Contoh", "panitia@jatim.example", "140",
         _american(held_on, 465), _american(held_on, 605), str(len(PEOPLE) + 2)],
        [],
        ["Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest",
         "In waiting room"],
    ]  # fmt: skip
    for (name, email, _number, _kind), stays in zip(PEOPLE, STAYS, strict=True):
        rows += [_stay(name, email, held_on, stay) for stay in stays]
    rows.append([*_stay(PEOPLE[0][0], PEOPLE[0][1], held_on, (470, 475))[:-1], "Yes"])
    rows.append(_stay("iPhone Contoh", "", held_on, (480, 600)))
    rows.append(_stay("Rudi Contoh", "rudi.contoh(at)jatim", held_on, (480, 600)))
    return _csv(rows, encoding="utf-8-sig")


def durations() -> bytes:
    """As Zoom exports unique users: minutes in all, without times, so it suits any day."""
    rows = [["Name (original name)", "Email", "Total duration (minutes)", "Guest"]]
    for (name, email, _number, _kind), stays in zip(PEOPLE, STAYS, strict=True):
        rows.append([name, email, str(sum(left - joined for joined, left in stays)), "Yes"])
    return _csv(rows, encoding="utf-8-sig")


def answers(held_on: date) -> bytes:
    """As a form gives its answers; the last three rows are wrong on purpose."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Jawaban Formulir 1")
    stamp = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    sheet.write_row(
        0,
        0,
        ["Cap waktu", "Alamat Email", "Nama Lengkap (beserta gelar)", "NIP", "Status Kepegawaian",
         "Instansi", "Unit Kerja", "Nomor HP"],
    )  # fmt: skip
    rows = [
        [email, name, number, kind, *agency, "0800-0000-0000"]
        for (name, email, number, kind), agency in zip(PEOPLE, AGENCIES, strict=True)
    ]
    rows.append(["", "Tanpa Identitas Contoh", "", "", "", "", ""])
    rows.append(["rudi.contoh(at)jatim", "Rudi Contoh", "19870101201001100", "PNS", "", "", ""])
    rows.append(["lina.contoh@jatim.example", "Lina Contoh", "", "PNS", "", "", ""])
    for number, row in enumerate(rows, start=1):
        midnight = datetime.combine(held_on, time())
        sheet.write_datetime(number, 0, midnight + timedelta(minutes=590, seconds=number), stamp)
        sheet.write_row(number, 1, row)
    sheet.write_number(len(rows), 3, 198701012010012009)
    sheet.set_column(0, 7, 24)
    book.close()
    return output.getvalue()


def _stay(name: str, email: str, held_on: date, stay: tuple[int, int]) -> list[str]:
    joined, left = stay
    times = [_american(held_on, joined), _american(held_on, left)]
    return [name, email, *times, str(left - joined), "Yes", "No"]


def _american(held_on: date, minute: int) -> str:
    moment = datetime.combine(held_on, time()) + timedelta(minutes=minute)
    return f"{moment:%m/%d/%Y %I:%M:%S %p}"


def _csv(rows: list[list[str]], *, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else HELD_ON)
