"""A moment's memory in front of the application: public pages for readers who are not signed in.

A view says that its page is for everyone (`Cache-Control: public, max-age=5`); this wrapper keeps
the bytes that long, and shows them a little longer when the application fails.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

CHOICES = ("bahasa", "zona", "tema")
"""Cookies that change a public page; each is part of the key."""
REFRESH_SECONDS = 5.0
"""While one request fetches the page anew, the others are shown the one before."""
FAILURE_SECONDS = 600.0
"""A page is shown this long after its time when the application answers 5xx."""
LONGEST_KEY, LARGEST_BODY = 600, 256 * 1024
OK, SERVER_ERROR = 200, 500


@dataclass(slots=True)
class Kept:
    """One page as it left the application."""

    headers: Headers
    body: bytes
    tag: str
    until: float
    refreshed_at: float


class PublicCache:
    """Wraps a WSGI application; bounded, per process, and shared by its threads."""

    def __init__(
        self,
        application: Application,
        *,
        private: Iterable[str],
        besides: str = "/static/",
        entries: int = 400,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application = application
        self.private = tuple(f"{name}=" for name in private)
        self.besides = besides
        self.entries = entries
        self.clock = clock
        self._pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        kept, now = self._pages.get(key), self.clock()
        if kept is not None and self._may_show(kept, now):
            return _answer(kept, environ, start_response)
        return self._fetch(key, kept, environ, start_response)

    def _key(self, environ: Environ) -> tuple[str, ...] | None:
        """What the page depends on; nothing for requests that are somebody's own."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        cookies, path = environ.get("HTTP_COOKIE", ""), environ.get("PATH_INFO", "")
        if any(name in cookies for name in self.private) or "HTTP_HX_REQUEST" in environ:
            return None
        if path.startswith(self.besides):
            return None
        key = (
            environ.get("HTTP_HOST", ""),
            environ.get("wsgi.url_scheme", ""),
            environ.get("HTTP_X_FORWARDED_PROTO", ""),
            path,
            environ.get("QUERY_STRING", ""),
            "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
            *(_chosen(cookies, name) for name in CHOICES),
        )
        return key if sum(map(len, key)) <= LONGEST_KEY else None

    def _may_show(self, kept: Kept, now: float) -> bool:
        if now < kept.until:
            return True
        with self._lock:
            if now >= kept.until + REFRESH_SECONDS or now - kept.refreshed_at >= REFRESH_SECONDS:
                kept.refreshed_at = now
                return False
        return True

    def _fetch(
        self,
        key: tuple[str, ...],
        kept: Kept | None,
        environ: Environ,
        start_response: Start,
    ) -> Iterable[bytes]:
        asked = {**environ, "REQUEST_METHOD": "GET"}
        status, headers, body = _collected(self.application, asked)
        now = self.clock()
        if int(status[:3]) >= SERVER_ERROR and kept and now < kept.until + FAILURE_SECONDS:
            return _answer(kept, environ, start_response)
        seconds = _public_seconds(status, headers, body)
        if not seconds:
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        page = Kept([*headers, ("ETag", tag)], body, tag, now + seconds, now)
        self._keep(key, page)
        return _answer(page, environ, start_response)

    def _keep(self, key: tuple[str, ...], page: Kept) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > self.entries:
                self._pages.popitem(last=False)


def _chosen(cookies: str, name: str) -> str:
    start = cookies.find(f"{name}=")
    if start < 0:
        return ""
    return cookies[start + len(name) + 1 :].partition(";")[0][:8]


def _collected(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    said: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> None:  # noqa: ARG001
        said.append((status, headers))

    answer = application(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()
    status, headers = said[-1]
    return status, headers, body


def _public_seconds(status: str, headers: Headers, body: bytes) -> int:
    """How long the answer may be kept: 0 unless it says so and holds nobody's cookie."""
    names = {name.lower(): value for name, value in headers}
    control = names.get("cache-control", "")
    kept = int(status[:3]) == OK and "public" in control and "set-cookie" not in names
    if not kept or "etag" in names or len(body) > LARGEST_BODY:
        return 0
    _before, _name, seconds = control.partition("max-age=")
    digits = seconds.partition(",")[0].strip()
    return int(digits) if digits.isdigit() else 0


def _answer(kept: Kept, environ: Environ, start_response: Start) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH", "") == kept.tag:
        unsent = ("content-length", "content-type", "content-encoding")
        headers = [(name, value) for name, value in kept.headers if name.lower() not in unsent]
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", kept.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
