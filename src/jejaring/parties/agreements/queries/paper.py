"""A frozen text as paper: PDF in official layout, and DOCX. On paper always Indonesian."""

from datetime import date
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from jejaring.ground.paper import docx, qr, store, typeset
from jejaring.ground.paper.typeset import AgreementPaper, Pasal, Side
from jejaring.ground.seals.sealing import sealer
from jejaring.ground.ui import formats
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.files import frozen as texts
from jejaring.parties.agreements.files.frozen import Frozen, FrozenClause, FrozenParty
from jejaring.parties.agreements.models import CooperationField, Party, TextVersion
from jejaring.parties.agreements.queries.documents import Download
from jejaring.parties.agreements.states import (
    AgreementKind,
    AgreementState,
    Capacity,
    Measure,
    PriceRule,
    Resource,
)

LANGUAGE = "id"
UNNUMBERED = "belum bernomor"
HEADINGS: dict[str, str] = {
    AgreementKind.MOU: "KESEPAKATAN BERSAMA",
    AgreementKind.IMPLEMENTING: "PERJANJIAN KERJA SAMA",
    AgreementKind.SYNERGY: "NOTA KESEPAKATAN SINERGI",
    AgreementKind.THIRD_PARTY: "PERJANJIAN KERJA SAMA DENGAN PIHAK KETIGA",
}
ORDINALS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"),
    *("KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
)
COLUMNS = ["No.", "Dibuka oleh", "Untuk", "Yang dibuka", "Jangka waktu dan ketentuan"]
ELECTRONIC = "Tanda tangan elektronik tersimpan di dalam berkas PDF ini."
SETTLED = frozenset(AgreementState) - {
    AgreementState.PROPOSED,
    AgreementState.UNDER_REVIEW,
    AgreementState.NEGOTIATION,
    AgreementState.AWAITING_DPRD,
}

type Use = Literal["reading", "signing"]


def pdf_of(version: TextVersion, *, use: Use = "reading") -> bytes:
    """Rendered when first asked for. For signing: without later numbers, room for no ink."""
    facts = facts_of(version, use=use)
    key = f"agreement {use} {version.sha256} {facts['version']} {facts['notes']} " + " ".join(
        side["number"] for side in facts["sides"]
    )
    return store.rendered(
        key, lambda: typeset.typeset("agreement", facts, language=LANGUAGE, dated=version.at)
    )


def download(version: TextVersion, *, as_docx: bool) -> Download:
    """The text to take along; a copy, recognisable as one by its foot."""
    name = file_name(version)
    if as_docx:
        return Download(f"{name}.docx", docx.MEDIA_TYPE, docx.written(facts_of(version)))
    return Download(f"{name}.pdf", "application/pdf", pdf_of(version))


def file_name(version: TextVersion) -> str:
    """Naskah ABCD1234 versi 3."""
    return f"Naskah {version.agreement.code} versi {version.number}"


def facts_of(version: TextVersion, *, use: Use = "reading") -> AgreementPaper:
    """What the paper prints: the frozen words, and the numbers that the sides gave since."""
    said = texts.frozen(version.canonical)
    page = reverse("agreements:agreement", args=[version.agreement.code])
    address = f"{settings.PUBLIC_ADDRESS}{page}"
    with override(LANGUAGE):
        return {
            "kind": HEADINGS.get(said["kind"], "KERJA SAMA"),
            "title": said["title"],
            "sides": _sides(said, version, use),
            "opening": "Yang bertanda tangan di bawah ini:",
            "sections": [_section(number, one) for number, one in enumerate(said["sections"], 1)],
            "clauses_title": "LAMPIRAN: RINCIAN YANG DISEPAKATI",
            "columns": COLUMNS,
            "clauses": _clauses(said),
            "closing": "Demikian naskah ini dibuat untuk dilaksanakan oleh PARA PIHAK.",
            "seal": ELECTRONIC if use == "signing" else "",
            "version": f"Naskah {version.agreement.code} versi {version.number}, "
            f"{formats.plain_date(version.at)}",
            "fingerprint": version.sha256,
            "address": address.partition("://")[2].rstrip("/"),
            "qr": qr.symbol(address).svg,
            "notes": _notes(version, use),
        }


