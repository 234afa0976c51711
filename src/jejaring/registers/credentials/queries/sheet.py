"""What a certificate says, in words: on paper and its picture always Indonesian."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from jejaring.ground.paper import qr
from jejaring.ground.paper.typeset import CertificatePaper, Field, Run
from jejaring.ground.seals import signing
from jejaring.ground.seals.sealing import sealer
from jejaring.ground.ui import formats, zones
from jejaring.registers.credentials import http
from jejaring.registers.credentials.files import proof
from jejaring.registers.credentials.files.proof import SealedFacts
from jejaring.registers.credentials.models import Certificate, Correction
from jejaring.registers.credentials.queries.lists import last_correction
from jejaring.registers.credentials.queries.verification import (
    Stored,
    moment,
    shared_facts,
    stored_of,
)
from jejaring.registers.credentials.states import FIELDS

PAPER_LANGUAGE = "id"


class Printed(NamedTuple):
    """What differs from one certificate of a batch to the next."""

    name: str
    employer: str
    number: str
    code: str
    jp: str
    """For a table: 2 JP."""
    hours: str
    """For the sentence on the paper: 2 jam pelajaran."""
    fit: str
    """How small the name must be printed, as a class."""


@dataclass(frozen=True, slots=True)
class Told:
    """A certificate as its owner sees it."""

    found: Stored
    printed: Printed
    paper: CertificatePaper
    correction: Correction | None

    @property
    def is_signed(self) -> bool:
        """Whether there is a paper already."""
        return self.found.sealed_at is not None


def told(certificate: Certificate) -> Told:
    """One's own certificate, and what came of a request about its name."""
    found = stored_of(certificate)
    shared, _digest = shared_facts(found.facts)
    one = printed(found)
    return Told(found, one, sheet(found, shared, one), last_correction(certificate))


def printed(found: Stored) -> Printed:
    """The same of one certificate, in the reader's language where that matters."""
    jp, hours = _hours(proof.hours(found.jp), formats.language())
    return Printed(
        name=found.name,
        employer=found.employer,
        number=found.number,
        code=http.shown(found.code),
        jp=jp,
        hours=hours,
        fit="" if len(found.name) <= 24 else "long" if len(found.name) <= 60 else "longest",  # noqa: PLR2004 - letters that fit
    )


def details(shared: SealedFacts, one: Printed) -> list[tuple[str, str]]:
    """The table of verification, in the reader's language."""
    partners = shared["partners"]
    issuer = shared["issuer"]
    if partners:
        issuer = _("%(issuer)s, with %(partners)s") % {
            "issuer": issuer,
            "partners": ", ".join(partners),
        }
    return [
        (_("Name"), one.name),
        (_("Employer"), one.employer),
        (_("Activity"), f"{shared['programme']}: {shared['title']}"),
        (_("When"), _when(shared)),
        (_("Equal to"), one.jp),
        (_("Number"), one.number),
        (_("Issuer"), issuer),
    ]


def sheet(found: Stored, shared: SealedFacts, one: Printed) -> CertificatePaper:
    """The paper, but for its QR symbol."""
    with override(PAPER_LANGUAGE):
        sealed_at = moment(found.sealed_at)
        return {
            "title": "Sertifikat",
            "subtitle": "Certificate of participation",
            "number": one.number,
            "issuers": [shared["issuer"], *_partners(shared)],
            "name": one.name,
            "affiliation": one.employer,
            "sentence": _sentence(shared, one.hours),
            "fields": [_field(number) for number in shared["fields"]],
            "address": http.place_to_check(),
            "code": one.code,
            "qr": "",
            "signed": _signed(sealed_at, shared["zone"]),
            "signatory": shared["signatory"],
            "office": "",
            "fingerprint": signing.short_fingerprint(found.public_key),
            "notes": _notes(shared),
        }


def with_symbol(paper: CertificatePaper, code: str) -> CertificatePaper:
    """The paper with the QR symbol of its verification page."""
    return {**paper, "qr": qr.symbol(http.address_of(code)).svg}


@lru_cache(maxsize=256)
def _hours(jp: str, language: str) -> tuple[str, str]:
    """For the table in the reader's language, and for the paper."""
    with override(PAPER_LANGUAGE):
        printed = f"{formats.number(Decimal(jp))} jam pelajaran"
    with override(language):
        return formats.hours(Decimal(jp)), printed


def _when(shared: SealedFacts) -> str:
    starts_at = datetime.fromisoformat(shared["starts_at"])
    ends_at = datetime.fromisoformat(shared["ends_at"])
    day = formats.long_date(datetime.fromisoformat(shared["date"]).date())
    return f"{day}, {formats.span(starts_at, ends_at, shared['zone'])} {shared['zone']}"


def _sentence(shared: SealedFacts, hours: str) -> list[Run]:
    day, times = _when(shared).rsplit(", ", 1)
    place = f", di {shared['place']}" if shared["place"] else ""
    return [
        {"text": "telah mengikuti ", "strong": False},
        {"text": shared["programme"], "strong": True},
        {"text": " dengan pokok bahasan ", "strong": False},
        {"text": shared["title"], "strong": True},
        {"text": f", {day}, pukul {times}{place}, setara ", "strong": False},
        {"text": hours, "strong": True},
        {"text": ".", "strong": False},
    ]


def _partners(shared: SealedFacts) -> list[str]:
    first, *others = shared["partners"] or [""]
    return [f"bersama {first}", *others] if first else []


def _field(number: int) -> Field:
    return {"number": number, "name": str(FIELDS[number - 1])}


def _signed(sealed_at: datetime | None, zone: str) -> str:
    if sealed_at is None:
        return "Belum ditandatangani"
    on = zones.local(sealed_at, zone).date()
    return f"Ditandatangani secara elektronik, {formats.plain_date(on)}"


def _notes(shared: SealedFacts) -> list[str]:
    notes = [f"{sealer().label}."] if sealer().level == "test" else []
    if shared["is_demonstration"]:
        notes.append("Data demonstrasi, tidak berlaku sebagai bukti.")
    return notes
