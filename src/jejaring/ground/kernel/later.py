"""Background work: queued inside the transaction, so it exists exactly if the change does."""

from datetime import datetime
from typing import Any

from django.tasks import Task
from django.utils.module_loading import import_string


def queue(task: Task[Any, Any] | str, *, after: datetime | None = None, **ids: int | str) -> None:
    """Queue a task with ids only; it loads what it needs and calls one action.

    An action names its task by dotted path: tasks stand above actions.
    """
    found: Task[Any, Any] = import_string(task) if isinstance(task, str) else task
    chosen = found.using(run_after=after) if after else found
    chosen.enqueue(**ids)
