"""Entries of the trail as a stranger can check them: every field that a digest covers."""

from collections.abc import Iterable
from datetime import UTC
from typing import TypedDict

from jejaring.ground.audit.models import Entry


class Told(TypedDict):
    """One entry; `before` is the digest that its own digest builds on."""

    agency: int
    number: int
    at: str
    act: str
    by: int | None
    thing: str
    details: str
    before: str
    digest: str


def told(thing: str) -> list[Told]:
    """Every entry about one thing ("agreements.Agreement:7"), in order of each agency's chain."""
    entries = list(Entry.objects.filter(thing=thing).order_by("agency", "number"))
    before = _digests_before(entries)
    return [
        {
            "agency": entry.agency,
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "act": entry.act,
            "by": entry.by,
            "thing": entry.thing,
            "details": entry.details,
            "before": before[entry.agency, entry.number - 1],
            "digest": bytes(entry.digest).hex(),
        }
        for entry in entries
    ]


def _digests_before(entries: Iterable[Entry]) -> dict[tuple[int, int], str]:
    wanted: dict[int, list[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.agency, []).append(entry.number - 1)
    found = {(agency, 0): bytes(32).hex() for agency in wanted}
    for agency, numbers in wanted.items():
        rows = Entry.objects.filter(agency=agency, number__in=numbers)
        for number, digest in rows.values_list("number", "digest"):
            found[agency, number] = bytes(digest).hex()
    return found
