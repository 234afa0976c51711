from django.urls import path, register_converter

from jejaring.registers.credentials import http
from jejaring.registers.credentials.views import manage, mine, verification


class TypedCode:
    """Whatever was typed as the code of a certificate, but not the door of another package."""

    regex = f"(?!{http.STATEMENTS})[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TypedCode, "typed_code")

app_name = "credentials"
urlpatterns = [  # the page that strangers open a million times first, as each is tried in turn
    path("v/<typed_code:code>/", verification.result, name="result"),
    path("v/", verification.verify, name="verify"),
    path("v/<str:code>.json", verification.proof, name="proof"),
    path("v/<str:code>/qr.svg", verification.symbol, name="symbol"),
    path("saya/sertifikat/", mine.mine, name="mine"),
    path("saya/sertifikat/<str:code>.pdf", mine.paper, name="paper"),
    path("saya/sertifikat/<str:code>/", mine.certificate, name="certificate"),
    path(
        "saya/sertifikat/<str:code>/perbaikan/",
        mine.request_correction,
        name="request-correction",
    ),
    path("kelola/sertifikat/", manage.batches, name="batches"),
    path("kelola/sertifikat/perbaikan/", manage.corrections, name="corrections"),
    path(
        "kelola/sertifikat/perbaikan/<int:correction_id>/setujui/",
        manage.approve_correction,
        name="approve-correction",
    ),
    path(
        "kelola/sertifikat/perbaikan/<int:correction_id>/tolak/",
        manage.decline_correction,
        name="decline-correction",
    ),
    path("kelola/sertifikat/cabut/<str:code>/", manage.revoke, name="revoke"),
    path("kelola/sertifikat/nomor/<slug:agency>/", manage.numbers, name="numbers"),
    path("kelola/sertifikat/<int:batch_id>/", manage.batch, name="batch"),
    path("kelola/sertifikat/<int:batch_id>.csv", manage.batch_csv, name="batch-csv"),
]
