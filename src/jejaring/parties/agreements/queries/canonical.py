"""The whole text of an agreement as one string of bytes: equal texts give equal strings."""

import hashlib
import json
from typing import Any

from jejaring.parties.agreements.models import Agreement, Clause, Party, TextVersion


def canonical_of(agreement: Agreement) -> str:
    """JSON with sorted keys and no spaces: what every side reads, agrees to and signs.

    A side's own number is not part of it: it is given after signing.
    """
    said = {
        "code": agreement.code,
        "kind": agreement.kind,
        "title": agreement.title,
        "purpose": agreement.purpose,
        "term": {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on},
        "notice_days": agreement.notice_days,
        "parent": agreement.parent.code if agreement.parent else None,
        "amends": agreement.amends.code if agreement.amends else None,
        "parties": [_party(one) for one in agreement.parties.select_related("agency")],
        "sections": list(agreement.sections.filter(removed_at=None).values("heading", "body")),
        "clauses": [
            _clause(one)
            for one in agreement.clauses.select_related("field", "giver", "receiver", "replaces")
        ],
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def sha256_of(canonical: str) -> str:
    """As 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def newest_version(agreement: Agreement) -> TextVersion | None:
    """The version that the sides agree to, or could."""
    return agreement.versions.order_by("-number").first()


def version_numbered(agreement: Agreement, number: int) -> TextVersion | None:
    """One frozen version by its number."""
    return agreement.versions.filter(number=number).first()


def is_current(version: TextVersion | None, agreement: Agreement) -> bool:
    """Whether nothing was changed since the text was frozen."""
    return version is not None and version.canonical == canonical_of(agreement)


def _party(party: Party) -> dict[str, Any]:
    return {
        "agency": party.agency.code,
        "name": party.name,
        "signatory_name": party.signatory_name,
        "signatory_office": party.signatory_office,
        "capacity": party.capacity,
        "mandate_number": party.mandate_number,
        "mandate_on": party.mandate_on,
        "gives": party.gives,
        "gets": party.gets,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "field": clause.field.slug,
        "giver": clause.giver.code,
        "receiver": clause.receiver.code,
        "resource": clause.resource,
        "quantity": clause.quantity,
        "unit": clause.unit,
        "starts_on": clause.starts_on,
        "ends_on": clause.ends_on,
        "price_rule": clause.price_rule,
        "price": clause.price,
        "shares": sorted(clause.shares),
        "run_out": clause.run_out,
        "note": clause.note,
        "replaces": clause.replaces_id,
    }
