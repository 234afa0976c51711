"""Pages that refuse and fail, only for the tests of this folder."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.urls import path

from jejaring.config.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from jejaring.config.urls import (
    urlpatterns as pages,
)
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal, TooMany

__all__ = ["handler400", "handler403", "handler404", "handler500"]
FAULTS = {
    "refusal": Refusal("Sesi ini sudah ditutup. <b>Hubungi</b> penyelenggara."),
    "not-permitted": NotPermitted("Hanya penyelenggara yang boleh menutup sesi."),
    "not-found": NotFound("Kode itu tidak ada."),
    "too-many": TooMany("Terlalu banyak kode salah.", retry_after=90),
    "denied": PermissionDenied(),
    "too-big": RequestDataTooBig(),
    "database": OperationalError("gone"),
    "bug": RuntimeError("secret detail"),
}


@login_not_required
def fail(request, fault):
    raise FAULTS[fault]


urlpatterns = [*pages, path("uji/<slug:fault>/", fail)]
