"""Public pages that only concern how things look."""

from django.urls import path

from jejaring.ground.ui import views

app_name = "ui"
urlpatterns = [
    path("bahasa/", views.language, name="language"),
    path("zona/", views.zone, name="zone"),
    path("tema/", views.theme, name="theme"),
    path("menu/", views.menu, name="menu"),
    path("komponen/", views.gallery, name="gallery"),
]
