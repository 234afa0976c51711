import difflib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Model, Q, QuerySet, Value, When
from django.template.loader import select_template
from django.utils.safestring import mark_safe

from jejaring.ground.access.permissions import Permission, Role, roles_with
from jejaring.ground.audit.models import Entry
from jejaring.parties.agencies.models import (
    Agency,
    AgencyKey,
    Alias,
    Employment,
    Membership,
    ServiceArea,
    Statement,
    Succession,
    Unit,
)
from jejaring.parties.agencies.states import AgencyKind, StatementKind
from jejaring.parties.people import queries as people
from jejaring.parties.people.models import Person

MOST_FOUND = 12
"""Agencies offered for one search; more than that, and typing on is quicker."""
TRAIL_PAGE = 50
LIST_PAGE = 50
"""Rows of a list on one page (DESIGN section 10)."""
LONGEST_ID = 18
"""Digits of a key that a database can hold."""
LIKENESS = 0.75
"""How much of a word must agree for a typing error to be forgiven."""


def agency_by_code(code: str) -> Agency | None:
    """By its short address."""
    return Agency.objects.filter(code=code).first()


def agencies() -> QuerySet[Agency]:
    """Every agency by name. Everybody may see them."""
    return Agency.objects.select_related("province").order_by("name")


def agencies_where(person: Person, permission: Permission) -> QuerySet[Agency]:
    """Every agency in which this person's current role includes the permission."""
    return Agency.objects.filter(
        memberships__person_id=person.pk,
        memberships__ended_at__isnull=True,
        memberships__role__in=roles_with(permission),
    )


