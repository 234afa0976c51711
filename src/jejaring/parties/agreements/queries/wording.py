"""The text as it reads: its sections with the dates, parties and programmes put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from django.db.models import Count, Q
from django.utils import translation

from jejaring.ground.ui import formats
from jejaring.parties.agreements.models import Agreement, Line, Party, Section
from jejaring.parties.agreements.queries import tokens
from jejaring.parties.agreements.states import Capacity

EMPTY = "[belum diisi]"
"""The text itself is Indonesian, whoever reads it."""
CAPACITIES = {
    Capacity.OWN: "",
    Capacity.DEPUTY: " sebagai wakil",
    Capacity.ACTING: " sebagai pejabat",
    Capacity.MANDATED: " berdasarkan surat kuasa",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One section as it reads, with the row it comes from."""

    section: Section
    number: int
    text: str
    open_comments: int = 0


def sections_of(agreement: Agreement) -> list[Section]:
    """The sections that stand in the text, in their order."""
    unsettled = Count("comments", filter=Q(comments__settled_at__isnull=True))
    standing = Section.objects.filter(agreement=agreement, removed_at__isnull=True)
    return list(standing.annotate(unsettled=unsettled).order_by("position", "pk"))


def passages_of(agreement: Agreement) -> list[Passage]:
    """The text as it reads now."""
    words = words_of(agreement)
    return [
        Passage(section, number, tokens.filled(section.body, words), section.unsettled)  # type: ignore[attr-defined]
        for number, section in enumerate(sections_of(agreement), start=1)
    ]


def sides_of(agreement: Agreement) -> list[Party]:
    """Its parties in their order, with their agencies."""
    known: list[Party] | None = getattr(agreement, "sides", None)
    if known is not None:
        return known
    rows = agreement.parties.select_related("agency", "agency__province", "signatory")
    return list(rows.order_by("position", "pk"))


def lines_of(agreement: Agreement) -> list[Line]:
    """Its programmes in their order, with their fields."""
    return list(agreement.lines.select_related("field").order_by("year", "position", "pk"))


def words_of(agreement: Agreement) -> dict[str, str]:
    """What stands for every token, in Indonesian."""
    with translation.override("id"):
        sides, lines = sides_of(agreement), lines_of(agreement)
        parent = agreement.parent if agreement.parent_id else None
        return {
            "para_pihak": _numbered([_side(side, place) for place, side in _placed(sides)]),
            "judul": agreement.title,
            "tujuan": agreement.purpose.strip().rstrip(".") or EMPTY,
            "induk": parent.title if parent else EMPTY,
            "program": _listed([line.title for line in lines]),
            "memberi_menerima": _listed(_exchanges(sides)),
            "rencana_aksi": _listed([_planned(line) for line in lines]),
            "mulai": _day(agreement.starts_on, "tanggal penandatanganan"),
            "berakhir": _day(agreement.ends_on, EMPTY),
            "bulan_laporan": str(agreement.report_months),
            "hari_pemberitahuan": str(agreement.notice_days),
            "korespondensi": _listed([_address(side, place) for place, side in _placed(sides)]),
        }


def _placed(sides: Sequence[Party]) -> list[tuple[int, Party]]:
    return list(enumerate(sides, start=1))


def _side(side: Party, place: int) -> str:
    who = side.signatory_name or "[nama belum diisi]"
    office = side.signatory_office or "[jabatan belum diisi]"
    capacity = CAPACITIES[Capacity(side.capacity)]
    if side.capacity == Capacity.MANDATED:
        on = f" tanggal {formats.plain_date(side.mandate_on)}" if side.mandate_on else ""
        capacity += f" nomor {side.mandate_number or EMPTY}{on}"
    return (
        f"{side.name}, diwakili oleh {who}, {office}{capacity}, "
        f"selanjutnya disebut {tokens.ordinal(place)}"
    )


def _exchanges(sides: Sequence[Party]) -> list[str]:
    rows = []
    for place, side in _placed(sides):
        name = tokens.ordinal(place)
        gives, gets = (" ".join(text.split()).rstrip(".") for text in (side.gives, side.gets))
        if gives:
            rows.append(f"{name} memberikan: {gives}")
        if gets:
            rows.append(f"{name} menerima: {gets}")
    return rows


def _planned(line: Line) -> str:
    due = f", paling lambat {formats.plain_date(line.due_on)}" if line.due_on else ""
    return f"{line.title} ({line.year}{due})"


def _address(side: Party, place: int) -> str:
    agency = side.agency
    parts = [side.name, agency.city, agency.contact_email]
    return f"{tokens.ordinal(place)}: {', '.join(part for part in parts if part)}"


def _day(day: date | None, otherwise: str) -> str:
    return f"tanggal {formats.plain_date(day)}" if day else otherwise


def _numbered(rows: Sequence[str]) -> str:
    return "\n".join(
        f"{number}. {row}{'.' if number == len(rows) else ';'}"
        for number, row in enumerate(rows, start=1)
    )


def _listed(rows: Sequence[str]) -> str:
    """Lettered: a, b, and past z it goes on with aa."""
    last = len(rows) - 1
    return (
        "\n".join(
            f"{_mark(place)}. {row}{'.' if place == last else ';'}"
            for place, row in enumerate(rows)
        )
        or f"a. {EMPTY}"
    )


def _mark(place: int) -> str:
    before = _mark(place // len(ascii_lowercase) - 1) if place >= len(ascii_lowercase) else ""
    return before + ascii_lowercase[place % len(ascii_lowercase)]
