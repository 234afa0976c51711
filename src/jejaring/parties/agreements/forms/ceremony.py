from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.actions.signing import Approval
from jejaring.parties.agreements.queries.ceremony import Ceremony
from jejaring.parties.people.forms import SecondCodeForm


class CeremonyForm(SecondCodeForm):
    """What the reader signs now, each with the fingerprint that was shown, and one code."""

    chosen = forms.MultipleChoiceField(
        label=_("Texts that you sign"),
        help_text=_("By choosing a text you say that you have read it."),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("chosen", "code")

    def __init__(self, *args: Any, shown: Ceremony, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(seat.party.pk): seat.party for _act, seat in shown.mine}
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (f"{seat.party.pk} {act.version.sha256}", act.agreement.title)
            for act, seat in shown.mine
            if act.version is not None
        ]

    @property
    def said(self) -> dict[str, Any]:
        """Each with the text that the page showed, and the code."""
        pairs = (one.split(" ") for one in self.cleaned_data["chosen"])
        approvals = [Approval(self._parties[pk], seen) for pk, seen in pairs]
        return {"approvals": approvals, "code": self.cleaned_data["code"]}
