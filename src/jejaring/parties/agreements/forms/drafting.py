"""Shapes of starting an agreement, of its facts, and of its parties."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.ground.ui.picker import PickOne, PickSeveral
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions.parties import PartyFacts
from jejaring.parties.agreements.models import Agreement, CooperationField, Occasion, Party
from jejaring.parties.agreements.queries.facts import Facts
from jejaring.parties.agreements.queries.library import Template
from jejaring.parties.agreements.states import AgreementKind, Capacity
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_LINES = 100
LONGEST_NOTICE = 365
YES_OR_NO = [("", _("Not answered yet")), ("yes", _("Yes")), ("no", _("No"))]
ANSWERS = {"yes": True, "no": False}
WORDS = {True: "yes", False: "no", None: ""}


class StartForm(forms.Form):
    """Who, with whom, about what: all that is needed to begin."""

    lead: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label=_("Your agency"), queryset=None, empty_label=None
    )
    partners = PickSeveral(
        label=_("With"),
        queryset=None,
        help_text=_("Type part of the name, choose, and add. More than one is possible."),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=240,
        help_text=_("As it will stand on the first page. You can change it later."),
    )
    parent: forms.ModelChoiceField[Agreement] = forms.ModelChoiceField(
        label=_("Stands under the MoU"), queryset=None, required=False, empty_label=_("No MoU yet")
    )
    fields_touched: forms.ModelMultipleChoiceField[CooperationField] = (
        forms.ModelMultipleChoiceField(
            label=_("Fields of cooperation"),
            queryset=None,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Each becomes one programme. Names and years are added in the plan."),
        )
    )
    announced_lines = forms.IntegerField(
        label=_("Programmes announced"),
        min_value=1,
        max_value=MOST_LINES,
        required=False,
        help_text=_(
            "If a number was said in public. What is announced and not named is shown as a gap."
        ),
    )

    def __init__(
        self,
        *args: Any,
        template: Template,
        leads: QuerySet[Agency],
        partners: QuerySet[Agency],
        parents: QuerySet[Agreement],
        fields: QuerySet[CooperationField],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = {"lead": leads, "partners": partners, "parent": parents, "fields_touched": fields}
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        if template.kind != AgreementKind.IMPLEMENTING:
            del self.fields["parent"]
        if template.kind == AgreementKind.MOU:
            del self.fields["fields_touched"], self.fields["announced_lines"]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "agencies": list(said["partners"]),
            "lead": said["lead"],
            "parent": said.get("parent"),
            "fields": list(said.get("fields_touched", ())),
            "announced_lines": said.get("announced_lines"),
        }


class CloneForm(forms.Form):
    """The next partner."""

    partner = PickOne(
        label=_("Next partner"),
        queryset=None,
        help_text=_("The text, the clauses and the programmes are copied; dates stay open."),
    )

    def __init__(self, *args: Any, partners: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """The facts that the text and the clauses stand on."""

    seen = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=240)
    purpose = forms.CharField(
        label=_("Object of cooperation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence; it becomes the section on the object."),
    )
    parent: forms.ModelChoiceField[Agreement] = forms.ModelChoiceField(
        label=_("Stands under the MoU"), queryset=None, required=False, empty_label=_("None")
    )
    occasion: forms.ModelChoiceField[Occasion] = forms.ModelChoiceField(
        label=_("Signed at"), queryset=None, required=False, empty_label=_("No occasion yet")
    )
    starts_on = forms.DateField(label=_("First day"), widget=DATE, required=False)
    ends_on = forms.DateField(label=_("Last day"), widget=DATE, required=False)
    notice_days = forms.IntegerField(
        label=_("Days of notice"), min_value=0, max_value=LONGEST_NOTICE, initial=90
    )
    report_months = forms.IntegerField(
        label=_("A report every … months"), min_value=1, max_value=12, initial=6
    )
    announced_lines = forms.IntegerField(
        label=_("Programmes announced"), min_value=1, max_value=MOST_LINES, required=False
    )
    burdens_people = forms.ChoiceField(
        label=_("Does the plan burden people and region?"),
        choices=YES_OR_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    is_unfunded = forms.ChoiceField(
        label=_("Is its funding missing from this year's budget?"),
        choices=YES_OR_NO,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        parents: QuerySet[Agreement],
        occasions: QuerySet[Occasion],
        kind: AgreementKind | str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["occasion"].queryset = occasions  # type: ignore[attr-defined]
        if kind != AgreementKind.IMPLEMENTING:
            del self.fields["parent"]
        if kind == AgreementKind.MOU:
            del self.fields["announced_lines"]

    def facts(self, before: Facts) -> Facts:
        """As the action takes them; what is not asked for stays."""
        said = self.cleaned_data
        parent, occasion = said.get("parent"), said["occasion"]
        return Facts(
            title=said["title"].strip(),
            purpose=said["purpose"].strip(),
            parent=(parent.pk if parent else None) if "parent" in said else before.parent,
            occasion=occasion.pk if occasion else None,
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            notice_days=said["notice_days"],
            report_months=said["report_months"],
            announced_lines=said.get("announced_lines", before.announced_lines),
            burdens_people=ANSWERS.get(said["burdens_people"]),
            is_unfunded=ANSWERS.get(said["is_unfunded"]),
        )

    @staticmethod
    def values_of(facts: Facts) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(facts, name) for name in Facts.__dataclass_fields__} | {
            "burdens_people": WORDS[facts.burdens_people],
            "is_unfunded": WORDS[facts.is_unfunded],
        }


class PartyForm(forms.Form):
    """One side: who signs, in what capacity, who answers, what it gives and gets."""

    signatory: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Account that signs"),
        queryset=None,
        required=False,
        empty_label=_("No account yet"),
        help_text=_("Somebody with a role in this agency."),
    )
    signatory_name = forms.CharField(label=_("Name on the paper"), max_length=200, required=False)
    signatory_office = forms.CharField(label=_("Office"), max_length=200, required=False)
    capacity = forms.ChoiceField(
        label=_("Signs"), choices=Capacity, initial=Capacity.OWN, widget=forms.RadioSelect
    )
    mandate_number = forms.CharField(
        label=_("Number of the mandate"), max_length=120, required=False
    )
    mandate_on = forms.DateField(label=_("Date of the mandate"), widget=DATE, required=False)
    person_in_charge: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Person in charge"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    gives = forms.CharField(
        label=_("Gives"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    gets = forms.CharField(
        label=_("Gets"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("signatory", "person_in_charge"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def facts(self) -> PartyFacts:
        """As the action takes them."""
        return PartyFacts(**self.cleaned_data)

    @staticmethod
    def values_of(party: Party) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(party, name) for name in PartyFacts.__dataclass_fields__}


class AddPartyForm(forms.Form):
    """One agency more."""

    agency = PickOne(label=_("Another party"), queryset=None)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=400)


class OccasionForm(forms.Form):
    """A ceremony at which agreements are signed (S0-4, S1-19)."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label=_("Held by"), queryset=None, empty_label=None
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    on = forms.DateField(label=_("Date"), widget=DATE)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    province = PickOne(label=_("Province"), queryset=None, required=False)

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        provinces: QuerySet[Province],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["province"].queryset = provinces  # type: ignore[attr-defined]
