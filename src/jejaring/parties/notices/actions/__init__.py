"""Every write of notices, letters and wishes."""

from jejaring.parties.notices.actions.letters import QueueingBackend, forget_letters
from jejaring.parties.notices.actions.notify import notify, withdraw
from jejaring.parties.notices.actions.reading import (
    UnsubscribeWrong,
    mark_all_read,
    mark_read,
    set_wish,
    unsubscribe,
)
from jejaring.parties.notices.actions.sending import Sent, send_due, send_letters, send_notices

__all__ = [
    "QueueingBackend",
    "Sent",
    "UnsubscribeWrong",
    "forget_letters",
    "mark_all_read",
    "mark_read",
    "notify",
    "send_due",
    "send_letters",
    "send_notices",
    "set_wish",
    "unsubscribe",
    "withdraw",
]
