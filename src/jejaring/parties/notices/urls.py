from django.urls import path

from jejaring.parties.notices import views

app_name = "notices"
urlpatterns = [
    path("pemberitahuan/", views.inbox, name="inbox"),
    path("pemberitahuan/<int:notice_id>/buka/", views.open_notice, name="open-notice"),
    path("pemberitahuan/terbaca/", views.mark_all_read, name="mark-all-read"),
    path("pemberitahuan/pilihan/", views.set_wish, name="set-wish"),
    path("pemberitahuan/berhenti/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("surat-keluar/", views.outbox, name="outbox"),
]
