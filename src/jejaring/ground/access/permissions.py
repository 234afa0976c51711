"""What can be allowed, as words. Each word has a line in docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """One thing a role may let a person do for an agency."""

    READ_RECORDS = "read_records", _("Read the agency's records")
    RUN_LIVE_SESSIONS = "run_live_sessions", _("Run live sessions")
    CLOSE_LIVE_SESSIONS = "close_live_sessions", _("Close sessions and issue certificates")
    CORRECT_HOURS = "correct_hours", _("Correct learning hours by counter-entry")
    DRAFT_AGREEMENTS = "draft_agreements", _("Draft and negotiate agreements, report delivery")
    REVIEW_AGREEMENTS = "review_agreements", _("Review agreements for the TKKSD")
    PARAPH_AGREEMENTS = "paraph_agreements", _("Paraph agreements for the legal bureau")
    APPROVE_AGREEMENTS = "approve_agreements", _("Approve, suspend and end agreements")
    MANAGE_AGENCY = "manage_agency", _("Manage the agency, its members and its patterns")


class Role(models.TextChoices):
    """What a member is to an agency."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    COOPERATION = "cooperation", _("Cooperation officer")
    REVIEWER = "reviewer", _("TKKSD reviewer")
    LEGAL = "legal", _("Legal bureau")
    HEAD = "head", _("Head")
    AUDITOR = "auditor", _("Auditor")


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ORGANISER: frozenset(
        {
            Permission.READ_RECORDS,
            Permission.RUN_LIVE_SESSIONS,
            Permission.CLOSE_LIVE_SESSIONS,
            Permission.CORRECT_HOURS,
        }
    ),
    Role.COOPERATION: frozenset({Permission.READ_RECORDS, Permission.DRAFT_AGREEMENTS}),
    Role.REVIEWER: frozenset({Permission.READ_RECORDS, Permission.REVIEW_AGREEMENTS}),
    Role.LEGAL: frozenset({Permission.READ_RECORDS, Permission.PARAPH_AGREEMENTS}),
    Role.HEAD: frozenset({Permission.READ_RECORDS, Permission.APPROVE_AGREEMENTS}),
    Role.AUDITOR: frozenset({Permission.READ_RECORDS}),
}
"""The auditor reads all and writes nothing (domain (b) 20)."""


def roles_with(permission: Permission) -> list[Role]:
    """Every role that includes the permission."""
    return [role for role, allowed in ALLOWED.items() if permission in allowed]
