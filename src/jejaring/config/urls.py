from django.urls import include, path

urlpatterns = [
    path("", include("jejaring.surfaces.portal.urls")),
    path("", include("jejaring.parties.people.urls")),
    path("", include("jejaring.parties.agencies.urls")),
    path("", include("jejaring.parties.notices.urls")),
    path("", include("jejaring.registers.hours.urls")),
    path("", include("jejaring.registers.credentials.urls")),
    path("", include("jejaring.activities.live.urls")),
]
