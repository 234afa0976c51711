"""For the worker's clock: whoever's turn it is hears of it."""

from django.utils.timezone import now

from jejaring.parties.agreements.actions import nudging


def nudge_lines() -> None:
    """Once a fortnight for each line that is due, overdue or still."""
    nudging.nudge(at=now())
