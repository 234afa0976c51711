"""Idempotency keys: a request sent twice with one key happens once, and is answered the same."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.rest.models import KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 80
KEPT_FOR = timedelta(days=7)
"""Long enough for a programme that failed on a Friday."""
REFUSED = 400
"""From this status on nothing was written, and the key stays free."""


class KeyUsed(Refusal):
    """The key stands for another request."""

    status = 422


class KeyWrong(Refusal):
    """Too long to keep."""

    status = 422


def answered_once(
    request: HttpRequest,
    person: int,
    at: datetime,
    answer: Callable[[], HttpResponse],
    *,
    is_durable: bool = False,
) -> HttpResponse:
    """The kept answer if this key was used for this request; else answer, and keep it.

    The answer is kept in the transaction of what it tells, so that neither is without the other;
    only a durable endpoint has transactions of its own.
    """
    key = request.headers.get(HEADER, "").strip()
    if request.method != "POST" or not key:
        return answer()
    if len(key) > LONGEST:
        raise KeyWrong(_("An idempotency key has at most 80 characters."))
    digest = _digest(request)
    if is_durable:
        return _kept(person, key, digest) or _keep(person, key, digest, answer(), at)
    with transaction.atomic():
        _alone(person, key)
        kept = _kept(person, key, digest)
        if kept is not None:
            return kept
        response = answer()
        if response.status_code >= REFUSED:
            transaction.set_rollback(True)
            return response
        return _keep(person, key, digest, response, at)


def forget(*, before: datetime) -> int:
    """Drop answers older than a week; how many."""
    return KeptAnswer.objects.filter(at__lt=before - KEPT_FOR).delete()[0]


def _alone(person: int, key: str) -> None:
    """Two at the same moment with one key: the second waits (SQLite lets one write at a time)."""
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(f"{person}:{key}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _kept(person: int, key: str, digest: str) -> HttpResponse | None:
    kept = KeptAnswer.objects.filter(person=person, key=key).first()
    if kept is None:
        return None
    if kept.digest != digest:
        raise KeyUsed(_("This idempotency key stands for another request. Use a new one."))
    response = HttpResponse(
        bytes(kept.body), status=kept.status, content_type="application/json; charset=utf-8"
    )
    response.headers[REPLAYED] = "true"
    return response


def _keep(person: int, key: str, digest: str, response: HttpResponse, at: datetime) -> HttpResponse:
    if response.status_code < REFUSED:
        KeptAnswer.objects.create(
            person=person,
            key=key,
            digest=digest,
            status=response.status_code,
            body=response.content,
            at=at,
        )
    return response


def _digest(request: HttpRequest) -> str:
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()
