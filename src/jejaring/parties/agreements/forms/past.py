"""The shape of an agreement that was signed elsewhere."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.ground.ui.picker import PickOne
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions.past import PastParty
from jejaring.parties.agreements.forms.drafting import DATE, MOST_LINES
from jejaring.parties.agreements.models import Agreement, CooperationField, Occasion
from jejaring.parties.agreements.states import AgreementKind, Capacity


class PastForm(forms.Form):
    """What is known of it; everything else may stay empty."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind, initial="implementing")
    title = forms.CharField(label=_("Title"), max_length=240)
    source = forms.CharField(
        label=_("Where this was read"),
        max_length=300,
        help_text=_("A letter, a page, an archive number. It stands beside the agreement."),
    )
    lead: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label=_("Your agency"), queryset=None, empty_label=None
    )
    lead_signatory = forms.CharField(label=_("Signatory"), max_length=200, required=False)
    lead_office = forms.CharField(label=_("Office"), max_length=200, required=False)
    lead_capacity = forms.ChoiceField(label=_("Signed"), choices=Capacity, required=False)
    lead_number = forms.CharField(label=_("Own number"), max_length=80, required=False)
    partner = PickOne(label=_("Partner"), queryset=None)
    partner_signatory = forms.CharField(label=_("Signatory"), max_length=200, required=False)
    partner_office = forms.CharField(label=_("Office"), max_length=200, required=False)
    partner_capacity = forms.ChoiceField(label=_("Signed"), choices=Capacity, required=False)
    partner_number = forms.CharField(label=_("Own number"), max_length=80, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=DATE, required=False)
    signed_place = forms.CharField(label=_("Place"), max_length=120, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DATE, required=False)
    ends_on = forms.DateField(label=_("Last day"), widget=DATE, required=False)
    parent: forms.ModelChoiceField[Agreement] = forms.ModelChoiceField(
        label=_("Stands under the MoU"), queryset=None, required=False, empty_label=_("Unknown")
    )
    occasion: forms.ModelChoiceField[Occasion] = forms.ModelChoiceField(
        label=_("Signed at"), queryset=None, required=False, empty_label=_("Unknown")
    )
    announced_lines = forms.IntegerField(
        label=_("Programmes announced"), min_value=1, max_value=MOST_LINES, required=False
    )
    fields_touched: forms.ModelMultipleChoiceField[CooperationField] = (
        forms.ModelMultipleChoiceField(
            label=_("Programmes that are named"),
            queryset=None,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    )

    def __init__(
        self,
        *args: Any,
        leads: QuerySet[Agency],
        partners: QuerySet[Agency],
        parents: QuerySet[Agreement],
        occasions: QuerySet[Occasion],
        fields: QuerySet[CooperationField],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = {
            "lead": leads,
            "partner": partners,
            "parent": parents,
            "occasion": occasions,
            "fields_touched": fields,
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        said = self.cleaned_data
        names = ("kind", "title", "source", "signed_on", "signed_place", "starts_on", "ends_on")
        return {
            **{name: said[name] for name in (*names, "parent", "occasion", "announced_lines")},
            "parties": [self._side("lead"), self._side("partner")],
            "programmes": [(one, one.name_id) for one in said["fields_touched"]],
        }

    def _side(self, who: str) -> PastParty:
        said = self.cleaned_data
        return PastParty(
            agency=said[who],
            signatory_name=said[f"{who}_signatory"],
            signatory_office=said[f"{who}_office"],
            capacity=said[f"{who}_capacity"] or Capacity.OWN,
            number=said[f"{who}_number"],
        )
