"""What bodies have in common: nothing unknown is taken, and what is named is looked up."""

from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, StringConstraints

from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.rest.errors import THERE_IS_NONE, InputWrong

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""How a thing is named in an address or a body."""
Text = Annotated[str, StringConstraints(max_length=40_000)]
"""Longer than any field; the action says what its limit is."""
Sentence = Annotated[str, StringConstraints(max_length=1000)]


class Given(BaseModel):
    """A body; a field that is not known is refused, for it is a mistake."""

    model_config = ConfigDict(extra="forbid")


def found[Row: Model](rows: QuerySet[Row], **named: Any) -> Row:
    """The thing that an address names, among those this person may know of."""
    row = rows.filter(**named).first()
    if row is None:
        raise NotFound(THERE_IS_NONE)
    return row


def picked[Row: Model](rows: QuerySet[Row], field: str, **named: Any) -> Row:
    """The thing that a field of the body names; refused beside that field."""
    row = rows.filter(**named).first()
    if row is None:
        said = {"field": field, "value": next(iter(named.values()))}
        raise InputWrong({field: _("“%(field)s”: there is no “%(value)s” to choose.") % said})
    return row
