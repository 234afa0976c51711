"""The eight petals: which field of cooperation each number, direction and hue stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Field:
    """One petal: its number (1 to 8, clockwise from the top), its name, and what it holds."""

    number: int
    name: str | Promise
    about: str | Promise


FIELDS = (
    Field(1, _("Digital learning"), _("Live classes and learning at one's own pace")),
    Field(2, _("Corp-U implementation"), _("Growing a Corporate University")),
    Field(3, _("Intensive training"), _("Joint training in a short time")),
    Field(4, _("Field study"), _("Places to learn from in the field")),
    Field(5, _("Benchmarking"), _("Comparing practice between agencies")),
    Field(6, _("Competency certification"), _("Assessment with shared assessors")),
    Field(7, _("Instructor exchange"), _("Instructors teaching across regions")),
    Field(8, _("Research and policy"), _("Research that becomes policy")),
)
"""Seven that S0 names, and research and policy from S2."""
NUMBERS = frozenset(field.number for field in FIELDS)


def named(numbers: Iterable[int]) -> list[Field]:
    """The fields with these numbers, in the order of the rosette; unknown numbers are left out."""
    wanted = set(numbers)
    return [field for field in FIELDS if field.number in wanted]
