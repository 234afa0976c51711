from jejaring.activities.live.models.attendance import (
    Arrival,
    Attendance,
    CheckInWindow,
    Closing,
    Correction,
    Registration,
)
from jejaring.activities.live.models.imports import FileImport, ImportRow, ReportedPresence
from jejaring.activities.live.models.programme import Programme, ProgrammeException, ProgrammeYear
from jejaring.activities.live.models.session import (
    LiveSession,
    RunDownItem,
    SessionGuest,
    SessionSpeaker,
    Speaker,
)

__all__ = [
    "Arrival",
    "Attendance",
    "CheckInWindow",
    "Closing",
    "Correction",
    "FileImport",
    "ImportRow",
    "LiveSession",
    "Programme",
    "ProgrammeException",
    "ProgrammeYear",
    "Registration",
    "ReportedPresence",
    "RunDownItem",
    "SessionGuest",
    "SessionSpeaker",
    "Speaker",
]
