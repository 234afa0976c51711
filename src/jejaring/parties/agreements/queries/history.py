"""What happened to an agreement: its entries in the chains of every side, as sentences."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.template.loader import select_template
from django.utils.safestring import mark_safe

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.people import queries as people

SHORT = 5
PAGE = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry as a sentence, with the first digits of its digest."""

    number: int
    at: datetime
    who: str
    sentence: str
    mark: str


@dataclass(frozen=True)
class History:
    """Entries, the newest first; from which older ones follow."""

    entries: list[Entry]
    older: int | None

    @cached_property
    def is_whole(self) -> bool:
        """Each is sealed over the one before it in its chain."""
        return trail.follows(self.entries)

    @cached_property
    def happenings(self) -> list[Happening]:
        """Said in the reader's language."""
        details = {entry.pk: json.loads(entry.details) for entry in self.entries}
        ids = {entry.by for entry in self.entries if entry.by is not None}
        ids |= {said["person"] for said in details.values() if isinstance(said.get("person"), int)}
        names = people.names_of(ids)
        return [_happening(entry, details[entry.pk], names) for entry in self.entries]


def history_of(agreement: Agreement, *, before: int | None = None, most: int = PAGE) -> History:
    """Every act on it, whoever's; only for those who may read it."""
    label = f"{agreement._meta.label}:{agreement.pk}"  # noqa: SLF001 - Django's own name for it
    entries = Entry.objects.filter(thing=label).order_by("-pk")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    page = list(entries[: most + 1])
    return History(page[:most], page[most - 1].pk if len(page) > most else None)


def _happening(entry: Entry, details: dict[str, Any], names: dict[int, str]) -> Happening:
    """The words stand in `<package>/acts/<act>.txt` of the package that acted."""
    who = names.get(entry.by, "") if entry.by is not None else ""
    person = names.get(details.get("person") or 0, "")
    said = {**details, "act": entry.act, "who": who, "person_name": person}
    package, _dot, act = entry.act.partition(".")
    words = select_template([f"{package}/acts/{act}.txt", "agencies/acts/unknown.txt"])
    sentence = mark_safe(words.render(said).strip())  # noqa: S308 - a rendered template
    return Happening(entry.pk, entry.at, who, sentence, bytes(entry.digest).hex()[:4])
