from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live.files.answers import Column
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.sheets import UPLOAD_LIMIT
from jejaring.activities.live.queries.imports.reading import Heading
from jejaring.activities.live.queries.imports.screens import Columns
from jejaring.activities.live.states import ImportKind
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal, TooMany

MEGABYTE = 1_000_000


class UploadForm(forms.Form):
    """One of the two files that organisers hold."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, XLSX, XLS or ODS, at most 20 MB and 100,000 rows. It is kept out of reach of the"
            " web and never shown to anyone."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
        error_messages={"empty": _("The file is empty. Export it again, then upload it.")},
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("Recognise it by its content")), *ImportKind.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def upload(self) -> dict[str, Any]:
        """As the action asks for it."""
        file = self.cleaned_data["file"]
        return {
            "content": file.read(UPLOAD_LIMIT + 1),
            "name": file.name,
            "kind": self.cleaned_data["kind"],
        }

    def clean_file(self) -> object:
        """Told by its size before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file has %(size)s MB, the limit is %(limit)s MB. Make it smaller.")
                % {"size": -(-file.size // MEGABYTE), "limit": UPLOAD_LIMIT // MEGABYTE}
            )
        return file


class ColumnsForm(forms.Form):
    """What is read from each heading of an answer sheet, and how its dates are meant."""

    def __init__(self, sent: QueryDict | None, *, view: Columns) -> None:
        super().__init__(sent)
        self.headings = view.headings
        choices = [("", _("Not read")), *((str(one), one.label) for one in Column)]
        for heading in view.headings:
            self.fields[f"column-{heading.place}"] = forms.ChoiceField(
                label=heading.text or _("Column %(number)s") % {"number": heading.place + 1},
                choices=choices,
                required=False,
                initial=view.file_import.mapping.get(str(heading.place), ""),
                widget=forms.Select(attrs={"class": "input"}),
            )
        if view.asks_order:
            self.fields["order"] = forms.ChoiceField(
                label=_("In this file, %(date)s means") % {"date": view.example},
                choices=[
                    (DateOrder.DAY_FIRST.value, _("day, month, year")),
                    (DateOrder.MONTH_FIRST.value, _("month, day, year")),
                ],
                widget=forms.RadioSelect,
                initial=view.file_import.date_order,
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """As the action asks for it."""
        columns = {one.place: self.cleaned_data[f"column-{one.place}"] for one in self.headings}
        return {"columns": columns, "order": self.cleaned_data.get("order", "")}

    @property
    def rows(self) -> list[tuple[Heading, forms.BoundField]]:
        """Each heading with its field, for the table."""
        return [(one, self[f"column-{one.place}"]) for one in self.headings]


class SearchForm(forms.Form):
    """Whom a row means, by what identifies them."""

    siapa = forms.CharField(
        label=_("E-mail address or employee number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def wanted(self) -> str:
        """What was typed, or nothing."""
        return str(self.cleaned_data["siapa"]).strip() if self.is_valid() else ""


class NewPersonForm(forms.Form):
    """Somebody without an account, whom a row means."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Name as on the certificate"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    with_twins = forms.BooleanField(required=False)


class PickForm(forms.Form):
    """Who is picked for a row, by the code no one guesses."""

    handle = forms.CharField(max_length=10)
    with_twins = forms.BooleanField(required=False)


@contextmanager
def beside(form: forms.Form, field: str | None) -> Iterator[None]:
    """A refusal of what was sent stands beside its field; who may not at all gets a page."""
    try:
        yield
    except (NotPermitted, NotFound, TooMany):
        raise
    except Refusal as refusal:
        form.add_error(field, refusal.sentence)
