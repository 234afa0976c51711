"""Yearly statements: the facts they freeze, what is signed, and whether they still hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from jejaring.ground.kernel import codes
from jejaring.ground.seals import signing
from jejaring.ground.seals.facts import Fact, leaf
from jejaring.parties.agencies.models import Agency, Employment
from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import in_zone
from jejaring.registers.hours import queries
from jejaring.registers.hours.models import Statement
from jejaring.registers.hours.queries import Ledger

PREFIX = "JPS"
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """What a stranger learns from a code."""

    statement: Statement
    code: str
    name: str
    jp: Decimal
    signatory: str
    is_signed: bool
    is_genuine: bool
    jp_now: Decimal

    @property
    def still_holds(self) -> bool:
        """Whether the ledger gives the same total today."""
        return self.jp == self.jp_now


def facts_of(
    ledger: Ledger, employment: Employment | None, issuer: Agency | None
) -> dict[str, Fact]:
    """Everything the paper says but its code and moment; equal facts are the same statement."""
    person = ledger.person
    return {
        "kind": "jejaring jp statement 1",
        "name": person.name,
        "employee_no": person.employee_no or "",
        "person_kind": person.kind,
        "employer": employment.agency.name if employment else "",
        "unit": employment.unit.name if employment and employment.unit else "",
        "year": ledger.year,
        "jp": str(ledger.jp),
        "minutes": ledger.minutes,
        "issuer": issuer.name if issuer else "",
        "signatory": (issuer.head_office or issuer.name) if issuer else "",
        "is_demonstration": person.is_demonstration,
        "postings": [
            {
                "on": in_zone(row.started_at, ZoneName.WIB).date().isoformat(),
                "title": row.title,
                "issuer": row.issuer.name,
                "form": row.rule.form,
                "rule": row.rule.version,
                "minutes": row.minutes,
                "jp": str(row.jp),
            }
            for row in ledger.open_postings
        ],
    }


def signed_bytes(facts: Mapping[str, Any], code: str, made_at: datetime) -> bytes:
    """The leaf that the agency signs: the facts together with the code and the moment."""
    return leaf({**facts, "code": code, "made_at": made_at.astimezone(UTC).isoformat()})


def is_genuine(statement: Statement) -> bool:
    """Whether the facts are those that were frozen and, if signed, those that were signed."""
    if leaf(statement.facts) != bytes(statement.digest):
        return False
    if statement.key is None or statement.signature is None:
        return True
    message = signed_bytes(statement.facts, statement.code, statement.made_at)
    return signing.verify(statement.key.public, message, statement.signature)


def normalised_code(typed: str) -> str:
    """What was typed, without the prefix, dashes and misread letters."""
    return codes.normalised(typed).removeprefix(PREFIX)


def statement_check(typed: str) -> StatementCheck | None:
    """The statement of a code and whether it still holds; None if there is none."""
    statement = queries.statement_by_code(normalised_code(typed))
    if statement is None:
        return None
    return StatementCheck(
        statement=statement,
        code=codes.grouped(statement.code, PREFIX),
        name=statement.facts["name"],
        jp=Decimal(statement.facts["jp"]),
        signatory=statement.facts["signatory"],
        is_signed=statement.signature is not None,
        is_genuine=is_genuine(statement),
        jp_now=queries.total_of(statement.person_id, statement.year),
    )
