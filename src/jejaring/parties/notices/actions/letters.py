"""What Django's mail API is given becomes rows, in the transaction that caused the letter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from jejaring.ground.kernel import later
from jejaring.parties.notices.models import Letter
from jejaring.parties.notices.states import LetterState

SECRET = "X-Jejaring-Secret"  # noqa: S105 - the name of a header
"""Marks a letter with a one-time code: first in line, and blanked once it has left."""
LONGEST_SUBJECT = 200
KEPT_FOR = timedelta(days=30)


class QueueingBackend(BaseEmailBackend):
    """Named by `settings.MAILERS`: writes letters; the worker hands them over."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each recipient of each plain-text message."""
        at = timezone.now()
        rows = [
            Letter(**_letter(message), to=address, due_at=at, next_try_at=at)
            for message in email_messages
            for address in message.recipients()
        ]
        Letter.objects.bulk_create(rows)
        if rows:
            later.queue("jejaring.parties.notices.tasks.send_letters")
        return len(email_messages)


@transaction.atomic
def forget_letters(*, at: datetime) -> int:
    """Letters that have left, or never will, are not kept longer than a month; how many went."""
    done = Letter.objects.exclude(state=LetterState.QUEUED).filter(due_at__lt=at - KEPT_FOR)
    gone, _each = done.delete()
    return gone


def _letter(message: EmailMessage) -> dict[str, Any]:
    return {
        "subject": " ".join(str(message.subject).split())[:LONGEST_SUBJECT],
        "body": str(message.body),
        "is_secret": SECRET in message.extra_headers,
    }
