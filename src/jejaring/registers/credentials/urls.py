from django.urls import path

from jejaring.registers.credentials.views import manage, mine, verification

app_name = "credentials"
urlpatterns = [
    path("v/", verification.verify, name="verify"),
    path("v/<str:code>.json", verification.proof, name="proof"),
    path("v/<str:code>/qr.svg", verification.symbol, name="symbol"),
    path("v/<str:code>/", verification.result, name="result"),
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
