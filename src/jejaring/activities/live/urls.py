"""Addresses of live learning: what anyone sees, what a learner does, what an organiser runs."""

from django.urls import URLPattern, path

from jejaring.activities.live.views import closing as closing_views
from jejaring.activities.live.views import public as public_views

app_name = "live"

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
]
"""Schedule, session page, registration, check-in."""

console: list[URLPattern] = []
"""Programmes, sessions, live board, participants."""

closing: list[URLPattern] = [
    path("kelola/sesi/<int:session_id>/tutup/", closing_views.close, name="close"),
    path("kelola/sesi/<int:session_id>/penutupan/", closing_views.closing, name="closing"),
    path("kelola/sesi/<int:session_id>/tarik-kembali/", closing_views.take_back, name="take-back"),
    path("kelola/sesi/<int:session_id>/pembetulan/", closing_views.corrections, name="corrections"),
]
"""Closing, taking back, corrections."""

imports: list[URLPattern] = []
"""Participant reports and answer sheets."""

urlpatterns = [*public, *console, *closing, *imports]