def found_agencies(text: str) -> list[Agency]:
    """Agencies one of whose names has a word that begins with each typed; else near misses."""
    words = _words(text)
    if not words:
        return []
    matching = Agency.objects.select_related("province")
    for word in words:
        matching = matching.filter(_begins(word))
    ranked = matching.annotate(
        rank=Case(
            When(Q(short_name__istartswith=text) | Q(name__istartswith=text), then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
    ).order_by("rank", "name")
    return list(ranked[:MOST_FOUND]) or _near_misses(words)


def _begins(word: str) -> Q:
    fields = ("name", "short_name", "city", "province__name")
    near = [Q(**{f"{field}__istartswith": word}) for field in fields]
    near += [Q(**{f"{field}__icontains": f" {word}"}) for field in fields]
    aliases = Q(name__istartswith=word) | Q(name__icontains=f" {word}")
    found = Q(code__icontains=word) | Q(
        pk__in=Alias.objects.filter(aliases).order_by().values("agency")
    )
    for one in near:
        found |= one
    return found


def _near_misses(words: list[str]) -> list[Agency]:
    scored: list[tuple[float, str, int]] = []
    for pk, name, short_name in Agency.objects.values_list("pk", "name", "short_name"):
        own = _words(f"{name} {short_name}")
        likeness = [max(_likeness(word, one) for one in own) for word in words]
        if min(likeness) >= LIKENESS:
            scored.append((-sum(likeness), name, pk))
    best = [pk for _, _, pk in sorted(scored)[:MOST_FOUND]]
    found = Agency.objects.select_related("province").in_bulk(best)
    return [found[pk] for pk in best]


def _likeness(word: str, other: str) -> float:
    return difflib.SequenceMatcher(None, word, other[: len(word) + 1]).ratio()


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def ancestors(agency: Agency) -> list[Agency]:
    """The agencies above it, the nearest first; a circle ends where it began."""
    above: list[Agency] = []
    current = agency.parent
    while current is not None and current not in (agency, *above):
        above.append(current)
        current = current.parent
    return above


def learning_agencies_of(agencies: Iterable[Agency]) -> QuerySet[Agency]:
    """The learning agencies directly below any of these."""
    return Agency.objects.filter(parent__in=agencies, kind=AgencyKind.LEARNING_AGENCY)


def served_by(agency: Agency) -> list[int]:
    """Keys of the agencies in its service area, itself included."""
    return list(
        ServiceArea.objects.filter(agency=agency)
        .order_by("serves")
        .values_list("serves", flat=True)
    )


def acts_for(agency_id: int, whose_id: int) -> bool:
    """Whether the other agency's people are in this one's service area."""
    return ServiceArea.objects.filter(agency_id=agency_id, serves_id=whose_id).exists()


def acting_for(whose_id: int) -> set[int]:
    """Keys of the agencies in whose service area these people are, their own included."""
    return set(ServiceArea.objects.filter(serves_id=whose_id).values_list("agency_id", flat=True))


def units_of(agency: Agency) -> QuerySet[Unit]:
    """The agency's units by name, with how many people work there now."""
    now = Q(employments__ended_at__isnull=True)
    return agency.units.annotate(people=Count("employments", filter=now)).order_by("name")


def memberships_of(person: Person) -> QuerySet[Membership]:
    """The person's current roles, with their agencies."""
    return (
        Membership.objects.filter(person=person, ended_at__isnull=True)
        .select_related("agency")
        .order_by("agency__name")
    )


def has_role(person: Person, agency_id: int, roles: Iterable[Role]) -> bool:
    """Whether the person's current role in the agency is one of these."""
    held = Membership.objects.filter(person=person, agency_id=agency_id, ended_at__isnull=True)
    return held.filter(role__in=roles).exists()


def members_of(agency: Agency) -> QuerySet[Membership]:
    """Everyone with a current role: owners first, then organisers, then auditors."""
    order = [When(role=role, then=Value(place)) for place, role in enumerate(Role.values)]
    return (
        Membership.objects.filter(agency=agency, ended_at__isnull=True)
        .select_related("person", "person__second_factor", "granted_by")
        .annotate(place=Case(*order, output_field=IntegerField()))
        .order_by("place", "person__name", "pk")
    )


def part[Row: Model](rows: QuerySet[Row], number: str) -> Page[Row]:
    """One page of a list; a number that no page has leads to the nearest."""
    return Paginator(rows, LIST_PAGE).get_page(number)


def owners_of(agency_id: int) -> QuerySet[Membership]:
    """Current owners."""
    return Membership.objects.filter(agency_id=agency_id, role=Role.OWNER, ended_at__isnull=True)


def employees_count(agency: Agency) -> int:
    """How many people say they work there now."""
    return Employment.objects.filter(agency=agency, ended_at__isnull=True).count()


def current_employment(person: Person) -> Employment | None:
    """Who the person works for now."""
    return (
        Employment.objects.filter(person=person, ended_at__isnull=True)
        .select_related("agency", "agency__province", "unit")
        .first()
    )


def employments_of(person_ids: Iterable[int]) -> dict[int, Employment]:
    """Who each of these people works for now, with agency and unit."""
    current = Employment.objects.filter(person_id__in=person_ids, ended_at__isnull=True)
    return {row.person_id: row for row in current.select_related("agency", "unit")}


def key_in_use(agency: Agency) -> AgencyKey | None:
    """The key the agency signs with now, if one was made."""
    return AgencyKey.objects.filter(agency=agency, retired_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry of the trail as a sentence."""

    number: int
    at: datetime
    thing: str
    who: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail, newest first, and the number from which older entries follow."""

    lines: list[TrailLine]
    older: int | None


def trail_of(agency: Agency, *, before: int | None = None) -> TrailPage:
    """What happened in the agency. Only for those who may read its records."""
    entries = Entry.objects.filter(agency=agency.pk).order_by("-number")
    if before is not None:
        entries = entries.filter(number__lt=before)
    page = list(entries[: TRAIL_PAGE + 1])
    details = {entry.number: json.loads(entry.details) for entry in page}
    ids = {entry.by for entry in page if entry.by is not None}
    ids |= {said["person"] for said in details.values() if isinstance(said.get("person"), int)}
    names = people.names_of(ids)
    lines = [_line(entry, details[entry.number], names) for entry in page[:TRAIL_PAGE]]
    return TrailPage(lines, lines[-1].number if len(page) > TRAIL_PAGE else None)


def _line(entry: Entry, details: dict[str, Any], names: dict[int, str]) -> TrailLine:
    """The words stand in `<package>/acts/<act>.txt` of the package that acted."""
    who = names.get(entry.by, "") if entry.by is not None else ""
    said = {
        **details,
        "act": entry.act,
        "thing": entry.thing,
        "who": who,
        "person_name": names.get(details.get("person", 0), ""),
    }
    package, _, act = entry.act.partition(".")
    words = select_template([f"{package}/acts/{act}.txt", "agencies/acts/unknown.txt"])
    sentence = mark_safe(words.render(said).strip())  # noqa: S308 - a rendered template
    thing = entry.thing.rpartition(".")[2].replace(":", " ")
    return TrailLine(entry.number, entry.at, thing, who, sentence)


def personal_data(person: Person) -> dict[str, Any]:
    """What is kept about whom the person works for and acts for."""
    works = Employment.objects.filter(person=person).order_by("started_at")
    acts = Membership.objects.filter(person=person).order_by("started_at")
    return {
        "employments": list(
            works.values(
                "agency__name", "unit__name", "contract_started_on", "started_at", "ended_at"
            )
        ),
        "roles": list(acts.values("agency__name", "role", "started_at", "ended_at")),
    }


def offered_agencies(text: str, chosen: str) -> list[Agency]:
    """What a profile offers: the agency already chosen, then what the search found."""
    picked = Agency.objects.select_related("province").filter(pk=_id(chosen))
    return list(dict.fromkeys([*picked, *found_agencies(text)]))


def units_offered(chosen: str) -> QuerySet[Unit]:
    """The units of the agency chosen."""
    return Unit.objects.filter(agency_id=_id(chosen)).order_by("name")


def _id(text: str) -> int:
    """A key that came from a form; none that could exist is 0."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0


def statements_of(agency: Agency) -> list[Statement]:
    """Strengths, then needs, field by field. Everybody may see them."""
    rows = Statement.objects.filter(agency=agency)
    return sorted(rows, key=lambda row: (row.kind == StatementKind.NEED, row.field, row.pk))


def aliases_of(agency: Agency) -> QuerySet[Alias]:
    """Its other names. Everybody may see them."""
    return Alias.objects.filter(agency=agency).order_by("kind", "name")


def successions_of(agency: Agency) -> list[Succession]:
    """Whom it follows and who follows it, by day. Everybody may see them."""
    rows = Succession.objects.filter(Q(before=agency) | Q(after=agency))
    return list(rows.select_related("before", "after").order_by("on", "pk"))


def successors_of(agency_ids: Iterable[int]) -> dict[int, Succession]:
    """Who followed each of these agencies last."""
    rows = Succession.objects.filter(before__in=agency_ids).select_related("after")
    return {row.before_id: row for row in rows.order_by("on", "pk")}


def others_than(agency: Agency) -> QuerySet[Agency]:
    """Every other agency, by name."""
    return Agency.objects.exclude(pk=agency.pk).order_by("name")
