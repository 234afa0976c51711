"""Every write of live programmes and sessions, one public function a use-case.

Call them through this module: `from jejaring.activities.live import actions`.
"""

from jejaring.activities.live.actions.admission import NotAdmitted, PlaceLost, PlaceWaits
from jejaring.activities.live.actions.attendance import (
    CheckInNotStarted,
    CheckInOver,
    CodeClosed,
    CodeNotYetOpen,
    NoCheckIn,
    NotRegistered,
    WrongCode,
    check_in,
)
from jejaring.activities.live.actions.registration import (
    AlreadyStarted,
    CivilServantsOnly,
    ProfileIncomplete,
    RegistrationClosed,
    RegistrationNotOpen,
    SessionCancelled,
    SessionMoved,
    SessionPostponed,
    cancel_registration,
    prefer_reminder,
    register,
)

__all__ = [
    "AlreadyStarted",
    "CheckInNotStarted",
    "CheckInOver",
    "CivilServantsOnly",
    "CodeClosed",
    "CodeNotYetOpen",
    "NoCheckIn",
    "NotAdmitted",
    "NotRegistered",
    "PlaceLost",
    "PlaceWaits",
    "ProfileIncomplete",
    "RegistrationClosed",
    "RegistrationNotOpen",
    "SessionCancelled",
    "SessionMoved",
    "SessionPostponed",
    "WrongCode",
    "cancel_registration",
    "check_in",
    "prefer_reminder",
    "register",
]
