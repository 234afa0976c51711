"""What a learner sends: a wish to join, a code, a choice."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RegistrationForm(forms.Form):
    """A wish to join at the time the learner saw, in seconds since 1970."""

    seen = forms.IntegerField(min_value=0, max_value=253402300799, widget=forms.HiddenInput)
    wants_reminder = forms.BooleanField(required=False)
    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def seen_starts_at(self) -> datetime:
        """The start the learner saw on the page."""
        return datetime.fromtimestamp(self.cleaned_data["seen"], UTC)


class ReminderForm(forms.Form):
    """Whether to be reminded the day before."""

    wants_reminder = forms.BooleanField(required=False)


class CheckInForm(forms.Form):
    """A code as it was read from the screen, however it was typed."""

    code = forms.CharField(
        label=_("Six letters and digits shown on screen"),
        max_length=40,
        error_messages={"required": _("Type the code that is shown on screen.")},
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "check-in-%s")
        super().__init__(*args, **kwargs)
