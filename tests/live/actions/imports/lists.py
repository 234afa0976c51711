"""Small participant reports and answer sheets, as their exports write them."""

from jejaring.activities.live.models import FileImport, ImportRow
from tests.factories.files import csv_bytes

ZOOM = ["Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest",
        "In waiting room"]  # fmt: skip
MEETING = [
    ["Topic", "ID", "Host name", "Host email", "Start time"],
    ["ASN Belajar", "800 0000 0001", "Panitia", "panitia@contoh.example", "11/26/2026 07:45:00 AM"],
    [],
]
ANSWERS = ["Cap waktu", "Nama Lengkap", "NIP", "Alamat Email", "Instansi"]


def joined(name="Rara Contoh", email="rara@contoh.example", start="08:00", end="10:00", wait="No"):
    """One stay on 26 November 2026, in 24 hours."""
    day = "11/26/2026"
    return [name, email, f"{day} {start}:00", f"{day} {end}:00", "120", "Yes", wait]


def zoom(*rows, block=MEETING, **form) -> bytes:
    return csv_bytes([*block, ZOOM, *rows], **form)


def answer(name="Rara Contoh", number="", email="rara@contoh.example", agency="BKD Contoh"):
    return ["26/11/2026 10:05:00", name, number, email, agency]


def answers(*rows, **form) -> bytes:
    return csv_bytes([ANSWERS, *rows], **form)


def told(file_import: FileImport) -> list[tuple[str, str]]:
    """Verdict and reason of every row, in the order of the file."""
    rows = ImportRow.objects.filter(file_import=file_import).order_by("number")
    return list(rows.values_list("verdict", "reason"))
