from django.urls import path

from jejaring.surfaces.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("mulai/", views.start, name="start"),
    path("saya/", views.my_page, name="my-page"),
    path("saya/kamis/", views.my_sessions, name="my-sessions"),
    path("bantuan/", views.help, name="help"),
    path("privasi/", views.privacy, name="privacy"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
]
