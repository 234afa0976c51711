"""Writing and checking the trail: each entry's digest covers the one before it."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, models
from django.db.models import Q
from django.db.transaction import TransactionManagementError

from jejaring.ground.audit.models import INSTALLATION, Chain, Entry

START = b"\x00" * 32
OUTSIDE = "An entry belongs to the transaction of what it tells."


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
    length, head = _locked(agency)
    entry = Entry(
        agency=agency,
        number=length + 1,
        at=at,
        act=act,
        by=by.pk if by is not None else None,
        thing=f"{thing._meta.label}:{thing.pk}",  # noqa: SLF001
        details=json.dumps(details, sort_keys=True, ensure_ascii=False, default=str),
    )
    entry.digest = digest(head, entry)
    _append(entry)


def _locked(agency: int) -> tuple[int, bytes]:
    """Length and head of the chain, nobody else's until the transaction ends; made if new.

    Plain SQL, here and in `_append`: every write of the product passes through these three.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(OUTSIDE)
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    statement = f"SELECT length, head FROM audit_chain WHERE agency = %s{lock}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [agency])
        found = cursor.fetchone()
        if found is None:
            Chain.objects.get_or_create(agency=agency)
            cursor.execute(statement, [agency])
            found = cursor.fetchone()
    return found[0], bytes(found[1])


def _append(entry: Entry) -> None:
    at, sealed = connection.ops.adapt_datetimefield_value(entry.at), bytes(entry.digest)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (agency, number, at, act, by, thing, details, digest) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(entry.agency, entry.number, at, entry.act),
                *(entry.by, entry.thing, entry.details, sealed),
            ],
        )
        cursor.execute(
            "UPDATE audit_chain SET length = %s, head = %s WHERE agency = %s",
            [entry.number, sealed, entry.agency],
        )


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


def follows(entries: Collection[Entry]) -> bool:
    """Whether each of these entries is sealed over the one before it in its chain; one query."""
    before = Q(pk__in=())
    for entry in entries:
        before |= Q(agency=entry.agency, number=entry.number - 1)
    digests = {(one.agency, one.number): bytes(one.digest) for one in Entry.objects.filter(before)}
    return all(
        digest(digests.get((entry.agency, entry.number - 1), START), entry) == bytes(entry.digest)
        for entry in entries
    )


def chains() -> list[int]:
    """Every agency that has a chain, the installation's own first."""
    known = set(Entry.objects.values_list("agency", flat=True).distinct())
    return sorted(known | set(Chain.objects.values_list("agency", flat=True)))
