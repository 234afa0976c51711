"""Shapes of what is said when a step is taken, sent back or left to somebody."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.parties.people.models import Person

LINES = forms.Textarea(attrs={"rows": 4})


class NothingForm(forms.Form):
    """A step that asks only for the press."""


class NoteForm(forms.Form):
    """A remark that stays with the step."""

    note = forms.CharField(
        label=_("Remark"),
        help_text=_("It stays with this step; every side reads it."),
        max_length=1000,
        required=False,
        widget=LINES,
    )


class DecisionForm(forms.Form):
    """The decision of the DPRD."""

    note = forms.CharField(
        label=_("Number and date of the decision"),
        help_text=_("For example 172/12/KEP/DPRD/2026, 14 July 2026."),
        max_length=1000,
    )


class TextForm(forms.Form):
    """The version that was read; a newer one makes the agreement to it void."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OfferForm(forms.Form):
    """What the new version is about."""

    note = forms.CharField(
        label=_("What is new in it"),
        help_text=_("One sentence for the other side."),
        max_length=400,
        required=False,
    )


class NumberForm(forms.Form):
    """A side's own number."""

    number = forms.CharField(
        label=_("Number in your register"),
        help_text=_("As your side writes it, for example 119/17/KSD/2026."),
        max_length=80,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Every side reads it, so that it can be mended."),
        max_length=1000,
        widget=LINES,
    )


class StandInForm(forms.Form):
    """Whom a step is left to."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Leave it to"),
        queryset=None,
        required=False,
        empty_label=_("everybody who holds the right"),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class SettlementForm(forms.Form):
    """How a dispute was settled."""

    note = forms.CharField(
        label=_("How it was settled"),
        help_text=_("One or two sentences; they stay with the agreement."),
        max_length=1000,
        widget=LINES,
    )
