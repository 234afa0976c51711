"""Shapes of what is said about an agreement in force."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.forms.stages import LINES
from jejaring.parties.agreements.models import Clause, Section


class WhyForm(forms.Form):
    """Why a head stops, ends or resumes it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Every side is told."),
        max_length=400,
        widget=LINES,
    )


class ClauseChoice(forms.ModelMultipleChoiceField[Clause]):
    """Clauses as one line each."""

    def label_from_instance(self, obj: Clause) -> str:
        """Field, giver, receiver, quantity."""
        much = f"{obj.quantity} {obj.get_unit_display()}" if obj.quantity else _("without limit")
        return (
            f"{obj.position}. {obj.field} · {obj.giver.short_name} → "
            f"{obj.receiver.short_name} · {much}"
        )


class AmendForm(forms.Form):
    """What an addendum changes, and why."""

    reason = forms.CharField(label=_("Why it changes"), max_length=1000, widget=LINES)
    clauses = ClauseChoice(
        label=_("Clauses that change"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sections: forms.ModelMultipleChoiceField[Section] = forms.ModelMultipleChoiceField(
        label=_("Sections that change"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        clauses: QuerySet[Clause],
        sections: QuerySet[Section],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clauses"].queryset = clauses  # type: ignore[attr-defined]
        self.fields["sections"].queryset = sections  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As lists, in their order."""
        said: dict[str, Any] = super().clean() or {}
        return {
            **said,
            "clauses": list(said.get("clauses", [])),
            "sections": list(said.get("sections", [])),
        }
