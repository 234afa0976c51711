from django.urls import path, re_path

from jejaring.parties.agreements.views import (
    ceremony,
    clauses,
    documents,
    drafting,
    lifecycle,
    overview,
    parties,
    signing,
    stages,
    text,
    versions,
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
    path("kerja-sama/<str:code>/naskah/", text.text, name="text"),
    path("kerja-sama/<str:code>/naskah/tambah/", text.section_add, name="section-add"),
    path("kerja-sama/<str:code>/naskah/<int:section_id>/", text.section, name="section"),
    path(
        "kerja-sama/<str:code>/naskah/<int:section_id>/geser/",
        text.section_move,
        name="section-move",
    ),
    path(
        "kerja-sama/<str:code>/naskah/<int:section_id>/keluarkan/",
        text.section_remove,
        name="section-remove",
    ),
    path(
        "kerja-sama/<str:code>/naskah/<int:section_id>/pulihkan/",
        text.section_restore,
        name="section-restore",
    ),
    path(
        "kerja-sama/<str:code>/naskah/<int:section_id>/catatan/",
        text.section_comment,
        name="section-comment",
    ),
    path(
        "kerja-sama/<str:code>/naskah/<int:section_id>/catatan/<int:comment_id>/selesai/",
        text.comment_settle,
        name="comment-settle",
    ),
    path("kerja-sama/<str:code>/versi/", versions.versions, name="versions"),
    path("kerja-sama/<str:code>/versi/<int:number>/", versions.version, name="version"),
    path("kerja-sama/<str:code>/klausul/", clauses.clauses, name="clauses"),
    path("kerja-sama/<str:code>/klausul/tambah/", clauses.clause_add, name="clause-add"),
    path("kerja-sama/<str:code>/klausul/<int:clause_id>/", clauses.clause, name="clause"),
    path(
        "kerja-sama/<str:code>/klausul/<int:clause_id>/keluarkan/",
        clauses.clause_remove,
        name="clause-remove",
    ),
    path("kerja-sama/menunggu/", stages.desk, name="desk"),
    path("kerja-sama/<str:code>/tahap/", stages.stages, name="stages"),
    path("kerja-sama/<str:code>/tahap/<slug:act>/", lifecycle.standing, name="standing"),
    path("kerja-sama/<str:code>/tahap/<int:step_id>/urungkan/", stages.take_back, name="take-back"),
    path("kerja-sama/<str:code>/tahap/<int:step_id>/<slug:way>/", stages.step, name="step"),
    path("kerja-sama/<str:code>/", overview.agreement, name="agreement"),
    path("kerja-sama/acara/<int:occasion_id>/", ceremony.ceremony, name="ceremony"),
    path(
        "kerja-sama/acara/<int:occasion_id>/lembar-pers.pdf",
        ceremony.press_sheet,
        name="press-sheet",
    ),
    path("kerja-sama/acara/<int:occasion_id>/<str:code>/urutan/", ceremony.arrange, name="arrange"),
    path("kerja-sama/<str:code>/berkas-audit.zip", documents.audit_file, name="audit-file"),
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
