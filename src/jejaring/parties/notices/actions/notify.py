"""Telling many people one thing, in one statement."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from jejaring.ground.kernel import bulk, later
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.states import LetterState

COLUMNS = [
    "person_id",
    "kind",
    "thing",
    "facts",
    "is_important",
    "due_at",
    "next_try_at",
    "state",
    "tries",
    "last_problem",
]


@transaction.atomic
def notify(
    *,
    person_ids: Iterable[int],
    kind: str,
    thing: str,
    facts: dict[str, Any],
    due_at: datetime,
    at: datetime,
    is_important: bool = False,
) -> int:
    """Tell people something from `due_at` on, in the product and by e-mail; how many."""
    said = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False)
    rest = (kind, thing, said, is_important, due_at, due_at, LetterState.QUEUED.value, 0, "")
    written = bulk.insert(Notice, COLUMNS, ((pk, *rest) for pk in person_ids))
    if written:
        after = due_at if due_at > at else None
        later.queue("jejaring.parties.notices.tasks.send_notices", after=after)
    return written


@transaction.atomic
def withdraw(*, thing: str, kind: str) -> int:
    """Take back what has not left yet; how many. Repeating it changes nothing."""
    queued = Notice.objects.filter(thing=thing, kind=kind, state=LetterState.QUEUED)
    return queued.update(state=LetterState.WITHDRAWN)
