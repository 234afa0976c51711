"""What is wrong with one row of a file: kept as kind and value, said in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

VALUE_LIMIT = 80
"""Characters of the cell that are quoted."""


class ProblemKind(StrEnum):
    """Everything that can be wrong with a row."""

    NO_IDENTITY = "no_identity"
    EMAIL_WRONG = "email_wrong"
    EMPLOYEE_NUMBER_ROUNDED = "employee_number_rounded"
    EMPLOYEE_NUMBER_WRONG = "employee_number_wrong"
    NAME_MISSING = "name_missing"
    TIME_UNREADABLE = "time_unreadable"
    LEFT_BEFORE_JOINED = "left_before_joined"
    MINUTES_UNREADABLE = "minutes_unreadable"
    NO_TIME = "no_time"


_SENTENCES = {
    ProblemKind.NO_IDENTITY: _(
        "No e-mail address and no employee number; nobody is matched by name alone."
    ),
    ProblemKind.EMAIL_WRONG: _("“%(value)s” is not an e-mail address."),
    ProblemKind.EMPLOYEE_NUMBER_ROUNDED: _(
        "The spreadsheet rounded the employee number (%(value)s); its last digits are lost."
    ),
    ProblemKind.EMPLOYEE_NUMBER_WRONG: _("“%(value)s” is not an employee number of 18 digits."),
    ProblemKind.NAME_MISSING: _("The name is missing."),
    ProblemKind.TIME_UNREADABLE: _("“%(value)s” is not a date with a time."),
    ProblemKind.LEFT_BEFORE_JOINED: _("Left before joining; the times are not counted."),
    ProblemKind.MINUTES_UNREADABLE: _("“%(value)s” is not a number of minutes."),
    ProblemKind.NO_TIME: _("Neither join and leave times nor a duration."),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one row."""

    row_number: int
    kind: ProblemKind
    value: str = ""

    @property
    def sentence(self) -> str:
        """In the language of whoever reads it now."""
        return str(_SENTENCES[self.kind]) % {"value": self.value[:VALUE_LIMIT]}
