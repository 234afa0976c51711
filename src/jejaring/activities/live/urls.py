"""Addresses of live learning: what anyone sees, what a learner does, what an organiser runs."""

from django.urls import URLPattern, path

from jejaring.activities.live.views import board as board_views
from jejaring.activities.live.views import closing as closing_views
from jejaring.activities.live.views import desk as desk_views
from jejaring.activities.live.views import imports as import_views
from jejaring.activities.live.views import participants as participant_views
from jejaring.activities.live.views import parts as part_views
from jejaring.activities.live.views import programme as programme_views
from jejaring.activities.live.views import public as public_views
from jejaring.activities.live.views import session as session_views

app_name = "live"
SESSION = "kelola/sesi/<int:session_id>"

public: list[URLPattern] = [
    path("asn-belajar/", public_views.schedule, name="schedule"),
    path("asn-belajar/<slug:slug>/", public_views.session, name="session"),
    path("asn-belajar/<slug:slug>/kalender.ics", public_views.calendar, name="calendar"),
    path("asn-belajar/<slug:slug>/daftar/", public_views.register, name="register"),
    path(
        "asn-belajar/<slug:slug>/batal/",
        public_views.cancel_registration,
        name="cancel-registration",
    ),
    path("asn-belajar/<slug:slug>/ingatkan/", public_views.reminder, name="reminder"),
    path("asn-belajar/<slug:slug>/hadir/", public_views.check_in, name="check-in"),
    path("asn-belajar/<slug:slug>/hadir/jendela/", public_views.code_window, name="code-window"),
]
"""Schedule, session page, registration, check-in."""

console: list[URLPattern] = [
    path("kelola/", desk_views.console, name="console"),
    path("kelola/program/", programme_views.programmes, name="programmes"),
    path("kelola/program/baru/", programme_views.programme_new, name="programme-new"),
    path("kelola/program/<slug:slug>/", programme_views.programme, name="programme"),
    path("kelola/program/<slug:slug>/ubah/", programme_views.programme_edit, name="programme-edit"),
    path(
        "kelola/program/<slug:slug>/pengecualian/",
        programme_views.exception_add,
        name="exception-add",
    ),
    path(
        "kelola/program/<slug:slug>/pengecualian/<int:exception_id>/hapus/",
        programme_views.exception_remove,
        name="exception-remove",
    ),
    path("kelola/program/<slug:slug>/tahun/", programme_views.year_record, name="year-record"),
    path("kelola/mitra/", desk_views.partners, name="partners"),
    path("kelola/sesi/", desk_views.sessions, name="sessions"),
    path("kelola/sesi/baru/", session_views.session_new, name="session-new"),
    path(f"{SESSION}/", session_views.session_home, name="session-home"),
    path(f"{SESSION}/pratinjau/", session_views.preview, name="preview"),
    path(f"{SESSION}/ubah/", session_views.session_edit, name="session-edit"),
    path(f"{SESSION}/ubah/<slug:name>/", session_views.section_store, name="section-store"),
    path(f"{SESSION}/umumkan/", session_views.announce, name="announce"),
    path(f"{SESSION}/tunda/", session_views.postpone, name="postpone"),
    path(f"{SESSION}/jadwalkan/", session_views.reschedule, name="reschedule"),
    path(f"{SESSION}/batalkan/", session_views.cancel, name="cancel"),
    path(f"{SESSION}/buang/", session_views.discard, name="discard"),
    path(f"{SESSION}/salin/", session_views.copy, name="copy"),
    path(f"{SESSION}/pembicara/", part_views.speaker_add, name="speaker-add"),
    path(
        f"{SESSION}/pembicara/<int:part_id>/hapus/",
        part_views.speaker_remove,
        name="speaker-remove",
    ),
    path(
        f"{SESSION}/pembicara/<int:part_id>/pindah/",
        part_views.speaker_move,
        name="speaker-move",
    ),
    path(f"{SESSION}/susunan/", part_views.line_add, name="line-add"),
    path(f"{SESSION}/susunan/<int:line_id>/", part_views.line_edit, name="line-edit"),
    path(f"{SESSION}/susunan/<int:line_id>/pindah/", part_views.line_move, name="line-move"),
    path(f"{SESSION}/susunan/<int:line_id>/hapus/", part_views.line_remove, name="line-remove"),
    path(f"{SESSION}/jendela/", part_views.window_add, name="window-add"),
    path(f"{SESSION}/jendela/usulan/", part_views.windows_propose, name="windows-propose"),
    path(f"{SESSION}/jendela/<int:window_id>/", part_views.window_move, name="window-move"),
    path(f"{SESSION}/jendela/<int:window_id>/kode/", part_views.code_renew, name="code-renew"),
    path(
        f"{SESSION}/jendela/<int:window_id>/hapus/", part_views.window_remove, name="window-remove"
    ),
    path(f"{SESSION}/papan/", board_views.board, name="board"),
    path(f"{SESSION}/layar/", board_views.code_screen_now, name="code-screen-now"),
    path(f"{SESSION}/layar/<int:window_id>/", board_views.code_screen, name="code-screen"),
    path(f"{SESSION}/peserta/", participant_views.participants, name="participants"),
    path(f"{SESSION}/peserta/tambah/", participant_views.participant_add, name="participant-add"),
    path(
        f"{SESSION}/peserta/unduh/",
        participant_views.participants_export,
        name="participants-export",
    ),
    path(
        f"{SESSION}/peserta/<int:place_id>/cabut/",
        participant_views.participant_withdraw,
        name="participant-withdraw",
    ),
]
"""Programmes, sessions, live board, participants."""

closing: list[URLPattern] = [
    path("kelola/sesi/<int:session_id>/tutup/", closing_views.close, name="close"),
    path("kelola/sesi/<int:session_id>/penutupan/", closing_views.closing, name="closing"),
    path("kelola/sesi/<int:session_id>/tarik-kembali/", closing_views.take_back, name="take-back"),
    path("kelola/sesi/<int:session_id>/pembetulan/", closing_views.corrections, name="corrections"),
]
"""Closing, taking back, corrections."""

IMPORTS = f"{SESSION}/impor"
IMPORT = f"{IMPORTS}/<int:import_id>"
ROW = f"{IMPORT}/baris/<int:number>"

imports: list[URLPattern] = [
    path(f"{IMPORTS}/", import_views.imports, name="imports"),
    path(f"{IMPORT}/", import_views.import_report, name="import"),
    path(f"{IMPORT}/kolom/", import_views.import_columns, name="import-columns"),
    path(f"{IMPORT}/laporan.csv", import_views.import_download, name="import-download"),
    path(f"{IMPORT}/terapkan/", import_views.import_apply, name="import-apply"),
    path(f"{IMPORT}/urungkan/", import_views.import_undo, name="import-undo"),
    path(f"{IMPORT}/buang/", import_views.import_discard, name="import-discard"),
    path(f"{IMPORT}/nama/", import_views.import_accept_names, name="import-accept-names"),
    path(f"{ROW}/", import_views.import_row, name="import-row"),
    path(f"{ROW}/orang/", import_views.import_row_pick, name="import-row-pick"),
    path(f"{ROW}/lewati/", import_views.import_row_leave_out, name="import-row-leave-out"),
    path(f"{ROW}/urungkan/", import_views.import_row_undo, name="import-row-undo"),
]
"""Participant reports and answer sheets."""

urlpatterns = [*public, *console, *closing, *imports]
