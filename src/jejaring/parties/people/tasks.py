"""What the worker's clock does for people."""

from django.utils.timezone import now

from jejaring.ground.rest import keys
from jejaring.parties.people import actions


def forget_codes() -> None:
    """Codes of yesterday open nothing; the addresses they were sent to are not kept."""
    actions.forget_codes(at=now())


def forget_answers() -> None:
    """Answers kept under idempotency keys are kept for a week."""
    keys.forget(before=now())
