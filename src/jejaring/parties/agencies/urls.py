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
    path("kelola/lembaga/<slug:code>/jejak/", views.trail, name="trail"),
]
