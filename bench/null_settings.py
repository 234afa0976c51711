"""The product's settings with one page that does nothing, behind the same middleware."""

from jejaring.config.settings import *  # type: ignore[import-untyped,unused-ignore] # noqa: F403, TID251 - all but the addresses

ROOT_URLCONF = "bench.null_view"
