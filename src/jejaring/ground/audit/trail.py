"""Writing and checking the trail: each entry's digest covers the one before it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import models

from jejaring.ground.audit.models import INSTALLATION, Chain, Entry

START = b"\x00" * 32


class HasId(Protocol):
    """Anyone who acts: a person row."""

    pk: Any


@dataclass(frozen=True)
class Break:
    """Where a chain stops being true."""

    agency: int
    number: int
    reason: str


def record(
    act: str,
    *,
    thing: models.Model,
    by: HasId | None,
    at: datetime,
    agency: int = INSTALLATION,
    **details: Any,
) -> None:
    """Append one entry to the agency's chain, inside the caller's transaction."""
    chain = Chain.objects.select_for_update().filter(agency=agency).first()
    if chain is None:
        Chain.objects.get_or_create(agency=agency)
        chain = Chain.objects.select_for_update().get(agency=agency)
    number = chain.length + 1
    entry = Entry(
        agency=agency,
        number=number,
        at=at,
        act=act,
        by=by.pk if by is not None else None,
        thing=f"{thing._meta.label}:{thing.pk}",  # noqa: SLF001
        details=json.dumps(details, sort_keys=True, ensure_ascii=False, default=str),
    )
    entry.digest = digest(bytes(chain.head), entry)
    entry.save(force_insert=True)
    Chain.objects.filter(agency=agency).update(length=number, head=entry.digest)


def digest(before: bytes, entry: Entry) -> bytes:
    """SHA-256 over the digest before and every field of this entry."""
    fields = [
        entry.agency,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.act,
        entry.by,
        entry.thing,
        entry.details,
    ]
    return hashlib.sha256(before + json.dumps(fields, ensure_ascii=False).encode()).digest()


def breaks(agency: int) -> Iterator[Break]:
    """Every entry of the agency that does not follow from the one before; none if all is true."""
    before, expected = START, 1
    for entry in Entry.objects.filter(agency=agency).order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Break(agency, expected, "missing")
        elif digest(before, entry) != bytes(entry.digest):
            yield Break(agency, entry.number, "altered")
        before, expected = bytes(entry.digest), entry.number + 1
    chain = Chain.objects.filter(agency=agency).first()
    length, head = (chain.length, bytes(chain.head)) if chain else (0, START)
    if (length, head) != (expected - 1, before):
        yield Break(agency, expected, "cut off")


def chains() -> list[int]:
    """Every agency that has a chain, the installation's own first."""
    known = set(Entry.objects.values_list("agency", flat=True).distinct())
    return sorted(known | set(Chain.objects.values_list("agency", flat=True)))
