"""Two versions of a text side by side, readable: what changed, and by whom."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from jejaring.ground.ui import formats
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import (
    Agreement,
    CooperationField,
    SectionRevision,
    TextVersion,
)
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.agreements.states import (
    AgreementKind,
    Capacity,
    Measure,
    PriceRule,
    Resource,
    RunOut,
    SharedFact,
)

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
WORD = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 3_000
"""Past this, a paragraph is compared line by line: nobody reads such a word-by-word comparison."""
FACTS = (
    *("title", "purpose", "under", "starts_on", "ends_on"),
    *("notice_days", "report_months"),
)
WORDS = {
    "kind": AgreementKind,
    "capacity": Capacity,
    "resource": Resource,
    "unit": Measure,
    "price_rule": PriceRule,
    "run_out": RunOut,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another one now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Block:
    """A section, a party, a clause or a programme: what became of it."""

    kind: str
    title: str
    pieces: list[Piece] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    who: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, and how many sections stayed as they were."""

    facts: list[Change]
    parties: list[Block]
    sections: list[Block]
    clauses: list[Block]
    plan: list[Block]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.facts or self.parties or self.sections or self.clauses or self.plan)


def compared(older: TextVersion | None, newer: TextVersion) -> Comparison:
    """What a version changed since an earlier one; all of it, if there is none."""
    before = canonical.read(older) if older else {}
    who = _authors(newer.agreement_id, older.at if older else None, newer.at)
    return between(before, canonical.read(newer), who)


def since(agreement: Agreement, version: TextVersion | None) -> Comparison:
    """What was changed since a version was kept."""
    before = canonical.read(version) if version else {}
    who = _authors(agreement.pk, version.at if version else None, None)
    return between(before, canonical.content_of(agreement), who)


def between(
    before: Mapping[str, Any], after: Mapping[str, Any], who: Mapping[int, list[str]] | None = None
) -> Comparison:
    """The same for two texts as `canonical` writes them."""
    names = _Names(before, after)
    sections = _sections(before.get("sections", []), after.get("sections", []), who or {})
    return Comparison(
        facts=_facts(before, after, names),
        parties=_rows(before, after, "parties", "agency", names),
        sections=[block for block in sections if block.kind != SAME],
        clauses=_rows(before, after, "clauses", "key", names),
        plan=_rows(before, after, "plan", "key", names),
        unchanged=sum(block.kind == SAME for block in sections),
    )


def pieces(before: str, after: str) -> list[Piece]:
    """Word by word: what stayed and went is `before`, what stayed and came is `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs = [
        ("".join(old[first:last]), "".join(new[start:end]), act == "equal")
        for act, first, last, start, end in difflib.SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
    ]
    return [piece for run in _gathered(runs) for piece in _pieces(*run)]


def _gathered(runs: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Changes with nothing but a space between them are read as one."""
    found: list[tuple[str, str, bool]] = []
    for place, (went, came, same) in enumerate(runs):
        joins = same and not went.strip() and 0 < place < len(runs) - 1
        if found and not found[-1][2] and (joins or not same):
            found[-1] = (found[-1][0] + went, found[-1][1] + came, False)
        else:
            found.append((went, came, same))
    return found


def _pieces(went: str, came: str, same: bool) -> list[Piece]:
    if same:
        return [Piece(SAME, went)]
    both = [Piece(REMOVED, went), Piece(ADDED, came)]
    return [piece for piece in both if piece.text]


def _sections(
    before: list[dict[str, Any]], after: list[dict[str, Any]], who: Mapping[int, list[str]]
) -> list[Block]:
    old, new = ({row["key"]: row for row in rows} for rows in (before, after))
    blocks = []
    for key, row in new.items():
        was, names = old.get(key), who.get(key, [])
        title = row["heading"]
        if was is None:
            blocks.append(Block(ADDED, title, [Piece(ADDED, row["body"])], who=names))
        elif (was["heading"], was["body"]) == (title, row["body"]):
            blocks.append(Block(SAME, title))
        else:
            renamed = (
                [Change(_("Heading"), was["heading"], title)] if was["heading"] != title else []
            )
            compared = pieces(was["body"], row["body"])
            blocks.append(Block(CHANGED, title, compared, renamed, names))
    gone = [row for key, row in old.items() if key not in new]
    blocks += [Block(REMOVED, row["heading"], [Piece(REMOVED, row["body"])]) for row in gone]
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        blocks.append(Block(CHANGED, _("The order of the sections")))
    return blocks


