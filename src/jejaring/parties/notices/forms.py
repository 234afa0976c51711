from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.parties.notices.states import EmailWish


class WishForm(forms.Form):
    """Which notices come by e-mail."""

    emails = forms.ChoiceField(
        label=_("By e-mail"), choices=EmailWish.choices, widget=forms.RadioSelect
    )
