"""The worker's part: a chunk now, the next chunk when there is one."""

from datetime import datetime

from django.tasks import task
from django.utils.timezone import now

from jejaring.ground.kernel import later
from jejaring.parties.notices import actions, queries


@task(queue_name="letters", priority=90)
def send_letters() -> int:
    """Someone waits for a code: a queue of its own."""
    sent = actions.send_letters(at=now())
    _again("jejaring.parties.notices.tasks.send_letters", sent.next_at)
    return sent.handed_over


@task(priority=-10)
def send_notices() -> int:
    """A chunk of notices; what matters more runs between two chunks."""
    sent = actions.send_notices(at=now())
    _again("jejaring.parties.notices.tasks.send_notices", sent.next_at)
    return sent.handed_over


def resume_sending() -> None:
    """For the worker's clock: after a crash nothing that is due waits for ever."""
    at = now()
    if queries.letters_due(at).exists():
        later.queue(send_letters)
    if queries.notices_due(at).exists():
        later.queue(send_notices)
    actions.forget_letters(at=at)


def _again(path: str, next_at: datetime | None) -> None:
    if next_at is not None:
        later.queue(path, after=next_at if next_at > now() else None)