def _facts(before: Mapping[str, Any], after: Mapping[str, Any], names: "_Names") -> list[Change]:
    """Title, purpose, parent and term."""
    flat = [{**side, **side.get("term", {})} for side in (before, after)]
    flat = [{key: side.get(key) for key in FACTS} for side in flat]
    return names.changes(*flat) if before else []


def _rows(
    before: Mapping[str, Any], after: Mapping[str, Any], part: str, key: str, names: "_Names"
) -> list[Block]:
    old, new = ({row[key]: row for row in side.get(part, [])} for side in (before, after))
    blocks = []
    for name in [*new, *(one for one in old if one not in new)]:
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        kind = ADDED if was is None else REMOVED if now is None else CHANGED
        row: dict[str, Any] = now or was or {}
        changes = names.changes(was or {}, now or {}, skip={key})
        blocks.append(Block(kind, names.title(part, row), changes=changes))
    return blocks


class _Names:
    """Codes and stored values in the words that people know."""

    def __init__(self, *sides: Mapping[str, Any]) -> None:
        codes = {party["agency"] for side in sides for party in side.get("parties", [])}
        rows = Agency.objects.filter(code__in=codes)
        self.agencies = dict(rows.values_list("code", "short_name"))
        self.fields = {row.slug: str(row) for row in CooperationField.objects.all()}
        self.labels = _labels()

    def changes(
        self, before: Mapping[str, Any], after: Mapping[str, Any], skip: Iterable[str] = ()
    ) -> list[Change]:
        keys = [key for key in {**before, **after} if key not in skip and key in self.labels]
        return [
            Change(
                self.labels[key], self.said(key, before.get(key)), self.said(key, after.get(key))
            )
            for key in keys
            if before.get(key) != after.get(key)
        ]

    def title(self, part: str, row: Mapping[str, Any]) -> str:
        if part == "parties":
            return str(row["name"])
        if part == "plan":
            return f"{row['title']} ({row['year']})"
        giver, receiver = self.said("giver", row["giver"]), self.said("receiver", row["receiver"])
        return f"{self.said('resource', row['resource'])}: {giver} → {receiver}"

    def said(self, key: str, value: Any) -> str:
        if value is None or value == "":
            return _("without limit") if key == "quantity" else "–"
        if key in {"giver", "receiver"}:
            return str(self.agencies.get(value, value))
        if key == "field":
            return str(self.fields.get(value, value))
        return str(WORDS[key](value).label) if key in WORDS else _said(key, value)


def _said(key: str, value: Any) -> str:
    if key == "shares":
        return ", ".join(str(SharedFact(one).label) for one in value) or "–"
    if key.endswith("_on"):
        return formats.plain_date(date.fromisoformat(value))
    return formats.number(value) if isinstance(value, int) and key != "year" else str(value)


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "purpose": _("Object of cooperation"),
        "under": _("Stands under the MoU"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "notice_days": _("Days of notice"),
        "report_months": _("A report every … months"),
        "name": _("Name"),
        "signatory_name": _("Signatory"),
        "signatory_office": _("Office"),
        "capacity": _("Signs"),
        "mandate_number": _("Number of the mandate"),
        "mandate_on": _("Date of the mandate"),
        "gives": _("Gives"),
        "gets": _("Gets"),
        "field": _("Field"),
        "giver": _("Giver"),
        "receiver": _("Receiver"),
        "resource": _("What it opens"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "price_rule": _("Cost"),
        "price": _("Rupiah per head"),
        "shares": _("Data that may pass"),
        "run_out": _("When it ends"),
        "note": _("Note"),
        "year": _("Year"),
        "due_on": _("Due"),
    }


def _authors(
    agreement_id: int, after: datetime | None, until: datetime | None
) -> dict[int, list[str]]:
    """Who changed each section in between, with their sides, in the order of their first change."""
    rows = SectionRevision.objects.filter(section__agreement=agreement_id)
    if after is not None:
        rows = rows.filter(at__gt=after)
    if until is not None:
        rows = rows.filter(at__lte=until)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("by", "party").order_by("at", "pk"):
        name = ", ".join(str(one) for one in (row.by, row.party) if one is not None)
        names = found.setdefault(row.section_id, [])
        if name and name not in names:
            names.append(name)
    return found
