"""Who is told what about an agreement."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from jejaring.parties.agreements.models import Agreement, Step
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.notices import actions as notices


def tell_takers(*, step: Step, kind: str, reason: str = "", at: datetime) -> int:
    """Tell whoever may take the step; how many."""
    return notices.notify(
        person_ids=waiting.takers_of(step),
        kind=f"agreements.{kind}",
        thing=f"agreements.step:{step.pk}",
        facts={
            "title": step.agreement.title,
            "step": step.kind,
            "agency": step.agency.short_name,
            "reason": reason,
            "opened_at": step.opened_at.isoformat(),
            "path": reverse("agreements:stages", args=[step.agreement.code]),
        },
        due_at=at,
        at=at,
    )


def tell_sides(*, agreement: Agreement, kind: str, at: datetime, **facts: Any) -> int:
    """Tell the officers and heads of every side; how many."""
    return notices.notify(
        person_ids=waiting.people_of_sides(agreement),
        kind=f"agreements.{kind}",
        thing=f"agreements.agreement:{agreement.pk}",
        facts={
            **facts,
            "title": agreement.title,
            "path": reverse("agreements:stages", args=[agreement.code]),
        },
        due_at=at,
        at=at,
        is_important=True,
    )
