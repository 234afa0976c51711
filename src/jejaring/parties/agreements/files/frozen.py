"""The canonical JSON of a frozen text, read back; what an older version did not say is empty."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypedDict, cast

from jejaring.ground.paper.typeset import Paragraph


class FrozenParty(TypedDict):
    """A side as the text names it."""

    agency: str
    name: str
    signatory_name: str
    signatory_office: str
    capacity: str
    mandate_number: str
    mandate_on: str | None


class FrozenClause(TypedDict):
    """A typed clause as the text holds it."""

    field: str
    giver: str
    receiver: str
    resource: str
    quantity: int | None
    unit: str
    starts_on: str | None
    ends_on: str | None
    price_rule: str
    price: int | None
    note: str


class Frozen(TypedDict):
    """What both sides read: title, sides, sections and clauses."""

    kind: str
    title: str
    parties: list[FrozenParty]
    sections: list[dict[str, str]]
    clauses: list[FrozenClause]


TEXTS = ("agency", "name", "signatory_name", "signatory_office", "capacity", "mandate_number")
MARK = re.compile(r"^(\s*)(\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[-•])\s+(.+)$")


def frozen(canonical: str) -> Frozen:
    """The text as it was frozen."""
    said: Mapping[str, Any] = json.loads(canonical)
    return {
        "kind": str(said.get("kind") or ""),
        "title": str(said.get("title") or ""),
        "parties": [_party(one) for one in said.get("parties") or []],
        "sections": [
            {"heading": str(one.get("heading") or ""), "body": str(one.get("body") or "")}
            for one in said.get("sections") or []
        ],
        "clauses": [_clause(one) for one in said.get("clauses") or []],
    }


def paragraphs(body: str) -> list[Paragraph]:
    """One for each line; "(1)" and "a." hang before their text, letters deeper than numbers."""
    found: list[Paragraph] = []
    for line in body.splitlines():
        if not line.strip():
            continue
        marked = MARK.match(line)
        if marked is None:
            found.append({"mark": "", "text": line.strip(), "depth": 0})
        else:
            deep = bool(marked[1]) or marked[2].strip("().").isalpha() or marked[2] in "-•"
            found.append({"mark": marked[2], "text": marked[3].strip(), "depth": int(deep)})
    return found


def _party(said: Mapping[str, Any]) -> FrozenParty:
    texts: dict[str, Any] = {name: str(said.get(name) or "") for name in TEXTS}
    day = said.get("mandate_on")
    return cast("FrozenParty", texts | {"mandate_on": str(day) if day else None})


def _clause(said: Mapping[str, Any]) -> FrozenClause:
    return {
        "field": str(said.get("field") or ""),
        "giver": str(said.get("giver") or ""),
        "receiver": str(said.get("receiver") or ""),
        "resource": str(said.get("resource") or ""),
        "quantity": said.get("quantity"),
        "unit": str(said.get("unit") or ""),
        "starts_on": said.get("starts_on"),
        "ends_on": said.get("ends_on"),
        "price_rule": str(said.get("price_rule") or ""),
        "price": said.get("price"),
        "note": str(said.get("note") or ""),
    }
