import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.states import TokenScope

LONGEST_TYPED = 400
"""More than any address: what is wrong with it is the action's to say."""


class EmailForm(forms.Form):
    """One address."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=LONGEST_TYPED,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )


class CodeForm(forms.Form):
    """Six digits, typed or pasted with spaces or a dash."""

    code = forms.CharField(
        label=_("Six digits from the letter"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "arrival-code",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """Only the digits, in any script's way of writing them."""
        text = unicodedata.normalize("NFKC", str(self.cleaned_data["code"]))
        digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
        if len(digits) != 6:  # noqa: PLR2004 - the label says six
            raise forms.ValidationError(_("The code has six digits. Compare them once more."))
        return digits


class SecondCodeForm(CodeForm):
    """Six digits that the app shows now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits from your authenticator app")


class TokenForm(forms.Form):
    """Which programme, what it may do, for how long."""

    name = forms.CharField(
        label=_("Which programme will use it?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"), choices=TokenScope, initial=TokenScope.READ
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        initial=90,
    )


@contextmanager
def beside(form: forms.Form, field: str | None) -> Iterator[None]:
    """A refusal inside stands beside the field it is about."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(field, refusal.sentence)


def with_error(form: forms.Form, field: str, sentence: str) -> dict[str, Any]:
    """The form again, with a refusal beside the field it is about."""
    form.add_error(field, sentence)
    return {"form": form}
