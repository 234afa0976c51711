"""Invented people who make agreements: officers and heads of two sides, and their reviewers."""

from datetime import datetime

from jejaring.ground.access.permissions import Role
from jejaring.parties.agencies import actions as agencies_actions
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people import actions
from jejaring.parties.people.actions import Example
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind

SIDES = [
    ("jawa-timur", "Jawa Timur", ["Nadia", "Ratih", "Teguh", "Lilis"]),
    ("jambi", "Jambi", ["Hasan", "Rusdi", "Erni", "Yusra"]),
]
"""Province, and whom it calls: officer, head, TKKSD reviewer, legal bureau."""
PARTS = [
    (Role.COOPERATION, "bpsdm", "Petugas kerja sama, BPSDM"),
    (Role.HEAD, "bpsdm", "Kepala, BPSDM"),
    (Role.REVIEWER, "pemprov", "TKKSD, Pemprov"),
    (Role.LEGAL, "pemprov", "Biro hukum, Pemprov"),
]
LEARNER = Example(
    "tari@contoh.example",
    "Tari Contoh",
    PersonKind.PNS,
    "199304042019032007",
    note="Peserta, PNS di Jambi",
)


def appoint(agencies: dict[str, Agency], at: datetime) -> dict[str, Person]:
    """Four people on each side with their roles and second factors, and a learner of Jambi."""
    wanted = [
        (f"{role}-{slug}", agencies[f"{kind}-{slug}"], role, _example(name, f"{note} {province}"))
        for slug, province, names in SIDES
        for (role, kind, note), name in zip(PARTS, names, strict=True)
    ]
    examples = [*(example for *_, example in wanted), LEARNER]
    made = actions.add_demonstration_people(people=examples, at=at)
    for (_part, agency, role, _), person in zip(wanted, made, strict=False):
        agencies_actions.grant_role(agency=agency, person=person, role=role, by=None, at=at)
        actions.add_demonstration_factor(person=person, at=at)
    _employ(agencies, wanted, made, at)
    parts = [part for part, *_ in wanted]
    return dict(zip([*parts, "learner-jambi"], made, strict=True))


def _example(name: str, note: str) -> Example:
    return Example(f"{name.lower()}@contoh.example", f"{name} Contoh", note=note)


def _employ(
    agencies: dict[str, Agency],
    wanted: list[tuple[str, Agency, Role, Example]],
    made: list[Person],
    at: datetime,
) -> None:
    homes = [*(agency for _part, agency, *_ in wanted), agencies["pemprov-jambi"]]
    works = [(person, home, None, None) for person, home in zip(made, homes, strict=True)]
    agencies_actions.employ_examples(people=works, at=at)
