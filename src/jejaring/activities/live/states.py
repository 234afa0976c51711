from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    """What people decided about a session (domain (c) 3). What the clock decides is `Phase`."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    CLOSED = "closed", _("Closed")
    CERTIFICATES_ISSUED = "certificates_issued", _("Certificates issued")
    ARCHIVED = "archived", _("Archived")


TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.DRAFT: frozenset({SessionState.ANNOUNCED, SessionState.CANCELLED}),
    SessionState.ANNOUNCED: frozenset(
        {SessionState.POSTPONED, SessionState.CANCELLED, SessionState.CLOSED}
    ),
    SessionState.POSTPONED: frozenset({SessionState.ANNOUNCED, SessionState.CANCELLED}),
    SessionState.CANCELLED: frozenset(),
    SessionState.CLOSED: frozenset({SessionState.CERTIFICATES_ISSUED, SessionState.ANNOUNCED}),
    SessionState.CERTIFICATES_ISSUED: frozenset({SessionState.ARCHIVED, SessionState.ANNOUNCED}),
    SessionState.ARCHIVED: frozenset(),
}
"""From CLOSED or CERTIFICATES_ISSUED back to ANNOUNCED only within the hold (take back)."""


class Phase(models.TextChoices):
    """Where an announced session stands by the server's clock."""

    BEFORE_REGISTRATION = "before_registration", _("Announced")
    REGISTRATION_OPEN = "registration_open", _("Registration open")
    LIVE = "live", _("Live now")
    ENDED = "ended", _("Ended")


class SpeakerScope(models.TextChoices):
    """Whom a speaker comes from (S1-10)."""

    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class SpeakerRole(models.TextChoices):
    """What someone does in a session."""

    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    HOST = "host", _("Host")


class RegistrationRule(models.TextChoices):
    """Who may register, and until when."""

    OPEN = "open", _("Anyone, until the session ends")
    UNTIL_START = "until_start", _("Anyone, until the session starts")
    CIVIL_SERVANTS = "civil_servants", _("Civil servants only, until the session ends")
    PARTNERS = "partners", _("Own people and those of partner agencies, by agreement")


class AttendanceRule(models.TextChoices):
    """What counts as having been there; the number is `attendance_minimum`."""

    WINDOWS = "windows", _("Check-ins in at least this many windows")
    MINUTES = "minutes", _("At least this many minutes in an imported report")


class AttendanceSource(models.TextChoices):
    """Which evidence made the attendance."""

    WINDOWS = "windows", _("Check-in windows")
    REPORT = "report", _("Participant report")
    ANSWERS = "answers", _("Answer sheet")
    OFFICER = "officer", _("Added by an officer")


class ImportKind(models.TextChoices):
    """The two files that organisers really hold."""

    ZOOM_REPORT = "zoom_report", _("Zoom participant report")
    ANSWER_SHEET = "answer_sheet", _("Answer sheet of a form")


class ImportState(models.TextChoices):
    """Where an import stands; a dry run has changed nothing yet."""

    MAPPING = "mapping", _("Columns to be mapped")
    CHECKING = "checking", _("Being checked")
    DRY_RUN = "dry_run", _("Checked, not applied")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")


class RowVerdict(models.TextChoices):
    """What became of one row of a file."""

    MATCHED = "matched", _("Matched")
    NEW_PERSON = "new_person", _("New person by e-mail")
    UNRESOLVED = "unresolved", _("A person must decide")
    REFUSED = "refused", _("Refused")
    IGNORED = "ignored", _("Left out")


class RowReason(models.TextChoices):
    """Why a row got its verdict, beside what is wrong with the row itself (`files.problems`)."""

    FOUND_BY_EMAIL = "found_by_email", _("Found by the e-mail address.")
    FOUND_BY_NUMBER = "found_by_number", _("Found by the employee number.")
    NO_ACCOUNT = "no_account", _("No account has this e-mail address yet.")
    UNITED = "united", _("The same person as in row %(value)s, by the employee number.")
    NUMBER_UNKNOWN = "number_unknown", _("No account has the employee number %(value)s.")
    NUMBER_OF_ANOTHER = (
        "number_of_another",
        _("The employee number belongs to another account than the e-mail address."),
    )
    NUMBER_DIFFERS = (
        "number_differs",
        _("The account with this e-mail address has another employee number."),
    )
    NUMBER_SHARED = (
        "number_shared",
        _("Row %(value)s gives the same employee number for somebody else."),
    )
    ADDRESS_SHARED = (
        "address_shared",
        _("Row %(value)s gives the same e-mail address for somebody else."),
    )
    NAME_DIFFERS = "name_differs", _("The account found is in the name of “%(value)s”.")
    NAME_UNUSABLE = "name_unusable", _("This name cannot stand on a certificate.")
    ACCOUNT_CLOSED = "account_closed", _("The account found is closed.")
    WAITING_ROOM = "waiting_room", _("In the waiting room, not in the session.")
    HOST = "host", _("The host's own row.")


class ClosingState(models.TextChoices):
    """Where a closing stands; it can be resumed from any of the first three."""

    RECONCILING = "reconciling", _("Counting attendance")
    ISSUING = "issuing", _("Posting hours and issuing certificates")
    SEALING = "sealing", _("Signing")
    HELD = "held", _("Done; can be taken back")
    TAKEN_BACK = "taken_back", _("Taken back")


class Verdict(models.TextChoices):
    """What the evidence of one person amounts to, and if not enough, why."""

    PRESENT = "present", _("Present: hours and certificate")
    NOT_SEEN = "not_seen", _("Registered, but nothing shows that they were there")
    TOO_FEW_WINDOWS = "too_few_windows", _("Checked in in too few windows")
    TOO_FEW_MINUTES = "too_few_minutes", _("Too few minutes in the report")
    NO_NAME = "no_name", _("No name in the profile yet, so no certificate can be written")
    OVERLAP = "overlap", _("Already has hours for the same time")
    WAITS = "waits", _("Waits: the agreement that let them in stands still")
    LEFT = "left", _("Left: the agreement that let them in has stopped")
    NOT_ADMITTED = "not_admitted", _("No agreement lets them in")
    REMOVED = "removed", _("Taken out by an officer")
