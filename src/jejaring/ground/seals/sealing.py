"""Sealing a PDF in an agency's name (PAdES): one interface, whoever holds the certificates."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal

type Level = Literal["test", "certified"]
"""Certified: by a provider that the ministry recognises (PP 71/2019 art. 59); test: by nobody."""


class SealUnavailable(Refusal):
    """No seal can be made now; the paper's facts and their signature stand without it."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "The electronic seal cannot be made now, because its keys cannot be read. "
                "Ask the administrator of this installation to run “jejaring doctor”."
            )
        )


class FieldTaken(ValueError):  # noqa: N818 - a programming error: the caller counts signatures
    """The field of this signatory holds a signature already."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for whom. `handle` tells two people of one name apart; it is not printed."""

    handle: str
    name: str
    agency_code: str
    agency_name: str


class Sealer(Protocol):
    """Who seals. `label` is printed on the paper as the seal's name."""

    @property
    def label(self) -> str: ...

    @property
    def level(self) -> Level: ...

    def prepare(self) -> None:
        """Have keys and libraries at hand, at set-up and before the first paper is asked for."""
        ...

    def seal(self, pdf: bytes, *, agency_code: str, agency_name: str, reason: str) -> bytes:
        """The same PDF with one PAdES signature appended; raises SealUnavailable."""
        ...

    def sign(self, pdf: bytes, *, field: str, signatory: "Signatory", reason: str) -> bytes:
        """The same PDF with a person's PAdES signature in this prepared field, appended.

        Earlier signatures stay valid. Raises SealUnavailable, or FieldTaken if it is signed.
        """
        ...


def sealer() -> Sealer:
    """The one that this installation chose: the dotted path in the setting SEALER."""
    return _sealer(settings.SEALER, settings.DATA_DIR)


@cache
def _sealer(path: str, _keys_lie_in: Path) -> Sealer:
    """One for each place of keys: whoever moves the place gets those that lie there."""
    made: Sealer = import_string(path)()
    return made
