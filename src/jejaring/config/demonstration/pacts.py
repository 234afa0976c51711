"""Agreements that the sources tell of, as far as they tell: what is not known stays empty.

Dates, places, occasions and offices are facts (domain (f) 11 and 12; S0 to S2); nobody signs here.
"""

from datetime import date, datetime
from typing import Any

from jejaring.config.demonstration.network import JOINT_PROGRAM
from jejaring.parties.agencies import actions as agencies_actions
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.actions import past
from jejaring.parties.agreements.actions.past import PastParty
from jejaring.parties.agreements.models import Agreement, Occasion
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.states import AgreementKind, Capacity

JATIM, JAMBI, BANTEN = "pemprov-jawa-timur", "pemprov-jambi", "pemprov-banten"
HOST = "bpsdm-jawa-timur"
S0 = "Bhirawa, 27 Januari 2022 (S0)"
S1 = "ANTARA Banten, 11 September 2023 (S1)"
PAIRS = [
    ("disperindag", "Dinas Perindustrian dan Perdagangan"),
    ("bkd", "Badan Kepegawaian Daerah"),
    ("pertanian", "Dinas Pertanian"),
    ("peternakan", "Dinas Peternakan"),
    ("koperasi-ukm", "Dinas Koperasi dan UKM"),
    ("dpmptsp", "Dinas Penanaman Modal dan PTSP"),
    ("iwapi", "IWAPI"),
]
"""Who signed in pairs on 27 January 2022 beside the learning agencies (lentera.co 83390)."""
SEVEN = range(1, 8)
"""The fields that S0 names of the eight it announces."""
LATER = [
    ("Kerja sama BPSDM Jawa Timur dan BPSDM Sulawesi Tengah", "bpsdm-sulawesi-tengah",
     date(2022, 2, 24), "iNews Surabaya 46676", (2, 7)),
    ("PKS BPSDM Jawa Timur dan BPSDM Jawa Barat", "bpsdm-jawa-barat",
     date(2022, 3, 28), "investigasi.today, Maret 2022", (7,)),
    ("Kerja sama dengan SDGs Center Universitas Airlangga", "unair",
     date(2022, 6, 10), "unair.ac.id, Juni 2022", (8,)),
    ("Kerja sama BPSDM Jawa Timur dan Kalimantan Tengah", "bpsdm-kalimantan-tengah",
     date(2022, 12, 14), "ANTARA Jatim 665182", (3,)),
    ("Corp-U Kota Blitar", "pemkot-blitar", None, "bpsdm.jatimprov.go.id 272", (2,)),
    ("Kerja sama dengan dua belas perguruan tinggi", "perguruan-tinggi-12",
     date(2024, 5, 28), "Harian Disway 788260", (8,)),
]  # fmt: skip
"""Further agreements of the learning agency of East Java; Blitar's day is not known."""
NEWCOMERS = [
    ("unair", "SDGs Center Universitas Airlangga", AgencyKind.UNIVERSITY, ""),
    ("pemkot-blitar", "Pemerintah Kota Blitar", AgencyKind.REGIONAL_GOVERNMENT, "jawa-timur"),
    ("perguruan-tinggi-12", "Dua belas perguruan tinggi (belum dirinci sumbernya)",
     AgencyKind.UNIVERSITY, ""),
    ("bpsdm-komdigi", "BPSDM Komunikasi dan Digital", AgencyKind.MINISTRY, ""),
    ("pemkab-barito-selatan", "Pemerintah Kabupaten Barito Selatan",
     AgencyKind.REGIONAL_GOVERNMENT, "kalimantan-tengah"),
]  # fmt: skip


def record(agencies: dict[str, Agency], at: datetime) -> int:
    """Everything the sources tell of; how many agreements."""
    for code, name, sort, province in NEWCOMERS:
        _found(agencies, code, name, sort, f"pemprov-{province}", at)
    kept = [*_jambi(agencies, at), *_banten(agencies, at), *_centre(agencies, at)]
    for title, code, day, source, fields in LATER:
        kind = AgreementKind.IMPLEMENTING if code.startswith("bpsdm") else AgreementKind.THIRD_PARTY
        sides = [PastParty(agencies[HOST]), PastParty(agencies[code])]
        kept.append(_kept(title, kind, sides, day, source, at, fields=fields))
    return len(kept)


