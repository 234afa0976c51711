from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is taken back or corrected; it stands in the records."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("One sentence. It stands in the records, and those concerned can read it."),
    )


class CorrectionForm(ReasonForm):
    """Who was there after all, by e-mail or employee number, and why."""

    who = forms.CharField(
        label=_("E-mail address or employee number"),
        max_length=254,
        help_text=_("Never by name alone: two people may share one."),
    )
    field_order = ["who", "reason"]
