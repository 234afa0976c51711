from django.urls import path

from jejaring.parties.agencies import views

app_name = "agencies"
urlpatterns = [
    path("saya/profil/", views.profile, name="profile"),
    path("saya/profil/lembaga/", views.employers, name="employers"),
    path("kelola/lembaga/", views.agencies, name="agencies"),
    path("kelola/lembaga/<slug:code>/", views.agency, name="agency"),
    path("kelola/lembaga/<slug:code>/kop/", views.letterhead, name="letterhead"),
    path("kelola/lembaga/<slug:code>/anggota/", views.members, name="members"),
    path(
        "kelola/lembaga/<slug:code>/anggota/<str:handle>/akhiri/", views.end_role, name="end-role"
    ),
    path(
        "kelola/lembaga/<slug:code>/anggota/<str:handle>/faktor-kedua/",
        views.reset_second_factor,
        name="reset-second-factor",
    ),
    path("kelola/lembaga/<slug:code>/unit/", views.units, name="units"),
    path("kelola/lembaga/<slug:code>/keunggulan/", views.statements, name="statements"),
    path(
        "kelola/lembaga/<slug:code>/keunggulan/<int:key>/hapus/",
        views.withdraw_statement,
        name="withdraw-statement",
    ),
    path("kelola/lembaga/<slug:code>/publik/", views.publicity, name="publicity"),
    path("kelola/lembaga/<slug:code>/publik/tampil/", views.show_agreements, name="show"),
    path(
        "kelola/lembaga/<slug:code>/publik/nama/<int:key>/hapus/",
        views.remove_alias,
        name="remove-alias",
    ),
    path(
        "kelola/lembaga/<slug:code>/publik/penerus/", views.tell_succession, name="tell-succession"
    ),
    path("kelola/lembaga/<slug:code>/jejak/", views.trail, name="trail"),
]
