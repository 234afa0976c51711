"""Totals as written with each posting, and as recomputed from the ledger."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from jejaring.parties.agencies.models import Unit
from jejaring.registers.hours.models import TARGET_JP, PersonYear, UnitYear, hundredths

PERSON_COLUMNS = "person_id, year, agency_id, unit_id, minutes, jp, postings"
UNIT_COLUMNS = "agency_id, unit_id, year, minutes, jp, postings, people, people_at_target"

PEOPLE = """
    SELECT person_id, year,
           MAX(CASE WHEN place = 1 THEN COALESCE(agency_id, 0) END) AS agency_id,
           MAX(CASE WHEN place = 1 THEN COALESCE(unit_id, 0) END) AS unit_id,
           SUM(minutes) AS minutes, SUM(jp) AS jp, COUNT(*) AS postings
    FROM (
        SELECT p.*, ROW_NUMBER() OVER (
            PARTITION BY p.person_id, p.year ORDER BY p.started_at DESC, p.id DESC) AS place
        FROM hours_posting p
        WHERE p.reverses_id IS NULL AND p.year BETWEEN %s AND %s
          AND NOT EXISTS (SELECT 1 FROM hours_posting c WHERE c.reverses_id = p.id)
    ) AS open_posting
    GROUP BY person_id, year
"""
"""Each person-year from the ledger; a person counts where the latest open posting says."""

UNITS = f"""
    SELECT agency_id, unit_id, year, SUM(minutes) AS minutes, SUM(jp) AS jp,
           SUM(postings) AS postings, COUNT(*) AS people,
           SUM(CASE WHEN jp >= {hundredths(TARGET_JP)} THEN 1 ELSE 0 END) AS people_at_target
    FROM ({PEOPLE}) AS person_year
    GROUP BY agency_id, unit_id, year
"""  # noqa: S608 - constants of this module

STORED_PEOPLE = f"""
    SELECT {PERSON_COLUMNS} FROM hours_personyear
    WHERE year BETWEEN %s AND %s AND (postings, minutes, jp) <> (0, 0, 0)
"""  # noqa: S608 - constants of this module

STORED_UNITS = f"""
    SELECT {UNIT_COLUMNS} FROM hours_unityear
    WHERE year BETWEEN %s AND %s
      AND (postings, minutes, jp, people, people_at_target) <> (0, 0, 0, 0, 0)
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """What the people of one unit have in one year; unit None: those without a unit."""

    unit_id: int | None
    name: str
    people: int
    people_at_target: int
    postings: int
    minutes: int
    jp: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far an agency's people are, those who have any hours; each counts in one unit."""

    agency_id: int
    year: int
    units: tuple[UnitCoverage, ...]

    @property
    def people(self) -> int:
        """Everyone with hours this year."""
        return sum(unit.people for unit in self.units)

    @property
    def people_at_target(self) -> int:
        """Those with at least 20 JP."""
        return sum(unit.people_at_target for unit in self.units)

    @property
    def jp(self) -> Decimal:
        """All their JP together."""
        return sum((unit.jp for unit in self.units), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that the ledger does not bear out; each side as a row, `origin` says which."""

    rollup: str
    origin: str
    row: tuple[Any, ...]


def coverage(agency_id: int, year: int) -> Coverage:
    """From the rollup: as many rows as the agency has units, however many postings."""
    stored = list(UnitYear.objects.filter(agency_id=agency_id, year=year, people__gt=0))
    names = Unit.objects.in_bulk([row.unit_id for row in stored])
    units = [
        UnitCoverage(
            unit_id=row.unit_id or None,
            name=names[row.unit_id].name if row.unit_id in names else "",
            people=row.people,
            people_at_target=row.people_at_target,
            postings=row.postings,
            minutes=row.minutes,
            jp=row.jp,
        )
        for row in stored
    ]
    return Coverage(agency_id, year, tuple(sorted(units, key=lambda unit: unit.name)))


def total_of(person_id: int, year: int) -> Decimal:
    """One person's JP of a calendar year, from the rollup."""
    row = PersonYear.objects.filter(person_id=person_id, year=year).first()
    return row.jp if row else Decimal("0.00")


def recomputed(year: int, agency_id: int | None = None) -> list[UnitYear]:
    """The unit totals of one year from every open posting, as they should be stored."""
    only = "" if agency_id is None else " WHERE agency_id = %s"
    values = [year, year] + ([] if agency_id is None else [agency_id])
    statement = f"SELECT {UNIT_COLUMNS} FROM ({UNITS}) AS unit_year{only} ORDER BY 1, 2"  # noqa: S608
    names = UNIT_COLUMNS.split(", ")
    return [
        UnitYear(**{**values_of, "jp": Decimal(int(values_of["jp"])).scaleb(-2)})
        for values_of in (dict(zip(names, row, strict=True)) for row in _rows(statement, values))
    ]


def rollup_differences(year: int | None = None, limit: int = 100) -> list[Difference]:
    """Where a stored total differs from the ledger, in one year or in all; none if all is true."""
    years = [year, year] if year is not None else [0, 9999]
    found = []
    for rollup, columns, ledger, stored in (
        ("PersonYear", PERSON_COLUMNS, PEOPLE, STORED_PEOPLE),
        ("UnitYear", UNIT_COLUMNS, UNITS, STORED_UNITS),
    ):
        sides = (("ledger", ledger, stored), ("stored", stored, ledger))
        for origin, one, other in sides:
            statement = (
                f"SELECT {columns} FROM ({one}) AS one EXCEPT "  # noqa: S608 - constants above
                f"SELECT {columns} FROM ({other}) AS other ORDER BY 1, 2, 3 LIMIT {limit}"
            )
            found += [Difference(rollup, origin, row) for row in _rows(statement, years + years)]
    return found


def _rows(statement: str, values: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
