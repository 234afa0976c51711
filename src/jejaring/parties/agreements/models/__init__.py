"""Every table of agreements."""

from jejaring.parties.agreements.models.agreement import (
    Agreement,
    CooperationField,
    Occasion,
    Party,
    in_force,
    new_agreement_code,
)
from jejaring.parties.agreements.models.clause import Clause, Movement
from jejaring.parties.agreements.models.delivery import Evidence, Line, LineOwner
from jejaring.parties.agreements.models.stage import Document, Signature, Step, Warned
from jejaring.parties.agreements.models.text import (
    LibrarySection,
    Section,
    SectionComment,
    SectionRevision,
    TextVersion,
)

__all__ = [
    "Agreement",
    "Clause",
    "CooperationField",
    "Document",
    "Evidence",
    "LibrarySection",
    "Line",
    "LineOwner",
    "Movement",
    "Occasion",
    "Party",
    "Section",
    "SectionComment",
    "SectionRevision",
    "Signature",
    "Step",
    "TextVersion",
    "Warned",
    "in_force",
    "new_agreement_code",
]
