"""The conversion table that ships."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jejaring.registers.hours.states import Basis, LearningForm

TABLE = Path(__file__).parents[1] / "fixtures" / "rules.json"


class RuleRow(NamedTuple):
    """One version of one form's rule as it ships."""

    form: LearningForm
    version: int
    basis: Basis
    minutes_per_jp: int
    jp: Decimal
    cap: Decimal | None
    valid_from: date
    legal_basis: str


@cache
def rules() -> tuple[RuleRow, ...]:
    """Every version that ships, in the order of forms and versions."""
    rows: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        RuleRow(
            form=LearningForm(row["form"]),
            version=row["version"],
            basis=Basis(row["basis"]),
            minutes_per_jp=row.get("minutes_per_jp", 45),
            jp=Decimal(row["jp"]),
            cap=Decimal(row["cap"]) if "cap" in row else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            legal_basis=row["legal_basis"],
        )
        for row in rows
    )
