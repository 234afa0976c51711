from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Role
from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui.picker import PickOne
from jejaring.parties.agencies import actions
from jejaring.parties.agencies.models import Agency, Employment, Unit
from jejaring.parties.agencies.states import FIELD_CHOICES, AliasKind, StatementKind
from jejaring.parties.people import actions as people
from jejaring.parties.people.files.employee_number import EmployeeNumberWrong
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind
from jejaring.parties.places.models import ZoneName

NO_EMPLOYER = ""


class AskedOfSome(forms.Field):
    """Whether it may be left empty depends on the rest: the action says so, not the label."""

    def validate(self, value: object) -> None:
        """Only what was entered is looked at."""
        if value not in self.empty_values:
            super().validate(value)


class TextOfSome(AskedOfSome, forms.CharField):
    """A line of text."""


class ChoiceOfSome(AskedOfSome, forms.ChoiceField):
    """One of what is offered."""


class DayOfSome(AskedOfSome, forms.DateField):
    """A day."""


class ProfileForm(forms.Form):
    """Who a person is and whom they work for."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name, as it should stand on certificates"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label=_("How you serve"), choices=PersonKind.choices, widget=forms.RadioSelect
    )
    employee_no = TextOfSome(
        label=_("Employee number (NIP or NI PPPK)"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    search = TextOfSome(label=_("Search for your agency"), max_length=120)
    employer = ChoiceOfSome(label=_("Your agency"), widget=forms.RadioSelect, choices=[])
    unit = forms.ChoiceField(label=_("Your unit"), required=False, choices=[])
    contract_started_on = DayOfSome(
        label=_("First day of your PPPK contract"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    zone = forms.ChoiceField(label=_("Your time zone"), choices=ZoneName.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    agencies: dict[str, Agency]
    units: dict[str, Unit]

    def offer(self, agencies: Iterable[Agency], units: Iterable[Unit]) -> None:
        """What can be chosen now."""
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.units = {str(unit.pk): unit for unit in units}
        named = [(pk, agency.name) for pk, agency in self.agencies.items()]
        self._choose("employer", [*named, (NO_EMPLOYER, _("None of these"))])
        self._choose(
            "unit", [("", _("Not named")), *((pk, u.name) for pk, u in self.units.items())]
        )

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def chosen(self) -> dict[str, Any]:
        """What was entered, as the action takes it. A unit goes when its agency goes."""
        said = dict(self.cleaned_data)
        del said["search"]
        employer = self.agencies.get(said["employer"])
        return said | {"employer": employer, "unit": self.units.get(said["unit"])}


def profile_of(person: Person, employment: Employment | None) -> dict[str, object]:
    """What is known already is not asked twice."""
    return {
        "name": person.name,
        "kind": person.kind,
        "employee_no": person.employee_no or "",
        "employer": str(employment.agency_id) if employment else NO_EMPLOYER,
        "unit": str(employment.unit_id or "") if employment else "",
        "contract_started_on": employment.contract_started_on if employment else None,
        "zone": person.zone,
        "language": person.language,
    }


PLACES: list[tuple[type[Refusal], str]] = [
    (people.NameMissing, "name"),
    (people.NameTooLong, "name"),
    (people.NameUnreadable, "name"),
    (people.KindDisagrees, "employee_no"),
    (people.EmployeeNumberMissing, "employee_no"),
    (people.EmployeeNumberNotAsked, "employee_no"),
    (people.EmployeeNumberTaken, "employee_no"),
    (EmployeeNumberWrong, "employee_no"),
    (actions.UnitElsewhere, "unit"),
    (actions.ContractStartMissing, "contract_started_on"),
    (actions.ContractStartInFuture, "contract_started_on"),
    (people.AddressWrong, "contact_email"),
    (actions.UnitExists, "name"),
    (actions.NameKnown, "name"),
    (actions.NameMissing, "name"),
    (actions.TextMissing, "text"),
    (actions.StatementKnown, "text"),
    (actions.CircularSuccession, "after"),
    (actions.SuccessionKnown, "after"),
]
"""Beside which field a refusal is said."""


def say(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or on top."""
    places = (field for kind, field in PLACES if isinstance(refusal, kind))
    field = next(places, None)
    form.add_error(field if field in form.fields else None, refusal.sentence)


class LetterheadForm(forms.Form):
    """What letters and certificates say about an agency."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    city = forms.CharField(
        label=_("Place"),
        max_length=80,
        required=False,
        help_text=_("Where certificates are signed: Surabaya"),
    )
    head_office = forms.CharField(
        label=_("Office of the head"),
        max_length=200,
        required=False,
        help_text=_("As it stands under a signature: Head of the agency"),
    )
    contact_email = forms.CharField(
        label=_("Contact address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
        help_text=_("Shown to learners who need help."),
    )


class MemberForm(forms.Form):
    """Who gets which role."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=400,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The person must have signed in here once."),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.ORGANISER, widget=forms.RadioSelect
    )


class UnitForm(forms.Form):
    """A part of an agency."""

    name = forms.CharField(label=_("Name of the unit"), max_length=200)


class StatementForm(forms.Form):
    """What the agency is good at, or needs."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=StatementKind.choices,
        initial=StatementKind.STRENGTH,
        widget=forms.RadioSelect,
    )
    field = forms.TypedChoiceField(
        label=_("Field of cooperation"), choices=FIELD_CHOICES, coerce=int
    )
    text = forms.CharField(
        label=_("In one sentence"),
        max_length=240,
        help_text=_("Everybody reads it: no names of persons."),
    )


class AliasForm(forms.Form):
    """Another name of the agency."""

    name = forms.CharField(label=_("Another name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of name"),
        choices=AliasKind.choices,
        initial=AliasKind.FORMER,
        widget=forms.RadioSelect,
    )


class SuccessionForm(forms.Form):
    """Who took over."""

    after = PickOne(label=_("Followed by"), queryset=None)
    on = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Legal basis"), max_length=240, required=False)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = agencies  # type: ignore[attr-defined]
