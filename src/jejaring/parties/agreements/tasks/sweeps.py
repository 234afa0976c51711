"""For the worker's clock."""

from django.utils.timezone import now

from jejaring.parties.agreements.actions import sweeps


def warn() -> int:
    """Warn of what ends in 120, 60 or 30 days; how many agreements."""
    return sweeps.warn_due(at=now())


def nudge() -> int:
    """Ask again for steps that have waited for a week; how many."""
    return sweeps.nudge_due(at=now())


def end() -> int:
    """End what was terminated by notice, on its day; how many."""
    return sweeps.end_due(at=now())
