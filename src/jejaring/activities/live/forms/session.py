"""Shapes of what an organiser says about a session, section by section."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live.actions.programme import LONGEST, SHORTEST
from jejaring.activities.live.forms.programme import CLOCK, DATE
from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.queries.admission import Admitted
from jejaring.activities.live.queries.section import Basics, Guests, Stream, Terms
from jejaring.activities.live.states import AttendanceRule, RegistrationRule
from jejaring.ground.ui.fields import FIELDS
from jejaring.ground.ui.picker import PickSeveral
from jejaring.parties.agencies.models import Agency
from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import ZONES, in_zone
from jejaring.registers.hours.states import LearningForm

MOST_SEATS = 100_000

LIVE_FORMS = [
    LearningForm.SEMINAR,
    LearningForm.SEMINAR_INTERNATIONAL,
    LearningForm.WORKSHOP,
    LearningForm.WORKSHOP_INTERNATIONAL,
]
"""Forms of learning that a live session can be (E6)."""


class NewSessionForm(forms.Form):
    """All that is needed to begin: which programme, which date, and a title if there is one."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, empty_label=None
    )
    on = forms.DateField(label=_("Date"), widget=DATE)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    begin = forms.ChoiceField(
        label=_("Begin with"),
        choices=[
            ("rule", _("the programme's usual settings")),
            ("copy", _("a copy of the last session, without its title and speakers")),
        ],
        widget=forms.RadioSelect,
        initial="rule",
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class BasicsForm(forms.Form):
    """Title, theme, partners, and the time on the programme's clock."""

    seen = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    on = forms.DateField(label=_("Date"), widget=DATE)
    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=SHORTEST, max_value=LONGEST)
    fields_touched = forms.TypedMultipleChoiceField(
        label=_("Fields of cooperation"),
        choices=[(field.number, field.name) for field in FIELDS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = PickSeveral(label=_("Together with"), queryset=None, required=False)

    def __init__(
        self, *args: Any, session: LiveSession, partners: QuerySet[Agency], **kwargs: Any
    ) -> None:
        self.zone = ZoneName(session.programme.zone)
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = partners  # type: ignore[attr-defined]
        _settle(self, ["on", "begins", "minutes"], session)

    def section(self) -> Basics:
        """As the action takes it."""
        values = self.cleaned_data
        return Basics(
            title=values["title"],
            summary=values["summary"],
            fields=tuple(values["fields_touched"]),
            partners=tuple(sorted(partner.pk for partner in values["partners"])),
            starts_at=datetime.combine(values["on"], values["begins"], ZONES[self.zone]),
            minutes=values["minutes"],
        )

    @staticmethod
    def values_of(stored: Basics, session: LiveSession) -> dict[str, Any]:
        """What the form begins with."""
        local = in_zone(stored.starts_at, session.programme.zone)
        return {
            "title": stored.title,
            "summary": stored.summary,
            "on": local.date(),
            "begins": local.time(),
            "minutes": stored.minutes,
            "fields_touched": list(stored.fields),
            "partners": list(stored.partners),
        }


class StreamForm(forms.Form):
    """Where a session can be watched."""

    seen = forms.CharField(widget=forms.HiddenInput)
    url = forms.CharField(
        label=_("Link of the stream"),
        max_length=500,
        required=False,
        help_text=_("Any host, beginning with https://. Leave it empty for a session in a hall."),
        widget=forms.URLInput,
    )
    label = forms.CharField(
        label=_("Name of the stream"), max_length=80, required=False, help_text=_("Zoom, YouTube…")
    )

    def section(self) -> Stream:
        """As the action takes it."""
        return Stream(url=self.cleaned_data["url"].strip(), label=self.cleaned_data["label"])

    @staticmethod
    def values_of(stored: Stream, _session: LiveSession) -> dict[str, Any]:
        """What the form begins with."""
        return {"url": stored.url, "label": stored.label}


def _settle(form: forms.Form, names: list[str], session: LiveSession) -> None:
    """What the announcement fixed is shown, and whatever is sent for it is left out."""
    for name in names:
        form.fields[name].disabled = not session.is_draft


class TermsForm(forms.Form):
    """Who may register, what counts as having been there, and the JP."""

    seen = forms.CharField(widget=forms.HiddenInput)
    registration_rule = forms.ChoiceField(
        label=_("Who may register"), choices=RegistrationRule, widget=forms.RadioSelect
    )
    opens_on = forms.DateField(label=_("Registration opens on"), widget=DATE, required=False)
    opens_from = forms.TimeField(label=_("From"), widget=CLOCK, required=False)
    attendance_rule = forms.ChoiceField(
        label=_("What counts as present"), choices=AttendanceRule, widget=forms.RadioSelect
    )
    attendance_minimum = forms.IntegerField(
        label=_("How many windows or minutes"), min_value=1, max_value=LONGEST
    )
    form = forms.ChoiceField(
        label=_("Form of learning"), choices=[(form.value, form.label) for form in LIVE_FORMS]
    )
    jp = forms.DecimalField(
        label=_("JP for everyone present"), max_digits=6, decimal_places=2, min_value=Decimal(0)
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        self.zone = ZoneName(session.programme.zone)
        super().__init__(*args, **kwargs)
        _settle(self, ["attendance_rule", "attendance_minimum", "form", "jp"], session)

    def section(self) -> Terms:
        """As the action takes it; without a date, registration opens with the announcement."""
        values = self.cleaned_data
        opens = None
        if values["opens_on"]:
            clock = values["opens_from"] or datetime.min.time()
            opens = datetime.combine(values["opens_on"], clock, ZONES[self.zone])
        return Terms(
            registration_rule=values["registration_rule"],
            registration_opens_at=opens,
            attendance_rule=values["attendance_rule"],
            attendance_minimum=values["attendance_minimum"],
            form=values["form"],
            jp=values["jp"],
        )

    @staticmethod
    def values_of(stored: Terms, session: LiveSession) -> dict[str, Any]:
        """What the form begins with."""
        opens = stored.registration_opens_at
        local = in_zone(opens, session.programme.zone) if opens else None
        return {
            "registration_rule": stored.registration_rule,
            "opens_on": local.date() if local else None,
            "opens_from": local.time() if local else None,
            "attendance_rule": stored.attendance_rule,
            "attendance_minimum": stored.attendance_minimum,
            "form": stored.form,
            "jp": stored.jp.normalize(),
        }


class GuestsForm(forms.Form):
    """For which partners a restricted session is: a tick and, if wished, a number of seats each."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Sequence[Admitted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = partners
        for one in partners:
            self.fields[f"invited_{one.agency_id}"] = forms.BooleanField(
                label=one.name, required=False
            )
            self.fields[f"seats_{one.agency_id}"] = forms.IntegerField(
                label=_("Seats for %(name)s") % {"name": one.name},
                required=False,
                min_value=1,
                max_value=MOST_SEATS,
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The two fields of each partner, side by side, and why its people get in or not."""
        return [
            {
                "invited": self[f"invited_{one.agency_id}"],
                "seats": self[f"seats_{one.agency_id}"],
                "why": one.why,
            }
            for one in self.partners
        ]

    def section(self) -> Guests:
        """As the action takes it; a number of seats alone invites as well."""
        shares = []
        for one in self.partners:
            seats = self.cleaned_data[f"seats_{one.agency_id}"]
            if seats or self.cleaned_data[f"invited_{one.agency_id}"]:
                shares.append((one.agency_id, seats))
        return Guests(tuple(sorted(shares)))

    @staticmethod
    def values_of(stored: Guests, _session: LiveSession) -> dict[str, Any]:
        """What the form begins with."""
        values: dict[str, Any] = {}
        for agency, seats in stored.shares:
            values |= {f"invited_{agency}": True, f"seats_{agency}": seats}
        return values


class PostponeForm(forms.Form):
    """Why, and a new time if there is one already."""

    reason = forms.CharField(label=_("Why"), max_length=300)
    on = forms.DateField(label=_("New date"), widget=DATE, required=False)
    begins = forms.TimeField(label=_("From"), widget=CLOCK, required=False)

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        self.session = session
        super().__init__(*args, **kwargs)

    def starts_at(self) -> datetime | None:
        """The new time on the programme's clock; without a clock time, at the hour it had."""
        on, zone = self.cleaned_data["on"], ZoneName(self.session.programme.zone)
        if not on:
            return None
        begins = self.cleaned_data["begins"] or in_zone(self.session.starts_at, zone).time()
        return datetime.combine(on, begins, ZONES[zone])


class RescheduleForm(PostponeForm):
    """The new time of a session that waits for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["on"].required = True


class ReasonForm(forms.Form):
    """Why a session is cancelled."""

    reason = forms.CharField(label=_("Why"), max_length=300)
