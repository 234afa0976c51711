"""Agencies: every province with its government and learning agency, and those the sources name."""

from datetime import datetime

from jejaring.parties.agencies import actions
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.places import queries as places
from jejaring.parties.places.models import Province

OPD_OF_THE_JAMBI_DAY = [
    "Dinas Perindustrian dan Perdagangan",
    "Badan Kepegawaian Daerah",
    "Dinas Pertanian",
    "Dinas Peternakan",
    "Dinas Koperasi dan UKM",
    "Dinas Penanaman Modal dan PTSP",
]
"""Offices that signed in pairs on 27 January 2022 (lentera.co 83390)."""
JOINT_PROGRAM = "JI NB NT KT KS KI SA GO ST SR SN SG MA MU PB PA".split()
"""The sixteen provinces whose Diskominfo and Disnaker came on 17 April 2018 (S2-2)."""
COMMON = ["Dinas Pendidikan", "Dinas Kesehatan", "Inspektorat", "Sekretariat Daerah"]
CENTRAL = [
    ("kominfo", "Kementerian Komunikasi dan Informatika", "Kominfo", None),
    ("litbang-sdm", "Badan Litbang SDM Kominfo", "Litbang SDM", "kominfo"),
    ("kemdikbud", "Kementerian Pendidikan dan Kebudayaan", "Kemdikbud", None),
    ("lipi", "Lembaga Ilmu Pengetahuan Indonesia", "LIPI", None),
    ("bangda", "Direktorat Jenderal Bina Pembangunan Daerah", "Bangda", None),
]
"""Central bodies named in S2, under the names they had then."""
CITIES = {"JI": "Surabaya", "JA": "Jambi", "BT": "Serang"}


def agencies(at: datetime) -> dict[str, Agency]:
    """All of them by code; units with them."""
    made: dict[str, Agency] = {}
    for code, name, short, parent in CENTRAL:
        made[code] = actions.create_agency(
            code=code, name=name, short_name=short, kind=AgencyKind.MINISTRY, city="Jakarta",
            parent=made[parent] if parent else None, is_demonstration=True, by=None, at=at,
        )  # fmt: skip
    for province in places.provinces():
        government = _government(province, at)
        made[government.code] = government
        learning = _learning_agency(province, government, at)
        made[learning.code] = learning
    return made


def slug_of(province: Province) -> str:
    """As in addresses: jawa-timur."""
    return province.name.lower().replace(" ", "-")


def _government(province: Province, at: datetime) -> Agency:
    government = actions.create_agency(
        code=f"pemprov-{slug_of(province)}",
        name=f"Pemerintah Provinsi {province.name}",
        short_name=f"Pemprov {province.name}",
        kind=AgencyKind.REGIONAL_GOVERNMENT,
        province=province,
        zone=province.zone,
        is_demonstration=True,
        by=None,
        at=at,
    )
    for name in _units(province):
        actions.add_unit(agency=government, name=name, by=None, at=at)
    return government


def _units(province: Province) -> list[str]:
    units = list(COMMON)
    if province.iso in {"JI", "JA"}:
        units += OPD_OF_THE_JAMBI_DAY
    if province.iso in JOINT_PROGRAM:
        units += ["Dinas Komunikasi dan Informatika", "Dinas Tenaga Kerja"]
    return units


def _learning_agency(province: Province, government: Agency, at: datetime) -> Agency:
    name = f"BPSDM Provinsi {province.name}"
    return actions.create_agency(
        code=f"bpsdm-{slug_of(province)}",
        name=name,
        short_name=f"BPSDM {province.name}",
        kind=AgencyKind.LEARNING_AGENCY,
        province=province,
        parent=government,
        zone=province.zone,
        city=CITIES.get(province.iso, ""),
        head_office=f"Kepala {name}",
        is_demonstration=True,
        by=None,
        at=at,
    )
