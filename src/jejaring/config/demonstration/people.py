"""Invented people: the ready accounts of each role, and a crowd from all 38 provinces."""

import random
from collections.abc import Sequence
from datetime import date, datetime

from jejaring.ground.access.permissions import Role
from jejaring.parties.agencies import actions as agencies_actions
from jejaring.parties.agencies.models import Agency, Unit
from jejaring.parties.people import actions
from jejaring.parties.people.actions import Example
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind

FIRST = (
    "Adi Agus Ahmad Andi Anisa Arif Ayu Bagus Bambang Bayu Budi Cahya Citra Dani Dedi Desi Dewi "
    "Dian Dimas Dwi Eka Endang Eko Fajar Farah Fitri Gilang Hadi Hana Hendra Ida Ika Indah Intan "
    "Irfan Iwan Joko Kadek Kartika Komang Laila Lestari Lia Made Maria Maya Melati Mega Muhammad "
    "Nanda Nina Novi Nur Nyoman Putra Putri Putu Rahmat Ratna Reza Rina Rini Rizki Rosa Sari Siti "
    "Slamet Sri Sulis Surya Tari Taufik Tika Tono Tri Udin Vina Wahyu Wati Wawan Wayan Wulan Yanti "
    "Yoga Yohanes Yuni Yusuf Zahra Zainal"
).split()
DEGREES = ["", "", "", ", S.E.", ", S.Sos.", ", S.Pd.", ", S.Kom.", ", M.Si.", ", S.T., M.T."]
SEED = 20220127
"""The day of the first agreement; the same people every time."""


def cast(agencies: dict[str, Agency], at: datetime) -> dict[str, Person]:
    """The ready accounts, by part; each with a note that the sign-in page shows."""
    jatim, jambi = agencies["bpsdm-jawa-timur"], agencies["bpsdm-jambi"]
    parts = {
        "learner": Example(
            "rara@contoh.example", "Rara Contoh", PersonKind.PNS, "199001012015032001", "WITA",
            note="Peserta, PNS di Kalimantan Selatan",
        ),
        "contract": Example(
            "bima@contoh.example", "Bima Contoh, S.Kom.", PersonKind.PPPK, "199205172023211002",
            "WIT", note="Peserta, PPPK di Papua",
        ),
        "public": Example("sari@contoh.example", "Sari Contoh", note="Peserta umum, bukan ASN"),
        "organiser": Example(
            "andi@contoh.example", "Andi Contoh", PersonKind.PNS, "198503042010011003",
            note="Penyelenggara, BPSDM Jawa Timur",
        ),
        "owner": Example(
            "dewi@contoh.example", "Dewi Contoh, M.Si.", PersonKind.PNS, "197811232005012004",
            note="Pemilik, BPSDM Jawa Timur",
        ),
        "auditor": Example(
            "indra@contoh.example", "Indra Contoh", PersonKind.PNS, "198009092006041005",
            note="Auditor, BPSDM Jawa Timur",
        ),
        "neighbour": Example(
            "maya@contoh.example", "Maya Contoh", PersonKind.PNS, "198712122012012006",
            note="Penyelenggara, BPSDM Jambi (lembaga lain)",
        ),
    }  # fmt: skip
    made = dict(
        zip(
            parts, actions.add_demonstration_people(people=list(parts.values()), at=at), strict=True
        )
    )
    for part, agency, role in (
        ("owner", jatim, Role.OWNER),
        ("organiser", jatim, Role.ORGANISER),
        ("auditor", jatim, Role.AUDITOR),
        ("neighbour", jambi, Role.ORGANISER),
    ):
        agencies_actions.grant_role(agency=agency, person=made[part], role=role, by=None, at=at)
    for person in made.values():
        actions.add_demonstration_factor(person=person, at=at)
    _employ_cast(agencies, made, at)
    return made


def _employ_cast(agencies: dict[str, Agency], made: dict[str, Person], at: datetime) -> None:
    works = [
        ("learner", "pemprov-kalimantan-selatan", "Dinas Pendidikan", None),
        ("contract", "pemprov-papua", "Dinas Komunikasi dan Informatika", date(2023, 3, 1)),
        ("organiser", "bpsdm-jawa-timur", None, None),
        ("owner", "bpsdm-jawa-timur", None, None),
        ("auditor", "pemprov-jawa-timur", "Inspektorat", None),
        ("neighbour", "bpsdm-jambi", None, None),
    ]
    agencies_actions.employ_examples(
        people=[
            (
                made[part],
                agencies[code],
                agencies[code].units.filter(name=unit).first() if unit else None,
                started,
            )
            for part, code, unit, started in works
        ],
        at=at,
    )


def crowd(agencies: dict[str, Agency], count: int, at: datetime) -> list[Person]:
    """`count` learners, every province among them, the nearer the more."""
    chance = random.Random(SEED)
    governments = [a for a in agencies.values() if a.code.startswith("pemprov-")]
    units: dict[int, Sequence[Unit]] = {a.pk: list(a.units.all()) for a in governments}
    weights = [
        12 if a.code == "pemprov-jawa-timur" else 1 + 3 * (i % 4) for i, a in enumerate(governments)
    ]
    homes = governments + chance.choices(governments, weights, k=max(0, count - len(governments)))
    homes = homes[:count]
    examples = [_example(chance, number, home) for number, home in enumerate(homes)]
    made = actions.add_demonstration_people(people=examples, at=at)
    agencies_actions.employ_examples(
        people=[
            (
                person,
                home,
                chance.choice(units[home.pk]),
                date(2024, 1 + number % 12, 1) if person.kind == PersonKind.PPPK else None,
            )
            for number, (person, home) in enumerate(zip(made, homes, strict=True))
        ],
        at=at,
    )
    return made


def _example(chance: random.Random, number: int, home: Agency) -> Example:
    name = f"{chance.choice(FIRST)} {chance.choice(FIRST)} Contoh{chance.choice(DEGREES)}"
    born = f"{chance.randint(1970, 1998)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    is_contract = chance.random() < 0.25
    appointed = "202321" if is_contract else f"{int(born[:4]) + 24}{chance.randint(1, 12):02d}"
    return Example(
        f"peserta{number}@contoh.example",
        name,
        PersonKind.PPPK if is_contract else PersonKind.PNS,
        f"{born}{appointed}{chance.randint(1, 2)}{number % 1000:03d}",
        home.zone,
    )
