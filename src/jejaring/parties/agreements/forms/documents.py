from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.files import recognised
from jejaring.parties.agreements.rules.documents import BY_HAND
from jejaring.parties.agreements.states import DocumentKind

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"


TAKEN = _("PDF, JPEG, PNG or DOCX, at most 10 MB. A photo from a phone will do.")


def file_field(label: Any, hint: Any = TAKEN) -> forms.FileField:
    """One file of a kind that is taken; its limit is said before it is chosen."""
    return forms.FileField(
        label=label,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": _("The file is empty. Save it again, then upload it.")},
    )


class WithFile(forms.Form):
    """A form with one file, told by its size before it is read."""

    def clean_file(self) -> Any:
        """Refused early: reading it would cost memory for nothing."""
        file = self.cleaned_data["file"]
        if file.size > recognised.LIMIT:
            raise forms.ValidationError(recognised.too_big(file.size).sentence)
        return file

    @property
    def upload(self) -> dict[str, Any]:
        """Bytes and name, as the actions ask for them."""
        file = self.cleaned_data["file"]
        return {"content": file.read(recognised.LIMIT + 1), "name": file.name}


class DocumentForm(WithFile):
    """A file and what it is for."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in DocumentKind if kind in BY_HAND],
    )
    file = file_field(_("File"))

    @property
    def upload(self) -> dict[str, Any]:
        """With what it is for."""
        return {**super().upload, "kind": self.cleaned_data["kind"]}
