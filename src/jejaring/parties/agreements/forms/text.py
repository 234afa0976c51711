"""Shapes of sections, comments, versions and clauses."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions.clauses import Terms
from jejaring.parties.agreements.actions.text import LONGEST
from jejaring.parties.agreements.forms.drafting import DATE
from jejaring.parties.agreements.models import Clause, CooperationField
from jejaring.parties.agreements.states import (
    Measure,
    PriceRule,
    Resource,
    RunOut,
    SharedFact,
    TextPart,
)


class SectionForm(forms.Form):
    """One section, and the revision of it that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    heading = forms.CharField(label=_("Heading"), max_length=160)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12})
    )


class NewSectionForm(SectionForm):
    """A section more, with the part of the checklist that it fills."""

    part = forms.ChoiceField(label=_("About"), choices=TextPart, initial=TextPart.OTHER)
    summary = forms.CharField(
        label=_("In plain words"),
        max_length=400,
        required=False,
        help_text=_("One sentence for readers who are no lawyers. It is not signed."),
    )


class CommentForm(forms.Form):
    """A remark."""

    body = forms.CharField(
        label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    """What is to be known about a version."""

    note = forms.CharField(label=_("What changed, in a sentence"), max_length=400, required=False)


class ClauseForm(forms.Form):
    """Everything that a clause says."""

    field: forms.ModelChoiceField[CooperationField] = forms.ModelChoiceField(
        label=_("Field"), queryset=None, empty_label=None
    )
    resource = forms.ChoiceField(label=_("What it opens"), choices=Resource)
    giver: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label=_("Giver"), queryset=None, empty_label=None
    )
    receiver: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label=_("Receiver"), queryset=None, empty_label=None
    )
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, required=False, help_text=_("Empty: without limit.")
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Measure, initial=Measure.PEOPLE)
    starts_on = forms.DateField(
        label=_("From"), widget=DATE, required=False, help_text=_("Empty: with the agreement.")
    )
    ends_on = forms.DateField(
        label=_("Until"), widget=DATE, required=False, help_text=_("Empty: with the agreement.")
    )
    price_rule = forms.ChoiceField(
        label=_("Cost"), choices=PriceRule, initial=PriceRule.FREE, widget=forms.RadioSelect
    )
    price = forms.IntegerField(
        label=_("Rupiah per head"),
        min_value=0,
        required=False,
        help_text=_("Only for a contribution per head."),
    )
    shares = forms.MultipleChoiceField(
        label=_("Data that may pass"),
        choices=SharedFact,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[SharedFact.NAME, SharedFact.EMPLOYER, SharedFact.ATTENDANCE],
    )
    run_out = forms.ChoiceField(
        label=_("When it ends"), choices=RunOut, initial=RunOut.FINISH, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def __init__(
        self,
        *args: Any,
        sides: QuerySet[Agency],
        fields: QuerySet[CooperationField],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in {"field": fields, "giver": sides, "receiver": sides}.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """As the action takes them."""
        return Terms(**self.cleaned_data | {"shares": tuple(self.cleaned_data["shares"])})

    @staticmethod
    def values_of(clause: Clause) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(clause, name) for name in Terms.__dataclass_fields__}
