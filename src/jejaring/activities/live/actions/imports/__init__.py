"""Every write of imports: taking a file in, checking it, deciding, applying, undoing.

Call them through this module: `from jejaring.activities.live.actions import imports`.
"""

from jejaring.activities.live.actions.imports.applying import (
    AlreadyApplied,
    NothingToApply,
    NotYetChecked,
    apply,
    queue_applying,
)
from jejaring.activities.live.actions.imports.checking import queue_check, run_check, stop
from jejaring.activities.live.actions.imports.deciding import (
    AddressKnown,
    NotDecidable,
    NothingDecided,
    accept_names,
    leave_out,
    make_person,
    pick_person,
    take_back_decision,
)
from jejaring.activities.live.actions.imports.standing import (
    AlreadyUnderWay,
    NotYetAnnounced,
    SessionClosed,
)
from jejaring.activities.live.actions.imports.undoing import NotStanding, discard, undo
from jejaring.activities.live.actions.imports.uploading import (
    AlreadyImported,
    choose_columns,
    upload,
)

__all__ = [
    "AddressKnown",
    "AlreadyApplied",
    "AlreadyImported",
    "AlreadyUnderWay",
    "NotDecidable",
    "NotStanding",
    "NotYetAnnounced",
    "NotYetChecked",
    "NothingDecided",
    "NothingToApply",
    "SessionClosed",
    "accept_names",
    "apply",
    "choose_columns",
    "discard",
    "leave_out",
    "make_person",
    "pick_person",
    "queue_applying",
    "queue_check",
    "run_check",
    "stop",
    "take_back_decision",
    "undo",
    "upload",
]
