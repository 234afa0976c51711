"""Background work: queued inside the transaction, so it exists exactly if the change does."""

from datetime import datetime
from typing import Any

from django.tasks import Task


def queue(task: Task[Any, Any], *, after: datetime | None = None, **ids: int | str) -> None:
    """Queue a task with ids only; it loads what it needs and calls one action."""
    chosen = task.using(run_after=after) if after else task
    chosen.enqueue(**ids)
