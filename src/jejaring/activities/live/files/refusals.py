"""Why an uploaded file is not taken: one class a reason, each with its own sentence."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal


class FileRefused(Refusal):
    """The file as a whole cannot be used; nothing of it was."""

    status = 422


class TooBig(FileRefused):
    """More bytes than an upload may have."""


class NothingInside(FileRefused):
    """No bytes, no cells, or headings without a row under them."""


class NotATable(FileRefused):
    """Another kind of file, whatever its name says."""


class Damaged(FileRefused):
    """It begins like a workbook and cannot be read to the end."""


class Locked(FileRefused):
    """It opens with a password only."""


class UnpacksTooBig(FileRefused):
    """A zip bomb, or something that behaves like one."""


class TooManyRows(FileRefused):
    """More rows than one session can have."""


class TooManyColumns(FileRefused):
    """More columns than a form can have."""


class QuoteNotClosed(FileRefused):
    """A quotation mark in a CSV swallows the rows that follow."""


class HeadingsNotFound(FileRefused):
    """No row holds the headings that this kind of file has."""


class DateOrderUnclear(FileRefused):
    """Every date fits day-month and month-day alike; the organiser says which it is."""

    def __init__(self, sentence: str, *, example: str) -> None:
        super().__init__(sentence)
        self.example = example


class SameColumnTwice(FileRefused):
    """Two headings are mapped to one thing."""


class IdentityNotMapped(FileRefused):
    """Neither e-mail nor employee number is mapped; nobody is matched by name alone."""


def locked() -> Locked:
    """Of XLSX, XLS and ODS alike."""
    return Locked(
        _("This workbook is locked with a password. Save it without one, then upload it again.")
    )


def damaged() -> Damaged:
    """Whatever breaks half way through a workbook."""
    return Damaged(
        _(
            "This workbook is damaged or was only partly downloaded. Open it in a spreadsheet,"
            " save it as XLSX under a new name, then upload that."
        )
    )


def cannot_be_opened() -> Damaged:
    """The process that read it gave up: too little memory, too little time."""
    return Damaged(
        _(
            "This workbook could not be opened safely: its cells are spread too far apart, or it"
            " is damaged. Copy the table into a new workbook, then upload that."
        )
    )


def nothing_inside() -> NothingInside:
    """Of a file without a row under its headings."""
    return NothingInside(
        _(
            "This file has no rows under its headings. If the table is on another sheet, save"
            " that sheet as a file of its own, then upload it."
        )
    )


def too_many_rows(limit: int) -> TooManyRows:
    """`limit` is what one file may have."""
    return TooManyRows(
        _(
            "This table has more than %(limit)s rows. Keep the rows of one session only, or"
            " divide the file and upload its parts."
        )
        % {"limit": number_format(limit, use_l10n=True, force_grouping=True)}
    )


def too_many_columns(count: int, limit: int) -> TooManyColumns:
    """`count` is what the file has, `limit` what it may have."""
    return TooManyColumns(
        _(
            "This table has %(count)s columns; at most %(limit)s are read. Remove the columns"
            " that are not needed, then upload it again."
        )
        % {"count": count, "limit": limit}
    )
