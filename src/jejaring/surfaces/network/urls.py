from django.urls import path

from jejaring.surfaces.network import views

app_name = "network"
urlpatterns = [
    path("jaringan/", views.network, name="network"),
    path("jaringan/daftar/", views.agreements, name="agreements"),
    path("jaringan/kerja-sama/<str:code>/", views.agreement, name="agreement"),
    path("jaringan/usulan/", views.proposals, name="proposals"),
    path("lembaga/<slug:code>/", views.agency, name="agency"),
    path("jaringan.json", views.as_json, name="json"),
    path("jaringan.csv", views.as_csv, name="csv"),
]
