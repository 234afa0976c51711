"""Shapes of a session's parts: speakers, lines of the run-down, windows, participants."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live.forms.programme import CLOCK
from jejaring.activities.live.models import CheckInWindow, LiveSession, RunDownItem
from jejaring.activities.live.states import SpeakerRole, SpeakerScope
from jejaring.parties.places.rules import in_zone

DAY = timedelta(days=1)
HALF = timedelta(hours=12)


class SpeakerForm(forms.Form):
    """Someone with a part; names the agency knows are proposed while typing."""

    name = forms.CharField(
        label=_("Name with titles"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-speakers", "autocomplete": "off"}),
    )
    office = forms.CharField(label=_("Office or institution"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=SpeakerRole, initial=SpeakerRole.SPEAKER)
    scope = forms.ChoiceField(label=_("From"), choices=SpeakerScope, initial=SpeakerScope.NATIONAL)
    language = forms.CharField(
        label=_("Speaks in"), max_length=40, required=False, help_text=_("If not Indonesian.")
    )

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        values = self.cleaned_data
        return {
            **values,
            "role": SpeakerRole(values["role"]),
            "scope": SpeakerScope(values["scope"]),
        }


class ClockForm(forms.Form):
    """Times of day on the session's own date, by the programme's clock."""

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        self.session = session
        super().__init__(*args, **kwargs)

    def moment(self, clock: time) -> datetime:
        """The moment with this clock time that lies nearest to the session's start."""
        start = in_zone(self.session.starts_at, self.session.programme.zone)
        moment = datetime.combine(start.date(), clock, start.tzinfo)
        if moment - start > HALF:
            return moment - DAY
        return moment + DAY if start - moment > HALF else moment


class LineForm(ClockForm):
    """One line of the run-down."""

    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    title = forms.CharField(label=_("What"), max_length=160)
    note = forms.CharField(label=_("By whom, or a note"), max_length=240, required=False)

    def values(self) -> dict[str, Any]:
        """As the action takes them: minutes after the start."""
        after = self.moment(self.cleaned_data["begins"]) - self.session.starts_at
        return {
            "offset": round(after / timedelta(minutes=1)),
            "title": self.cleaned_data["title"],
            "note": self.cleaned_data["note"],
        }

    @staticmethod
    def values_of(line: RunDownItem, session: LiveSession) -> dict[str, Any]:
        """What the form begins with when a line is changed."""
        begins = session.starts_at + timedelta(minutes=line.offset)
        return {
            "begins": in_zone(begins, session.programme.zone).time(),
            "title": line.title,
            "note": line.note,
        }


class WindowForm(ClockForm):
    """When a code is taken."""

    opens = forms.TimeField(label=_("Opens"), widget=CLOCK)
    closes = forms.TimeField(label=_("Closes"), widget=CLOCK)

    def values(self) -> dict[str, datetime]:
        """As the action takes them."""
        return {
            "opens_at": self.moment(self.cleaned_data["opens"]),
            "closes_at": self.moment(self.cleaned_data["closes"]),
        }

    @staticmethod
    def values_of(window: CheckInWindow, session: LiveSession) -> dict[str, time]:
        """What the form begins with when a window is moved."""
        zone = session.programme.zone
        return {
            "opens": in_zone(window.opens_at, zone).time(),
            "closes": in_zone(window.closes_at, zone).time(),
        }


class VouchForm(forms.Form):
    """Someone who was there without a code, and how the officer knows."""

    who = forms.CharField(
        label=_("Employee number or e-mail address"),
        max_length=254,
        help_text=_("As in the person's profile. A name alone is not enough."),
    )
    reason = forms.CharField(label=_("How you know"), max_length=200)
