"""Background work of live sessions: ids in, one action at a time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jejaring.activities.live.actions import closing as actions
from jejaring.activities.live.models import Closing, LiveSession
from jejaring.activities.live.queries import closing as queries
from jejaring.ground.kernel import later
from jejaring.parties.people.models import Person

QUIET = timedelta(seconds=30)
"""A closing that has not moved for this long was cut off; steps take a second or two."""


@task()
def carry_on_closing(closing_id: int) -> None:
    """Step by step until the closing is done. Safe to run again, and twice at once."""
    closing = Closing(pk=closing_id)
    while actions.advance(closing=closing, at=timezone.now()):
        pass


def resume_closings() -> int:
    """Queue every closing that was cut off; how many. Called when a worker starts."""
    stuck = list(queries.unfinished_closings(timezone.now() - QUIET))
    for closing in stuck:
        later.queue(carry_on_closing, closing_id=closing.pk)
    return len(stuck)


@transaction.atomic
def close(*, session: LiveSession, by: Person, at: datetime) -> Closing:
    """Close a session and queue the work that follows, both or neither."""
    closing = actions.close(session=session, by=by, at=at)
    later.queue(carry_on_closing, closing_id=closing.pk)
    return closing
