"""One or several out of very many by typing part of a name: agencies, people, places.

Works without script: the browser proposes from a list while one types, what is chosen stands on
top and can be taken out again, and the server finds out what was meant. A script adds a name
without sending the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

NAMED, MORE = "_named", "_more"
"""What follows a field's name: the typed part of a name, and the button beside it."""
SHOWN = 5
"""Names in one sentence when what was typed fits several."""


class Unclear(str):
    """Something typed that names nothing, or more than one; kept to be shown again."""

    fits: tuple[str, ...] = ()
    __slots__ = ("__dict__",)


def meant(typed: str, names: Iterable[tuple[str, str]]) -> str | Unclear:
    """The value of the one name that is typed, or of the only one that what was typed fits.

    It fits where it stands in the name, else where each of its words begins a word of the name:
    "BPSDM Jambi" is "BPSDM Provinsi Jambi".
    """
    wanted = _plain(typed)
    words = wanted.split()
    known = [(value, name, _plain(name)) for value, name in names]
    for fits in (
        [(value, name) for value, name, plain in known if plain == wanted],
        [(value, name) for value, name, plain in known if wanted in plain],
        [(value, name) for value, name, plain in known if _begins(words, plain)],
    ):
        if len(fits) == 1:
            return fits[0][0]
        if fits:
            return _unclear(typed, [name for _value, name in fits])
    return _unclear(typed, [])


def adds_only(form: forms.Form) -> bool:
    """Whether only "Add" was pressed beside a picker: nothing is to be stored yet.

    What else is missing is not said yet either; asked by forms that store on the first press.
    """
    pressed = [
        name
        for name, field in form.fields.items()
        if isinstance(field.widget, SeveralOf) and form.add_prefix(name) + MORE in form.data
    ]
    if pressed:
        for name in set(form.errors) - set(pressed):
            del form.errors[name]
    return bool(pressed)


class _Picker(forms.Widget):
    """What both kinds share: the choices with their names."""

    choices: Iterable[tuple[Any, Any]] = ()

    def named(self) -> Iterator[tuple[str, str]]:
        """Value and name of every choice, as text."""
        for value, name in self.choices:
            if str(value):
                yield str(value), str(name)


class OneOf(_Picker):
    """A field in which a name is typed; the form gets its value."""

    template_name = "ui/pick_one.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What was typed, or the name of what is chosen."""
        context = super().get_context(name, value, attrs)
        names = list(self.named())
        typed = value if isinstance(value, Unclear) else dict(names).get(str(value), "")
        return context | {"typed": typed, "names": [name for _value, name in names]}

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Any:
        """The value of the typed name; a value itself is taken as well."""
        typed = str(data.get(name) or "").strip()
        names = list(self.named())
        return typed if not typed or typed in dict(names) else meant(typed, names)


class SeveralOf(_Picker):
    """What is chosen on top, each to be taken out, and a field that adds one more."""

    template_name = "ui/pick_several.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Chosen, still to be chosen, and what was typed and not understood."""
        context = super().get_context(name, value, attrs)
        wanted = {str(one) for one in value or []}
        names = list(self.named())
        return context | {
            "chosen": [pair for pair in names if pair[0] in wanted],
            "names": [pair for pair in names if pair[0] not in wanted],
            "describedby": context["widget"]["attrs"].get("aria-describedby", ""),
            "invalid": context["widget"]["attrs"].get("aria-invalid", ""),
            "typed": next((one for one in value or [] if isinstance(one, Unclear)), ""),
        }

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Any:
        """The values that are ticked, and that of the typed name."""
        ticked = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        typed = str(data.get(name + NAMED) or "").strip()
        values: list[str] = [str(one) for one in ticked]
        if typed:
            found = meant(typed, self.named())
            values += [found] if found not in values else []
        return values

    def id_for_label(self, id_: str) -> str:
        """The field in which one types."""
        return f"{id_}{NAMED}" if id_ else ""


class PickOne(forms.ModelChoiceField[Any]):
    """One row, by its name."""

    widget = OneOf

    def clean(self, value: Any) -> Any:
        """Refused in words that say what to do."""
        _understood(value)
        return super().clean(value)


class PickSeveral(forms.ModelMultipleChoiceField[Any]):
    """Several rows, by their names."""

    widget = SeveralOf

    def clean(self, value: Any) -> Any:
        """Refused in words that say what to do."""
        for one in value or []:
            _understood(one)
        return super().clean(value)


def _understood(value: Any) -> None:
    if not isinstance(value, Unclear):
        return
    if not value.fits:
        sentence = _(
            "Nothing is called “%(typed)s”. Type part of the name and choose from the list."
        )
        raise ValidationError(sentence % {"typed": value})
    names = ", ".join(value.fits[:SHOWN])
    more = _(" and others") if len(value.fits) > SHOWN else ""
    sentence = _("“%(typed)s” fits several: %(names)s%(more)s. Type more of the name.")
    raise ValidationError(sentence % {"typed": value, "names": names, "more": more})


def _unclear(typed: str, fits: list[str]) -> Unclear:
    unclear = Unclear(typed)
    unclear.fits = tuple(fits)
    return unclear


def _begins(words: list[str], plain: str) -> bool:
    own = plain.split()
    return all(any(one.startswith(word) for one in own) for word in words)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
