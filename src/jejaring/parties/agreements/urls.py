from django.urls import path, re_path

from jejaring.parties.agreements.views import (
    documents,
    drafting,
    lifecycle,
    overview,
    parties,
    signing,
    stages,
)

app_name = "agreements"
urlpatterns = [
    path("kerja-sama/", overview.agreements, name="agreements"),
    path("kerja-sama/mulai/", drafting.start, name="start"),
    path("kerja-sama/mulai/<slug:template>/", drafting.start_from, name="start-from"),
    path("kerja-sama/<str:code>/fakta/", drafting.facts_edit, name="facts-edit"),
    path("kerja-sama/<str:code>/salin/", drafting.clone, name="clone"),
    path("kerja-sama/<str:code>/tarik/", drafting.withdraw, name="withdraw"),
    path("kerja-sama/<str:code>/pihak/", parties.parties, name="parties"),
    path("kerja-sama/<str:code>/pihak/<int:party_id>/", parties.party, name="party"),
    path(
        "kerja-sama/<str:code>/pihak/<int:party_id>/keluarkan/",
        parties.party_remove,
        name="party-remove",
    ),
    path("kerja-sama/menunggu/", stages.desk, name="desk"),
    path("kerja-sama/<str:code>/tahap/", stages.stages, name="stages"),
    path("kerja-sama/<str:code>/tahap/<slug:act>/", lifecycle.standing, name="standing"),
    path("kerja-sama/<str:code>/tahap/<int:step_id>/urungkan/", stages.take_back, name="take-back"),
    path("kerja-sama/<str:code>/tahap/<int:step_id>/<slug:way>/", stages.step, name="step"),
    path("kerja-sama/<str:code>/", overview.agreement, name="agreement"),
    path("kerja-sama/<str:code>/tanda-tangan/", signing.signatures, name="signatures"),
    path(
        "kerja-sama/<str:code>/tanda-tangan/naskah.pdf", signing.signed_paper, name="signed-paper"
    ),
    path("kerja-sama/<str:code>/tanda-tangan/<int:party_id>/", signing.sign, name="sign"),
    path(
        "kerja-sama/<str:code>/tanda-tangan/<int:party_id>/pindaian/",
        signing.signed_scan,
        name="signed-scan",
    ),
    re_path(
        r"^kerja-sama/(?P<code>[^/]+)/naskah/(?P<number>[0-9]{1,5})\.(?P<kind>pdf|docx)$",
        signing.text_paper,
        name="text-paper",
    ),
    path("kerja-sama/<str:code>/dokumen/", documents.documents, name="documents"),
    path("kerja-sama/<str:code>/dokumen/<int:document_id>/", documents.document, name="document"),
    path(
        "kerja-sama/<str:code>/dokumen/<int:document_id>/tarik/",
        documents.withdraw_document,
        name="withdraw-document",
    ),
]
