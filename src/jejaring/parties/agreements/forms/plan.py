"""Shapes of a programme: what it is, how it moves, who answers for it, what shows it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.actions.plan import LineFacts
from jejaring.parties.agreements.forms.documents import WithFile, file_field
from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    CooperationField,
    Document,
    Line,
    Movement,
)
from jejaring.parties.agreements.queries import evidence, reading
from jejaring.parties.people.models import Person

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FIRST_YEAR, LAST_YEAR = 1990, 2200


class LineForm(forms.Form):
    """What is done, in which field, by which clause, in which year and until when."""

    title = forms.CharField(
        label=_("What is done"),
        max_length=240,
        help_text=_("One sentence, with how many: “Send four instructors, third wave”."),
    )
    field: forms.ModelChoiceField[CooperationField] = forms.ModelChoiceField(
        label=_("Field of cooperation"), queryset=None
    )
    clause: forms.ModelChoiceField[Clause] = forms.ModelChoiceField(
        label=_("Delivers the clause"),
        queryset=None,
        required=False,
        empty_label=_("No clause; both sides do it"),
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    due_on = forms.DateField(label=_("Due"), widget=DATE, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = reading.fields()  # type: ignore[attr-defined]
        self.fields["clause"].queryset = evidence.clauses_of(agreement)  # type: ignore[attr-defined]
        self.fields["clause"].label_from_instance = evidence.name_of  # type: ignore[attr-defined]

    def facts(self) -> LineFacts:
        """As the action takes them."""
        return LineFacts(**self.cleaned_data)

    @staticmethod
    def values_of(line: Line) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(line, name) for name in LineFacts.__dataclass_fields__}


class PressForm(forms.Form):
    """A move that asks only for the press."""


class ScheduleForm(forms.Form):
    """By when."""

    due_on = forms.DateField(label=_("Done by"), widget=DATE, required=False)


class CancelForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Why"), max_length=400, required=False, help_text=_("Both sides read it.")
    )


class CarryForm(CancelForm):
    """Into which year, and why."""

    year = forms.IntegerField(label=_("To the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    due_on = forms.DateField(label=_("Due there"), widget=DATE, required=False)
    field_order = ("year", "due_on", "reason")


class AnswerForm(forms.Form):
    """Who answers for it on one side."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Who answers for it"), queryset=None, required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class FileForm(WithFile):
    """A new file that shows it."""

    file = file_field(_("A file that shows it"))


class KnownForm(forms.Form):
    """A file or an event that the agreement knows already."""

    document: forms.ModelChoiceField[Document] = forms.ModelChoiceField(
        label=_("A file of this agreement"),
        queryset=None,
        required=False,
        empty_label=_("None chosen"),
    )
    movement: forms.ModelChoiceField[Movement] = forms.ModelChoiceField(
        label=_("An event under its clauses"),
        queryset=None,
        required=False,
        empty_label=_("None chosen"),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = self.fields["movement"]
        self.fields["document"].queryset = evidence.files_of(agreement)  # type: ignore[attr-defined]
        events.queryset = evidence.events_of(agreement)  # type: ignore[attr-defined]
        events.label_from_instance = lambda row: row.title  # type: ignore[attr-defined]