def _notes(version: TextVersion, use: Use) -> list[str]:
    notes = ["CONTOH: data demonstrasi."] if version.agreement.is_demonstration else []
    if use == "signing":
        return [*notes, f"{sealer().label}."] if sealer().level == "test" else notes
    if version.agreement.state not in SETTLED:
        notes.append("RANCANGAN: belum disepakati.")
    return [*notes, "Salinan tanpa tanda tangan."]


def _sides(said: Frozen, version: TextVersion, use: Use) -> list[Side]:
    codes = [party["agency"] for party in said["parties"]]
    cities = dict(Agency.objects.filter(code__in=codes).values_list("code", "city"))
    numbers = {} if use == "signing" else _numbers(version)
    return [
        _side(place, party, cities.get(party["agency"], ""), numbers.get(party["agency"], ""))
        for place, party in enumerate(said["parties"])
    ]


def _numbers(version: TextVersion) -> dict[str, str]:
    parties = Party.objects.filter(agreement=version.agreement_id)
    return dict(parties.values_list("agency__code", "number"))


def _side(place: int, party: FrozenParty, city: str, number: str) -> Side:
    role = f"PIHAK {ORDINALS[place] if place < len(ORDINALS) else f'KE-{place + 1}'}"
    capacity = _capacity(party)
    who = ", ".join(
        part for part in (party["signatory_name"], party["signatory_office"], capacity) if part
    )
    who = who or "Penanda tangan belum disebut"
    about = f"{who}, bertindak untuk dan atas nama {party['name']}"
    return {
        "role": role,
        "name": party["name"],
        "city": city,
        "number": number or UNNUMBERED,
        "signatory": party["signatory_name"],
        "office": party["signatory_office"] or party["name"],
        "capacity": capacity,
        "about": f"{about}, selanjutnya disebut {role}.",
    }


def _capacity(party: FrozenParty) -> str:
    if party["capacity"] in {"", Capacity.OWN}:
        return ""
    words: dict[str, str] = {
        Capacity.DEPUTY: "selaku wakil",
        Capacity.ACTING: "selaku pejabat yang menjalankan tugas",
        Capacity.MANDATED: "berdasarkan surat kuasa",
    }
    said = words.get(party["capacity"], "")
    if party["mandate_number"]:
        said += f" Nomor {party['mandate_number']}"
    if party["mandate_on"]:
        said += f" tanggal {formats.plain_date(date.fromisoformat(party['mandate_on']))}"
    return said


def _section(number: int, section: dict[str, str]) -> Pasal:
    return {
        "number": f"Pasal {number}",
        "heading": section["heading"].upper(),
        "paragraphs": texts.paragraphs(section["body"]),
    }


def _clauses(said: Frozen) -> list[list[str]]:
    names = {party["agency"]: party["name"] for party in said["parties"]}
    fields = dict(CooperationField.objects.values_list("slug", "name_id"))
    return [
        [
            f"{number}.",
            names.get(clause["giver"], clause["giver"]),
            names.get(clause["receiver"], clause["receiver"]),
            _opened(clause, fields.get(clause["field"], clause["field"])),
            _terms(clause),
        ]
        for number, clause in enumerate(said["clauses"], start=1)
    ]


def _opened(clause: FrozenClause, field: str) -> str:
    resource, unit = clause["resource"], clause["unit"]
    what = str(Resource(resource).label) if resource in Resource else resource
    if clause["quantity"] is None:
        return f"{what} ({field}), tanpa batas jumlah"
    measure = str(Measure(unit).label) if unit in Measure else unit
    return f"{what} ({field}): {formats.number(clause['quantity'])} {measure}"


def _terms(clause: FrozenClause) -> str:
    starts, ends = (
        formats.plain_date(date.fromisoformat(day)) if day else ""
        for day in (clause["starts_on"], clause["ends_on"])
    )
    term = f"{starts or 'sejak berlaku'} sampai {ends or 'berakhirnya kerja sama'}"
    rule = clause["price_rule"]
    price = str(PriceRule(rule).label).lower() if rule in PriceRule else rule
    if clause["price"]:
        price = f"{price} Rp{formats.number(clause['price'])}"
    return "; ".join(part for part in (term, price, clause["note"]) if part)
