"""A refusal is one sentence for a person: what is wrong, and what to do."""

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """The state or the input does not allow this. Safe to show; nothing was written."""

    status = 409

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """In the language of whoever reads it now."""
        return str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


class NotPermitted(Refusal):
    """Nobody without the right may do it."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it."""

    status = 404


class TooMany(Refusal):
    """Too many tries in a short time."""

    status = 429

    def __init__(self, sentence: str | Promise, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
