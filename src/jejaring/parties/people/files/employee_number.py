"""The 18 digits of a civil servant: NIP of a PNS, NI PPPK of a contract servant.

A PNS number is birth date, year and month of appointment, sex, serial. A PPPK number has, in
place of the month, a two-digit code of the contract: 21 upward, 24 seen for part time.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.states import PersonKind

LENGTH = 18
FIRST_CONTRACT_CODE = 21
YOUNGEST = 17
"""Years at appointment; nobody younger has ever been appointed."""
OLDEST = 100
"""Years; a birth date further back is a typing error."""

_SEPARATORS = re.compile(r"[\s.\-'’`‘\u200b\u200e\u200f\u202a-\u202e\ufeff‐-―]")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]*)?E\+?[0-9]{1,3}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")


class Sex(StrEnum):
    """As digit 15 tells: 1 or 2."""

    MALE = "1"
    FEMALE = "2"


class EmployeeNumberWrong(Refusal):
    """What was given is not an employee number; the sentence says where it fails."""


class PrecisionLost(EmployeeNumberWrong):
    """A spreadsheet rounded the number; its last digits are gone for good."""


class HasOtherThanDigits(EmployeeNumberWrong):
    """Letters or signs stand among the digits."""


class WrongLength(EmployeeNumberWrong):
    """Not 18 digits."""


class ImpossibleBirthDate(EmployeeNumberWrong):
    """Digits 1 to 8 are no date of birth."""


class ImpossibleAppointment(EmployeeNumberWrong):
    """Digits 13 and 14 are neither a month nor the code of a contract."""


class AppointedTooYoung(EmployeeNumberWrong):
    """Appointed before the age of 17, or before being born."""


class AppointedInFuture(EmployeeNumberWrong):
    """The appointment has not happened yet."""


class ImpossibleSex(EmployeeNumberWrong):
    """Digit 15 is neither 1 nor 2."""


@dataclass(frozen=True)
class EmployeeNumber:
    """What 18 sound digits tell about their holder."""

    digits: str
    kind: PersonKind
    born_on: date
    appointed_in: int
    """The year of appointment, or of the contract."""
    appointed_month: int | None
    """Of a PNS."""
    contract_code: str | None
    """Of a PPPK: two digits."""
    sex: Sex

    def __str__(self) -> str:
        return self.digits


def cleaned(text: str) -> str:
    """Without what people and spreadsheets put between and around the digits."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).strip())


def parse(text: str, *, on: date) -> EmployeeNumber:
    """Read an employee number as it is typed or pasted, or say what is wrong with it.

    `on` is today; a number cannot tell of a later day.
    """
    digits = _eighteen_digits(text)
    born_on = _birth_date(digits, on)
    year, rest = int(digits[8:12]), int(digits[12:14])
    is_contract = rest >= FIRST_CONTRACT_CODE
    month = None if is_contract else _month(digits[12:14])
    _check_appointment(born_on, year, month, on)
    return EmployeeNumber(
        digits=digits,
        kind=PersonKind.PPPK if is_contract else PersonKind.PNS,
        born_on=born_on,
        appointed_in=year,
        appointed_month=month,
        contract_code=digits[12:14] if is_contract else None,
        sex=_sex(digits[14]),
    )


def shown(digits: str) -> str:
    """In the groups in which it is read aloud: 19900101 201503 1 001."""
    return " ".join(part for part in (digits[:8], digits[8:14], digits[14:15], digits[15:]) if part)


def masked(digits: str) -> str:
    """For lists that others see: the year of birth and the serial stay, the rest is dots."""
    return f"{digits[:4]}•••• •••••• • {digits[-3:]}"


def _eighteen_digits(text: str) -> str:
    compact = unicodedata.normalize("NFKC", text).strip().lstrip("'’`‘")
    if _SCIENTIFIC.fullmatch(re.sub(r"\s", "", compact)):
        raise PrecisionLost(
            _(
                "The spreadsheet rounded this employee number (it shows an E). Format the column"
                " as text, type the number again, then upload the file again."
            )
        )
    digits = cleaned(text)
    if digits and not _DIGITS.fullmatch(digits):
        raise HasOtherThanDigits(
            _(
                "An employee number has digits only. Take out the letters and other signs;"
                " watch for O in place of 0."
            )
        )
    if len(digits) != LENGTH:
        raise WrongLength(
            _("An employee number has 18 digits; this one has %(count)s. Compare it again.")
            % {"count": len(digits)}
        )
    return digits


def _birth_date(digits: str, on: date) -> date:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        born_on = None
    if born_on is None or born_on > on or born_on.year < on.year - OLDEST:
        raise ImpossibleBirthDate(
            _(
                "The first eight digits (%(digits)s) are not a possible date of birth"
                " (year, month, day). Compare them again."
            )
            % {"digits": digits[:8]}
        )
    return born_on


def _month(digits: str) -> int:
    if not 1 <= int(digits) <= 12:  # noqa: PLR2004 - the months of a year
        raise ImpossibleAppointment(
            _(
                "Digits 13 and 14 (%(digits)s) are neither a month (01 to 12) nor the code"
                " of a PPPK contract (21 and above). Compare them again."
            )
            % {"digits": digits}
        )
    return int(digits)


def _check_appointment(born_on: date, year: int, month: int | None, on: date) -> None:
    """A contract tells only its year, so it is given the benefit of the whole year."""
    if (year, month or 1) > (on.year, on.month):
        raise AppointedInFuture(
            _("According to its digits 9 to 14, this appointment is still to come. Compare them.")
        )
    if (year - YOUNGEST, month or 12) < (born_on.year, born_on.month):
        raise AppointedTooYoung(
            _(
                "According to these digits the holder was appointed before the age of 17."
                " Compare the birth date and digits 9 to 14."
            )
        )


def _sex(digit: str) -> Sex:
    if digit not in set(Sex):
        raise ImpossibleSex(_("Digit 15 must be 1 (man) or 2 (woman). Compare it again."))
    return Sex(digit)
