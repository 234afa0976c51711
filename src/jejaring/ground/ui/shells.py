"""Pages with gaps: rendered and compressed once, then only filled.

For public pages that are the same for every visitor but for a few words. A gap is a token that
nobody can guess, so no value can pose as one; what is filled in must be escaped already.
"""

import re
import secrets
import struct
import zlib
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from hashlib import blake2b

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

STORED_LIMIT = 0xFFFF
"""Bytes in one uncompressed block (RFC 1951 section 3.2.4)."""

BLOCK = struct.Struct("<BHH")
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LAST_BLOCK = b"\x03\x00"


class Gaps:
    """The names of what a page leaves open, and the token that stands for each."""

    def __init__(self, *names: str) -> None:
        self.tokens = {name: f"0x{secrets.token_hex(8)}" for name in names}
        self._named = {token: name for name, token in self.tokens.items()}
        self._pattern = re.compile("|".join(self._named))

    def split(self, page: str) -> tuple[list[str], list[str]]:
        """The pieces between the gaps, and the names of the gaps between them."""
        names = [self._named[token] for token in self._pattern.findall(page)]
        return self._pattern.split(page), names


class Shell:
    """One rendered page, ready to be filled."""

    def __init__(self, gaps: Gaps, page: str) -> None:
        pieces, self._names = gaps.split(page)
        plain = [piece.encode() for piece in pieces]
        self._plain = _with_gaps(plain)
        self._packed = _with_gaps([_packed(piece) for piece in plain])
        self.mark = blake2b(page.encode(), digest_size=6).hexdigest()

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The page with the values in its gaps."""
        words = {name: value.encode() for name, value in values.items()}
        return self._woven(self._plain, words)

    def filled_and_packed(self, values: Mapping[str, str]) -> bytes:
        """The same as a gzip file, of which only the values are written anew."""
        words = {name: value.encode() for name, value in values.items()}
        whole = self._woven(self._plain, words)
        blocks = self._woven(self._packed, {name: _stored(word) for name, word in words.items()})
        end = struct.pack("<LL", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)
        return b"".join([GZIP_HEAD, blocks, LAST_BLOCK, end])

    def _woven(self, pieces: list[bytes], words: Mapping[str, bytes]) -> bytes:
        woven = pieces.copy()
        woven[1::2] = [words[name] for name in self._names]
        return b"".join(woven)


class Shells:
    """Shells kept in the process; past the limit all are rendered again."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: dict[Hashable, Shell] = {}

    def get(self, key: Hashable, make: Callable[[], Shell]) -> Shell:
        """The shell under this key, which names everything it depends on."""
        shell = self._kept.get(key)
        if shell is None:
            if len(self._kept) >= self._limit:
                self._kept.clear()
            shell = self._kept[key] = make()
        return shell


def answer(request: HttpRequest, shell: Shell, values: Mapping[str, str]) -> HttpResponse:
    """The filled page for this visitor: compressed if wanted, 304 if they have it already."""
    told = "\n".join(values.values()).encode()
    etag = f'"{shell.mark}-{blake2b(told, digest_size=9).hexdigest()}"'
    if "HTTP_IF_NONE_MATCH" in request.META:
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return known
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        headers["Content-Encoding"] = "gzip"
        return HttpResponse(shell.filled_and_packed(values), headers=headers)
    return HttpResponse(shell.filled(values), headers=headers)


def is_shared(request: HttpRequest) -> bool:
    """Whether this visitor sees what everybody sees: neither signed in nor with a message."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and CookieStorage.cookie_name not in cookies


def at(request: HttpRequest, path: str) -> HttpRequest:
    """The same visitor asking for another path, so that links back to the page have a gap too."""
    moved = copy(request)
    moved.path = moved.path_info = path
    moved.META = {**request.META, "QUERY_STRING": ""}
    return moved


def _with_gaps(pieces: list[bytes]) -> list[bytes]:
    """Piece, gap, piece, and so on: one piece more than gaps."""
    woven = [b""] * (2 * len(pieces) - 1)
    woven[::2] = pieces
    return woven


def _packed(piece: bytes) -> bytes:
    """Compressed on its own and ending on a whole byte, so that blocks can be joined."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(value: bytes) -> bytes:
    """As it is, in blocks that say their length."""
    if len(value) <= STORED_LIMIT:
        return BLOCK.pack(0, len(value), len(value) ^ STORED_LIMIT) + value
    return _stored(value[:STORED_LIMIT]) + _stored(value[STORED_LIMIT:])
