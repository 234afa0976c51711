from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """What one person's hours from one activity should have been, and why."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=60_000,
        help_text=_("How long the person took part."),
    )
    jp = forms.DecimalField(
        label=_("JP"),
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        localize=True,
        help_text=_("Learning hours; 0 takes them back altogether."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person reads it in their ledger."),
    )
