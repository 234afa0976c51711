"""The totals, written in the same transaction as the postings; nothing else writes them.

First `add`, which locks every person-year in the order of persons and holds it to the end of the
transaction: whoever posts or reverses for the same people waits there. Last `pass_on`, which gives
the change to the units, in their order. One statement each, however many people.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from jejaring.ground.kernel.bulk import Among, is_among
from jejaring.registers.hours import queries
from jejaring.registers.hours.models import TARGET_JP, PersonYear, hundredths

ROWS = {
    "postgresql": """
        SELECT person, %s, agency, unit, minutes, jp, postings, %s::timestamptz, 0, 0, 0, 0, 0
        FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::int[])
            AS change (person, agency, unit, minutes, jp, postings)
        ORDER BY person""",
    "sqlite": "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, 0, 0, 0, 0)",
}

MOVES = """excluded.postings > 0 AND (hours_personyear.postings = 0
           OR excluded.last_started_at >= hours_personyear.last_started_at)"""
"""A person counts where the latest open posting says; counter-entries are settled afterwards."""

ADD = """
    INSERT INTO hours_personyear (
        person_id, year, agency_id, unit_id, minutes, jp, postings, last_started_at,
        was_agency_id, was_unit_id, was_minutes, was_jp, was_postings)
    {rows}
    ON CONFLICT (person_id, year) DO UPDATE SET
        was_agency_id = hours_personyear.agency_id,
        was_unit_id = hours_personyear.unit_id,
        was_minutes = hours_personyear.minutes,
        was_jp = hours_personyear.jp,
        was_postings = hours_personyear.postings,
        agency_id = CASE WHEN {moves} THEN excluded.agency_id
                         ELSE hours_personyear.agency_id END,
        unit_id = CASE WHEN {moves} THEN excluded.unit_id ELSE hours_personyear.unit_id END,
        last_started_at = CASE WHEN {moves} THEN excluded.last_started_at
                               ELSE hours_personyear.last_started_at END,
        minutes = hours_personyear.minutes + excluded.minutes,
        jp = hours_personyear.jp + excluded.jp,
        postings = hours_personyear.postings + excluded.postings
"""

PASS_ON = f"""
    INSERT INTO hours_unityear (
        agency_id, unit_id, year, minutes, jp, postings, people, people_at_target)
    SELECT agency_id, unit_id, year, SUM(minutes), SUM(jp), SUM(postings),
           SUM(people), SUM(people_at_target)
    FROM (
        SELECT agency_id, unit_id, year, minutes, jp, postings,
               CASE WHEN postings > 0 THEN 1 ELSE 0 END AS people,
               CASE WHEN jp >= {hundredths(TARGET_JP)} THEN 1 ELSE 0 END AS people_at_target
        FROM hours_personyear WHERE year = %s AND {{people}}
        UNION ALL
        SELECT was_agency_id, was_unit_id, year, -was_minutes, -was_jp, -was_postings,
               CASE WHEN was_postings > 0 THEN -1 ELSE 0 END,
               CASE WHEN was_jp >= {hundredths(TARGET_JP)} THEN -1 ELSE 0 END
        FROM hours_personyear
        WHERE was_postings > 0 AND year = %s AND {{people}}
    ) AS change
    GROUP BY agency_id, unit_id, year
    ORDER BY agency_id, unit_id
    ON CONFLICT (agency_id, year, unit_id) DO UPDATE SET
        minutes = hours_unityear.minutes + excluded.minutes,
        jp = hours_unityear.jp + excluded.jp,
        postings = hours_unityear.postings + excluded.postings,
        people = hours_unityear.people + excluded.people,
        people_at_target = hours_unityear.people_at_target + excluded.people_at_target
"""  # noqa: S608 - constants of this module


class Change(NamedTuple):
    """What one person-year gains or loses; JP in hundredths, 0 for no agency or unit."""

    person_id: int
    agency_id: int
    unit_id: int
    minutes: int
    jp: int
    postings: int


def add(*, year: int, started_at: datetime, changes: Sequence[Change]) -> None:
    """Add the changes to their person-years, which stay locked until the transaction ends."""
    start = connection.ops.adapt_datetimefield_value(started_at)
    statement = ADD.format(rows=ROWS[connection.vendor], moves=MOVES)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*changes, strict=True)]
            cursor.execute(statement, [year, start, *columns])
        else:
            cursor.executemany(
                statement, [(change[0], year, *change[1:], start) for change in changes]
            )


def settle(*, year: int, person_ids: Collection[int]) -> None:
    """After counter-entries: let each person count where the latest posting left says."""
    latest = (
        queries.open_postings()
        .filter(person_id=OuterRef("person_id"), year=year)
        .order_by("-started_at", "-pk")
    )
    PersonYear.objects.filter(Among("person_id", person_ids), year=year, postings__gt=0).update(
        agency_id=Coalesce(Subquery(latest.values("agency_id")[:1]), 0),
        unit_id=Coalesce(Subquery(latest.values("unit_id")[:1]), 0),
        last_started_at=Subquery(latest.values("started_at")[:1]),
    )


def pass_on(*, year: int, person_ids: Collection[int]) -> None:
    """Give each unit the difference between its people's years as they are and as they were."""
    people, values = is_among("person_id", person_ids)
    with connection.cursor() as cursor:
        cursor.execute(PASS_ON.format(people=people), [year, values, year, values])
