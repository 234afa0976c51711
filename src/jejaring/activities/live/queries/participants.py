"""Who has a place in a session, for the list, its search and its export."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jejaring.activities.live.models import Arrival, LiveSession, Registration
from jejaring.parties.agencies.models import Employment

PAGE = 50
EXPORT_CHUNK = 2000
DIGITS_TO_SEARCH = 4


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """One page of places, and where the next one begins."""

    rows: list[Registration]
    next_page: str


def listed(session: LiveSession, text: str, after: str) -> ParticipantPage:
    """Places in name order, fifty a page; searched by name or employee number."""
    rows = _with_arrivals(_places(session))
    if text:
        rows = rows.filter(_matching(text))
    name, _bar, key = after.rpartition("|")
    if key.isascii() and key.isdigit():
        rows = rows.filter(Q(person__name__gt=name) | Q(person__name=name, pk__gt=int(key)))
    found = list(rows.order_by("person__name", "pk").fetch_mode(models.FETCH_RAISE)[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return ParticipantPage(found[:PAGE], f"{more.person.name}|{more.pk}" if more else "")


def count(session: LiveSession) -> int:
    """How many have a place."""
    return _places(session).count()


def place(session: LiveSession, place_id: int) -> QuerySet[Registration]:
    """One place of the session, as a set, so that a stranger's is not found."""
    return _places(session).filter(pk=place_id)


def exported(session: LiveSession) -> Iterator[Registration]:
    """Every place by name, with employer and arrivals, read in chunks."""
    employer = Employment.objects.filter(person=OuterRef("person"), ended_at__isnull=True)
    return (
        _with_arrivals(_places(session))
        .annotate(employer=Subquery(employer.values("agency__name")[:1]))
        .order_by("person__name", "pk")
        .iterator(chunk_size=EXPORT_CHUNK)
    )


def _places(session: LiveSession) -> QuerySet[Registration]:
    return Registration.objects.filter(session=session, cancelled_at__isnull=True).select_related(
        "person", "vouched_by"
    )


def _with_arrivals(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Adds `arrivals`, in how many windows the person arrived."""
    pressed = (
        Arrival.objects.filter(session_id=OuterRef("session_id"), person_id=OuterRef("person_id"))
        .order_by()
        .values("person_id")
        .annotate(many=Count("window_id"))
        .values("many")
    )
    return rows.annotate(arrivals=Coalesce(Subquery(pressed, output_field=IntegerField()), 0))


def _matching(text: str) -> Q:
    digits = "".join(letter for letter in text if letter.isdigit())
    by_name = Q(person__name__icontains=text)
    if len(digits) >= DIGITS_TO_SEARCH:
        return by_name | Q(person__employee_no__startswith=digits)
    return by_name
