"""What an agreement, its stages, its clauses and its lines can be, and how they may move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission


class AgreementKind(models.TextChoices):
    """The forms of cooperation of regions (PP 28/2018; domain (c) 1)."""

    MOU = "mou", _("Memorandum of understanding")
    IMPLEMENTING = "implementing", _("Implementing agreement")
    SYNERGY = "synergy", _("Synergy agreement")
    THIRD_PARTY = "third_party", _("Agreement with a third party")


class AgreementState(models.TextChoices):
    """How far an agreement has come by what people did; what the clock adds is its `Phase`."""

    PROPOSED = "proposed", _("Proposed")
    UNDER_REVIEW = "under_review", _("Under review")
    NEGOTIATION = "negotiation", _("In negotiation")
    AWAITING_DPRD = "awaiting_dprd", _("Awaiting the DPRD")
    APPROVED = "approved", _("Approved, to be signed")
    SIGNED = "signed", _("Signed, to be registered")
    REGISTERED = "registered", _("Registered")
    SUSPENDED = "suspended", _("Suspended")
    DISPUTED = "disputed", _("Disputed")
    TERMINATED = "terminated", _("Terminated")
    WITHDRAWN = "withdrawn", _("Withdrawn")


TRANSITIONS: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.PROPOSED: frozenset({AgreementState.UNDER_REVIEW, AgreementState.WITHDRAWN}),
    AgreementState.UNDER_REVIEW: frozenset(
        {AgreementState.PROPOSED, AgreementState.NEGOTIATION, AgreementState.WITHDRAWN}
    ),
    AgreementState.NEGOTIATION: frozenset(
        {
            AgreementState.UNDER_REVIEW,
            AgreementState.AWAITING_DPRD,
            AgreementState.APPROVED,
            AgreementState.WITHDRAWN,
        }
    ),
    AgreementState.AWAITING_DPRD: frozenset(
        {AgreementState.NEGOTIATION, AgreementState.APPROVED, AgreementState.WITHDRAWN}
    ),
    AgreementState.APPROVED: frozenset(
        {AgreementState.NEGOTIATION, AgreementState.SIGNED, AgreementState.WITHDRAWN}
    ),
    AgreementState.SIGNED: frozenset({AgreementState.REGISTERED}),
    AgreementState.REGISTERED: frozenset(
        {AgreementState.SUSPENDED, AgreementState.DISPUTED, AgreementState.TERMINATED}
    ),
    AgreementState.SUSPENDED: frozenset(
        {AgreementState.REGISTERED, AgreementState.DISPUTED, AgreementState.TERMINATED}
    ),
    AgreementState.DISPUTED: frozenset({AgreementState.REGISTERED, AgreementState.TERMINATED}),
    AgreementState.TERMINATED: frozenset(),
    AgreementState.WITHDRAWN: frozenset(),
}
"""What may follow what (Permendagri 22/2020 stages; domain (c) 1)."""

DRAFTED = frozenset(
    {AgreementState.PROPOSED, AgreementState.UNDER_REVIEW, AgreementState.NEGOTIATION}
)
"""States in which the text and the clauses are not yet agreed."""


class Phase(models.TextChoices):
    """Where a registered agreement stands by its dates."""

    WAITING = "waiting", _("Registered, not yet begun")
    ACTIVE = "active", _("In force")
    EXPIRING = "expiring", _("In force, ends soon")
    ENDED = "ended", _("No longer in force")


WARNING_DAYS = (120, 60, 30)
"""Days before the end on which both sides are warned (domain (c) 1)."""


class Capacity(models.TextChoices):
    """In what capacity a signatory signs."""

    OWN = "own", _("In their own office")
    DEPUTY = "deputy", _("As deputy")
    ACTING = "acting", _("As acting head")
    MANDATED = "mandated", _("Under a mandate")


class TextPart(models.TextChoices):
    """What a section is about; the checklist of domain E20 asks for most of them."""

    PARTIES = "parties", _("Parties")
    PURPOSE = "purpose", _("Basis and purpose")
    OBJECT = "object", _("Object")
    SCOPE = "scope", _("Scope")
    RIGHTS_DUTIES = "rights_duties", _("Rights and duties")
    PLAN = "plan", _("Action plan")
    TERM = "term", _("Term")
    FUNDING = "funding", _("Funding")
    PERSONAL_DATA = "personal_data", _("Personal data")
    EVALUATION = "evaluation", _("Evaluation and reports")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")
    DISPUTE = "dispute", _("Settlement of disputes")
    AMENDMENT = "amendment", _("Amendment")
    TERMINATION = "termination", _("Termination")
    CORRESPONDENCE = "correspondence", _("Domicile and correspondence")
    OTHER = "other", _("Other")


NEEDED_PARTS = (
    TextPart.PARTIES,
    TextPart.OBJECT,
    TextPart.SCOPE,
    TextPart.RIGHTS_DUTIES,
    TextPart.TERM,
    TextPart.FUNDING,
    TextPart.FORCE_MAJEURE,
    TextPart.DISPUTE,
    TextPart.AMENDMENT,
    TextPart.TERMINATION,
    TextPart.CORRESPONDENCE,
)
"""What a text should hold before it is approved (domain E20)."""


class Resource(models.TextChoices):
    """What one side opens to the other."""

    CATALOGUE = "catalogue", _("Catalogue")
    LIVE_SESSIONS = "live_sessions", _("Live sessions")
    TRAINING_SEATS = "training_seats", _("Training seats")
    INSTRUCTORS = "instructors", _("Instructors")
    FIELD_SITES = "field_sites", _("Field-study sites")
    BENCHMARKING = "benchmarking", _("Benchmarking visits")
    CERTIFICATION = "certification", _("Certification")
    MENTORING = "mentoring", _("Corp-U mentoring")
    RESEARCH = "research", _("Research")
    SCHOLARSHIP = "scholarship", _("Scholarships")
    TRADE_FOLLOW_UP = "trade_follow_up", _("Trade follow-up")


class Measure(models.TextChoices):
    """The unit in which a clause promises."""

    PEOPLE = "people", _("people")
    SESSIONS = "sessions", _("sessions")
    VISITS = "visits", _("visits")
    DAYS = "days", _("days")
    JP = "jp", _("JP")
    PAPERS = "papers", _("papers")


class PriceRule(models.TextChoices):
    """Who bears what."""

    FREE = "free", _("Free")
    PER_HEAD = "per_head", _("Contribution per head")
    IN_KIND = "in_kind", _("In kind")


class RunOut(models.TextChoices):
    """What happens to those inside when the clause stops being in force."""

    FINISH = "finish", _("Those inside finish")
    FREEZE = "freeze", _("Those inside wait")
    END = "end", _("Those inside leave")


class SharedFact(models.TextChoices):
    """A personal fact that may pass from giver to receiver or back."""

    NAME = "name", _("Name")
    EMPLOYER = "employer", _("Employer")
    EMAIL = "email", _("E-mail address")
    EMPLOYEE_NO = "employee_no", _("Employee number")
    ATTENDANCE = "attendance", _("Attendance")
    RESULT = "result", _("Result")


class StepKind(models.TextChoices):
    """One thing that one side must do next."""

    TERMS = "terms", _("Terms of reference (KAK)")
    TKKSD = "tkksd", _("Review by the TKKSD")
    LEGAL = "legal", _("Paraph by the legal bureau")
    NEGOTIATE = "negotiate", _("Agree to the text")
    DPRD = "dprd", _("Approval by the DPRD")
    APPROVE = "approve", _("Approval by the head")
    SIGN = "sign", _("Signature")
    REGISTER = "register", _("Registration under own number")
    ACKNOWLEDGE = "acknowledge", _("Acknowledgement")
    SETTLE = "settle", _("Agreement to the settlement")


NEEDED: dict[StepKind, Permission] = {
    StepKind.TERMS: Permission.DRAFT_AGREEMENTS,
    StepKind.TKKSD: Permission.REVIEW_AGREEMENTS,
    StepKind.LEGAL: Permission.PARAPH_AGREEMENTS,
    StepKind.NEGOTIATE: Permission.DRAFT_AGREEMENTS,
    StepKind.DPRD: Permission.DRAFT_AGREEMENTS,
    StepKind.APPROVE: Permission.APPROVE_AGREEMENTS,
    StepKind.SIGN: Permission.APPROVE_AGREEMENTS,
    StepKind.REGISTER: Permission.DRAFT_AGREEMENTS,
    StepKind.ACKNOWLEDGE: Permission.APPROVE_AGREEMENTS,
    StepKind.SETTLE: Permission.APPROVE_AGREEMENTS,
}
"""What each step asks for in the agency that must take it."""


class Outcome(models.TextChoices):
    """How a step ended."""

    DONE = "done", _("Done")
    SENT_BACK = "sent_back", _("Sent back")
    VOID = "void", _("No longer needed")


class SignatureMethod(models.TextChoices):
    """How a party signed."""

    ELECTRONIC = "electronic", _("Electronic signature")
    WET_INK = "wet_ink", _("Wet ink, scanned")


class DocumentKind(models.TextChoices):
    """Why a file belongs to an agreement."""

    TERMS = "terms", _("Terms of reference (KAK)")
    MANDATE = "mandate", _("Signing mandate")
    DPRD = "dprd", _("Approval of the DPRD")
    MINUTES = "minutes", _("Minutes of a meeting")
    SCAN = "scan", _("Scanned signed text")
    SIGNED = "signed", _("Electronically signed text")
    EVIDENCE = "evidence", _("Evidence")
    NOTE = "note", _("Other")


class MovementKind(models.TextChoices):
    """What happened to a promised quantity."""

    SCHEDULED = "scheduled", _("Scheduled")
    DELIVERED = "delivered", _("Delivered")


class LineState(models.TextChoices):
    """How far one line of the action plan has come (domain (c) 2)."""

    PLANNED = "planned", _("Planned")
    SCHEDULED = "scheduled", _("Scheduled")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CARRIED_OVER = "carried_over", _("Carried over")
    CANCELLED = "cancelled", _("Cancelled")


LINE_TRANSITIONS: dict[LineState, frozenset[LineState]] = {
    LineState.PLANNED: frozenset(
        {LineState.SCHEDULED, LineState.RUNNING, LineState.CARRIED_OVER, LineState.CANCELLED}
    ),
    LineState.SCHEDULED: frozenset(
        {LineState.PLANNED, LineState.RUNNING, LineState.CARRIED_OVER, LineState.CANCELLED}
    ),
    LineState.RUNNING: frozenset({LineState.DONE, LineState.CARRIED_OVER, LineState.CANCELLED}),
    LineState.DONE: frozenset(),
    LineState.CARRIED_OVER: frozenset(),
    LineState.CANCELLED: frozenset(),
}
OPEN_LINES = frozenset({LineState.PLANNED, LineState.SCHEDULED, LineState.RUNNING})
