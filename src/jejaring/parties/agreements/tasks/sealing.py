"""Signatures become part of the PDF in the background; nobody waits for cryptography."""

from django.tasks import task
from django.utils import timezone

from jejaring.ground.kernel import later
from jejaring.parties.agreements.actions import sealing as actions
from jejaring.parties.agreements.queries import signing as queries


@task()
def seal(version_id: int) -> None:
    """Every signature that waits, one by one. Safe to run again, and twice at once."""
    version = queries.version_by_id(version_id)
    while actions.seal_next(version=version, at=timezone.now()):
        pass


def resume_sealing() -> int:
    """Queue every version whose sealing was cut off; how many. Called by the worker's clock."""
    stuck = queries.versions_with_unsealed(timezone.now())
    for version_id in stuck:
        later.queue(seal, version_id=version_id)
    return len(stuck)
