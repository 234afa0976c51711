"""The one text of an agreement as bytes: canonical JSON and its SHA-256, the same for everybody.

Sorted keys, no spaces, UTF-8, days as 2026-11-26. Sections stand in it as they read, with every
word that is kept elsewhere already put in. A side's own number is no part of it: it is given
after signing.
"""

import hashlib
import json
from datetime import date
from typing import Any

from jejaring.parties.agreements.models import Agreement, Clause, TextVersion
from jejaring.parties.agreements.queries import wording


def content_of(agreement: Agreement) -> dict[str, Any]:
    """Everything that the parties agree to."""
    parent = agreement.parent if agreement.parent_id else None
    amends = agreement.amends if agreement.amends_id else None
    return {
        "code": agreement.code,
        "kind": agreement.kind,
        "title": agreement.title,
        "purpose": agreement.purpose,
        "parent": parent.code if parent else None,
        "under": parent.title if parent else None,
        "amends": amends.code if amends else None,
        "term": {"starts_on": _day(agreement.starts_on), "ends_on": _day(agreement.ends_on)},
        "notice_days": agreement.notice_days,
        "report_months": agreement.report_months,
        "parties": [
            {
                "agency": side.agency.code,
                "name": side.name,
                "signatory_name": side.signatory_name,
                "signatory_office": side.signatory_office,
                "capacity": side.capacity,
                "mandate_number": side.mandate_number,
                "mandate_on": _day(side.mandate_on),
                "gives": side.gives,
                "gets": side.gets,
            }
            for side in wording.sides_of(agreement)
        ],
        "sections": [
            {
                "key": passage.section.pk,
                "heading": passage.section.heading,
                "body": passage.text,
            }
            for passage in wording.passages_of(agreement)
        ],
        "clauses": [_clause(clause) for clause in clauses_of(agreement)],
        "plan": [
            {
                "key": line.pk,
                "field": line.field.slug,
                "title": line.title,
                "year": line.year,
                "due_on": _day(line.due_on),
            }
            for line in wording.lines_of(agreement)
        ],
    }


def canonical_of(agreement: Agreement) -> str:
    """As it is hashed and signed."""
    return written(content_of(agreement))


def written(content: dict[str, Any]) -> str:
    """Canonical JSON."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256_of(canonical: str) -> str:
    """Sixty-four hexadecimal digits over its UTF-8 bytes."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(version: TextVersion) -> dict[str, Any]:
    """What a frozen version says."""
    content: dict[str, Any] = json.loads(version.canonical)
    return content


def newest_version(agreement: Agreement) -> TextVersion | None:
    """The version that the sides agree to, or could."""
    rows = TextVersion.objects.filter(agreement=agreement).select_related("by", "party")
    return rows.order_by("-number").first()


def version_numbered(agreement: Agreement, number: int) -> TextVersion | None:
    """One frozen version by its number."""
    rows = TextVersion.objects.filter(agreement=agreement).select_related("by", "party")
    return rows.filter(number=number).first()


def is_current(version: TextVersion | None, agreement: Agreement) -> bool:
    """Whether nothing was changed since the text was frozen."""
    return version is not None and version.canonical == canonical_of(agreement)


def clauses_of(agreement: Agreement) -> list[Clause]:
    """Its typed clauses in their order, with both agencies and the field."""
    rows = agreement.clauses.select_related("field", "giver", "receiver", "replaces")
    return list(rows.order_by("position", "pk"))


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.pk,
        "field": clause.field.slug,
        "giver": clause.giver.code,
        "receiver": clause.receiver.code,
        "resource": clause.resource,
        "quantity": clause.quantity,
        "unit": clause.unit,
        "starts_on": _day(clause.starts_on),
        "ends_on": _day(clause.ends_on),
        "price_rule": clause.price_rule,
        "price": clause.price,
        "shares": sorted(clause.shares),
        "run_out": clause.run_out,
        "note": clause.note,
        "replaces": clause.replaces_id,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
