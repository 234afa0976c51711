from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.forms.documents import WithFile, file_field
from jejaring.parties.people.forms import SecondCodeForm


class SignForm(SecondCodeForm):
    """The digits of now, that the text was read, and which text that was."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=_("I have read this version and sign it for the side that I represent."),
        required=False,
    )

    def clean_has_read(self) -> bool:
        """Asked for in words of its own."""
        if not self.cleaned_data["has_read"]:
            raise forms.ValidationError(_("Confirm that you have read this version."))
        return True

    @property
    def said(self) -> dict[str, str]:
        """As the action asks for it."""
        return {"seen_sha256": self.cleaned_data["seen"], "code": self.cleaned_data["code"]}


class ScanForm(WithFile):
    """A scan of ink, and which text was printed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    file = file_field(
        _("Scan of the signed text"), _("PDF, JPEG or PNG, at most 10 MB. A photo will do.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "scan_%s", **kwargs})

    @property
    def upload(self) -> dict[str, Any]:
        """With the text that was printed."""
        return {**super().upload, "seen_sha256": self.cleaned_data["seen"]}
