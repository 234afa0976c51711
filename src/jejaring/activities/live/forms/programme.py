"""Shapes of what an organiser says about a programme."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live.actions.programme import LONGEST, SHORTEST, WeeklyRule
from jejaring.activities.live.models import Programme
from jejaring.parties.agencies.models import Agency
from jejaring.parties.places.models import ZoneName

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
YEARS = (2000, 2100)


class ProgrammeForm(forms.Form):
    """A programme and its weekly rule."""

    name = forms.CharField(label=_("Name"), max_length=120)
    summary = forms.CharField(
        label=_("In one or two sentences"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    weekday = forms.TypedChoiceField(label=_("Every"), choices=WEEKDAYS, coerce=int, initial=3)
    starts_at = forms.TimeField(label=_("From"), widget=CLOCK, initial=time(8, 0))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=SHORTEST, max_value=LONGEST, initial=120
    )
    zone = forms.ChoiceField(label=_("On the clock of"), choices=ZoneName, initial=ZoneName.WIB)
    pauses_on_holidays = forms.BooleanField(
        label=_("Pauses on public holidays and joint leave"), required=False, initial=True
    )
    started_on = forms.DateField(label=_("Since"), widget=DATE)
    ended_on = forms.DateField(label=_("Last date"), widget=DATE, required=False)

    def weekly(self) -> WeeklyRule:
        """The rule as the action takes it."""
        values = self.cleaned_data
        return WeeklyRule(
            weekday=values["weekday"],
            starts_at=values["starts_at"],
            minutes=values["minutes"],
            zone=values["zone"],
            pauses_on_holidays=values["pauses_on_holidays"],
        )

    @staticmethod
    def values_of(programme: Programme) -> dict[str, Any]:
        """What the form begins with when a programme is changed."""
        return {name: getattr(programme, name) for name in ProgrammeForm.base_fields}


class NewProgrammeForm(ProgrammeForm):
    """A programme that begins: it also says for which agency."""

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ended_on"]
        self.fields["agency"] = forms.ModelChoiceField(
            label=_("Agency"), queryset=agencies, initial=agencies.first(), empty_label=None
        )
        self.order_fields(["agency"])


class ExceptionForm(forms.Form):
    """A date without the weekly session, or an extra one."""

    date = forms.DateField(label=_("Date"), widget=DATE)
    is_extra = forms.TypedChoiceField(
        label=_("On this date"),
        choices=[("no", _("no session")), ("yes", _("an extra session"))],
        coerce=lambda value: value == "yes",
        initial="no",
    )
    reason = forms.CharField(label=_("Why"), max_length=200)


class YearForm(forms.Form):
    """What a source counted for a year before the sessions were kept here."""

    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    series = forms.IntegerField(label=_("Series held"), min_value=0, max_value=400)
    views = forms.IntegerField(label=_("Views counted"), min_value=0, max_value=2_000_000_000)
    source = forms.URLField(label=_("Link to the source"), max_length=300, assume_scheme="https")
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
