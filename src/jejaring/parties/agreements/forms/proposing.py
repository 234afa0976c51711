"""The shape of beginning with a partner who was proposed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, CooperationField

PARTNER, LEAD = "mitra", "kami"


class ProposalForm(forms.Form):
    """Filled by the page that proposes; nobody types it."""

    lead: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, to_field_name="code")
    partner: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(None, to_field_name="code")
    field: forms.ModelChoiceField[CooperationField] = forms.ModelChoiceField(
        None, to_field_name="number"
    )
    giver = forms.ChoiceField(choices=[(LEAD, LEAD), (PARTNER, PARTNER)])
    parent: forms.ModelChoiceField[Agreement] = forms.ModelChoiceField(
        None, to_field_name="code", required=False
    )

    def __init__(
        self,
        *args: Any,
        leads: QuerySet[Agency],
        partners: QuerySet[Agency],
        fields: QuerySet[CooperationField],
        parents: QuerySet[Agreement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = {"lead": leads, "partner": partners, "field": fields, "parent": parents}
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        said = dict(self.cleaned_data)
        said["giver"] = said["partner"] if said["giver"] == PARTNER else said["lead"]
        return said
