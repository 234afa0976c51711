"""How a number is written: text around a serial and a year, and nothing that could run."""

import re
from dataclasses import dataclass

LONGEST = 80
FIELD = re.compile(r"\{([^{}]*)\}")
SHAPE = re.compile(r"(serial|year)(?::0([1-9])d)?")
"""A serial may be padded to nine digits: far more than anyone issues in a year."""


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern taken apart once, so that a million numbers are quickly written."""

    before: str
    width: int
    after: str

    def written(self, serial: int) -> str:
        """The number of this serial: 893.3/00042/204.5/2026."""
        return f"{self.before}{serial:0{self.width}d}{self.after}"


def unknown_fields(pattern: str) -> list[str]:
    """What stands in braces and is neither a serial nor a year, and braces without a partner."""
    wrong = [found for found in FIELD.findall(pattern) if not SHAPE.fullmatch(found)]
    rest = FIELD.sub("", pattern)
    return wrong + [brace for brace in "{}" if brace in rest]


def serials_in(pattern: str) -> int:
    """How often the serial is written."""
    return sum(1 for found in FIELD.findall(pattern) if found.startswith("serial"))


def parsed(pattern: str, year: int) -> NumberPattern:
    """A sound pattern, with the year written in."""
    dated = FIELD.sub(lambda found: str(year) if found[1].startswith("year") else found[0], pattern)
    before, serial, after = FIELD.split(dated)
    return NumberPattern(before, int(serial.partition(":0")[2].rstrip("d") or 1), after)
