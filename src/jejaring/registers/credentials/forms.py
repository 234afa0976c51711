from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.codes import normalised
from jejaring.registers.credentials import http
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.credentials.models.certificate import CODE_LENGTH
from jejaring.registers.credentials.models.pattern import LONGEST


class CodeForm(forms.Form):
    """A code as it is printed under the QR symbol."""

    kode = forms.CharField(
        label=_("Certificate code"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"class": "code", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code that is printed beside the QR symbol.")},
    )

    def clean_kode(self) -> str:
        """Long enough to be a code; whether it exists is found out on its page."""
        typed: str = self.cleaned_data["kode"]
        if len(normalised(typed.rstrip("/ ").rpartition("/")[2])) < CODE_LENGTH:
            raise forms.ValidationError(
                _("A code has 12 letters and digits after JJR, as in JJR-9R4P-26NV-7K2M.")
            )
        return typed

    @property
    def path(self) -> str:
        """Where to look for it."""
        return http.path_for(self.cleaned_data["kode"])


class ReasonForm(forms.Form):
    """Why something is taken back or declined; shown to those it concerns."""

    alasan = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever checks the certificate will read this. At most 200 characters."),
        max_length=Certificate._meta.get_field("state_reason").max_length,  # noqa: SLF001
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why.")},
    )


class PatternForm(forms.Form):
    """How certificates are numbered."""

    pola = forms.CharField(
        label=_("Number pattern"),
        help_text=_("As in 893.3/{serial:05d}/204.5/{year}. {serial} counts through the year."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "code", "spellcheck": "false"}),
        error_messages={"required": _("Type a pattern.")},
    )