def _jambi(agencies: dict[str, Agency], at: datetime) -> list[Agreement]:
    day = date(2022, 1, 27)
    mission = _occasion(agencies, "Misi Dagang dan Investasi di Jambi", day, "Jambi", at)
    where: dict[str, Any] = {"signed_place": "Jambi", "occasion": mission}
    mou = _kept(
        "MoU Pembangunan Jawa Timur dan Jambi", AgreementKind.MOU,
        [PastParty(agencies[JATIM], signatory_office="Gubernur Jawa Timur"),
         PastParty(agencies[JAMBI], signatory_office="Wakil Gubernur Jambi",
                   capacity=Capacity.DEPUTY)],
        day, S0, at, **where,
    )  # fmt: skip
    where["parent"] = mou
    pair = [PastParty(agencies[HOST]), PastParty(agencies["bpsdm-jambi"])]
    learning = _kept(
        "PKS BPSDM Jawa Timur dan BPSDM Jambi", AgreementKind.IMPLEMENTING, pair, day, S0, at,
        fields=SEVEN, announced_lines=8, occasion_order=1, **where,
    )  # fmt: skip
    kept = [mou, learning]
    for order, (code, name) in enumerate(PAIRS, start=2):
        sides = [PastParty(_office(agencies, code, name, slug, at)) for slug in (JATIM, JAMBI)]
        title = f"Kerja sama {name} Jawa Timur dan Jambi"
        source = "Lentera, 27 Januari 2022 (lentera.co 83390)"
        kind = AgreementKind.IMPLEMENTING
        kept.append(_kept(title, kind, sides, day, source, at, occasion_order=order, **where))
    return kept


def _banten(agencies: dict[str, Agency], at: datetime) -> list[Agreement]:
    day = date(2023, 9, 11)
    mission = _occasion(agencies, "Misi Dagang dan Investasi di Banten", day, "Serang", at)
    sides = [
        PastParty(agencies[JATIM], signatory_office="Gubernur Jawa Timur"),
        PastParty(
            agencies[BANTEN], signatory_office="Penjabat Gubernur Banten", capacity=Capacity.ACTING
        ),
    ]
    title, kind = "MoU Jawa Timur dan Banten", AgreementKind.MOU
    return [_kept(title, kind, sides, day, S1, at, signed_place="Serang", occasion=mission)]


def _centre(agencies: dict[str, Agency], at: datetime) -> list[Agreement]:
    by_iso = {a.province.iso: a for a in agencies.values() if a.province and _governs(a)}
    joint = [PastParty(agencies["litbang-sdm"])]
    joint += [PastParty(by_iso[iso]) for iso in JOINT_PROGRAM]
    komdigi = [PastParty(agencies["bpsdm-komdigi"]), PastParty(agencies[JATIM])]
    barito = [
        PastParty(agencies["pemkab-barito-selatan"]),
        PastParty(agencies["pemprov-kalimantan-tengah"]),
    ]
    return [
        _kept(
            "Joint Program Badan Litbang SDM dan enam belas provinsi", AgreementKind.SYNERGY,
            joint, None, "Kominfo, 17 April 2018 (S2)", at, fields=(3, 6, 8),
        ),
        _kept(
            "Nota Kesepakatan BPSDM Komdigi dan Jawa Timur", AgreementKind.SYNERGY, komdigi,
            date(2025, 4, 10), "liputancyber.com 22607", at,
        ),
        _kept(
            "PKS pelatihan PKA dan PKP Barito Selatan", AgreementKind.IMPLEMENTING, barito,
            date(2022, 3, 29), "Prokalteng, 1 April 2022", at, fields=(3,),
        ),
    ]  # fmt: skip


def _governs(agency: Agency) -> bool:
    return agency.code.startswith("pemprov-")


def _kept(  # noqa: PLR0917 - one row of facts
    title: str,
    kind: AgreementKind,
    sides: list[PastParty],
    day: date | None,
    source: str,
    at: datetime,
    *,
    fields: Any = (),
    **more: Any,
) -> Agreement:
    known = {one.number: one for one in reading.fields()}
    programmes = [(known[number], known[number].name_id) for number in fields]
    return past.record_from_past(
        kind=kind, title=title, parties=sides, signed_on=day, source=source,
        programmes=programmes, is_demonstration=True, by=None, at=at, **more,
    )  # fmt: skip


def _occasion(
    agencies: dict[str, Agency], name: str, day: date, city: str, at: datetime
) -> Occasion:
    venue = "Ratu Convention Center" if city == "Jambi" else ""
    return past.record_occasion(
        agency=agencies[HOST], name=name, on=day, venue=venue, city=city, by=None, at=at
    )


def _office(
    agencies: dict[str, Agency], code: str, name: str, government: str, at: datetime
) -> Agency:
    """An office of a province, or its branch of an association."""
    slug = government.removeprefix("pemprov-")
    province = agencies[government].province
    if code == "iwapi":
        return _found(
            agencies, f"{code}-{slug}", f"{name} {province}", AgencyKind.ASSOCIATION, "", at
        )
    full, kind = f"{name} Provinsi {province}", AgencyKind.GOVERNMENT_UNIT
    return _found(agencies, f"{code}-{slug}", full, kind, government, at)


def _found(  # noqa: PLR0917 - one row of facts
    agencies: dict[str, Agency], code: str, name: str, kind: AgencyKind, above: str, at: datetime
) -> Agency:
    parent = agencies.get(above)
    is_unit = kind == AgencyKind.GOVERNMENT_UNIT
    agencies[code] = agencies_actions.create_agency(
        code=code, name=name, short_name=name[:60], kind=kind,
        province=parent.province if parent else None, parent=parent if is_unit else None,
        zone=parent.zone if parent else "WIB", is_demonstration=True, by=None, at=at,
    )  # fmt: skip
    return agencies[code]
