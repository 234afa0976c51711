"""Limits on tries, kept in this process: each server process counts its own."""

from django.core.cache import cache
from django.utils.translation import ngettext

from jejaring.ground.kernel.refusals import TooMany


def take(kind: str, key: str, *, limit: int, seconds: int) -> None:
    """Count one try of `kind` by `key`; more than `limit` within `seconds` is refused."""
    name = f"throttle:{kind}:{key}"
    if cache.add(name, 1, seconds):
        return
    try:
        tries = cache.incr(name)
    except ValueError:  # the window ended between the two calls
        cache.add(name, 1, seconds)
        return
    if tries > limit:
        minutes = max(1, seconds // 60)
        raise TooMany(
            ngettext(
                "Too many tries. Wait %(minutes)d minute, then try again.",
                "Too many tries. Wait %(minutes)d minutes, then try again.",
                minutes,
            )
            % {"minutes": minutes},
            retry_after=seconds,
        )
