"""Addresses of live learning: what anyone sees, what a learner does, what an organiser runs."""

from django.urls import URLPattern, path

from jejaring.activities.live.views import closing as closing_views

app_name = "live"

public: list[URLPattern] = []
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
