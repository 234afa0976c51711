"""Limits on tries, kept in this process: each server process counts its own."""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

from jejaring.ground.kernel.refusals import TooMany


def refuse_if_spent(kind: str, key: str, *, limit: int, seconds: int) -> None:
    """Refuse whoever used up the tries already; costs whoever did not nothing."""
    if cache.get(f"throttle:{kind}:{key}", 0) > limit:
        take(kind, key, limit=limit, seconds=seconds)


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


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that an IPv6 household shares.

    Behind `TRUSTED_PROXIES` proxies, the address that the outermost of them saw.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops: int = settings.TRUSTED_PROXIES
    return _network(seen[-hops] if 0 < hops <= len(seen) else request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return str(address)
