"""The one way in which facts become bytes, so that a stranger can compute the same bytes."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

type Fact = str | int | bool | Sequence[Fact] | Mapping[str, Fact] | None

LEAF_PREFIX = b"\x00jejaring facts 1\n"
"""RFC 6962's leaf byte, then what the bytes are: a leaf passes for no node and no other format."""

CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


class NotAFact(TypeError):  # noqa: N818 - a programmer's mistake, not an answer to a person
    """A value that two machines could write differently, or that JSON does not hold."""


def canonical(facts: Mapping[str, Fact]) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces; texts, whole numbers, truths and nothing else.

    Fractions are refused because languages print them differently: write them as text ("2.00").
    """
    for name, value in facts.items():
        kind = type(value)
        if type(name) is not str or not (kind is str or kind is int):
            _must_be_fact(name, value)
    try:
        return CANONICAL.encode(facts).encode()
    except UnicodeEncodeError as error:
        message = f"{error.object!r} holds half a character"
        raise NotAFact(message) from error


def leaf(facts: Mapping[str, Fact]) -> bytes:
    """The 32 bytes that stand for these facts in a tree: SHA-256 of the prefix and the JSON."""
    return sha256(LEAF_PREFIX + canonical(facts)).digest()


def _must_be_fact(name: object, value: object) -> None:
    if not isinstance(name, str):
        message = f"{name!r} is not a name: names are text"
        raise NotAFact(message)
    match value:
        case None | str() | int():
            return
        case dict():
            for inner, thing in value.items():
                _must_be_fact(inner, thing)
        case list() | tuple():
            for thing in value:
                _must_be_fact(name, thing)
        case _:
            message = f"{name} is of type {type(value).__name__}: write it as text"
            raise NotAFact(message)
