from django.urls import include, path

from jejaring.config.api import PREFIX

handler400 = "jejaring.ground.ui.errors.bad_request"
handler403 = "jejaring.ground.ui.errors.permission_denied"
handler404 = "jejaring.ground.ui.errors.page_not_found"
handler500 = "jejaring.ground.ui.errors.server_error"

urlpatterns = [  # the busiest first, as each is tried in turn
    path("", include("jejaring.registers.credentials.urls")),
    path("", include("jejaring.registers.hours.urls")),
    path("", include("jejaring.activities.live.urls")),
    path(PREFIX, include("jejaring.config.api")),
    path("", include("jejaring.ground.ui.urls")),
    path("", include("jejaring.surfaces.portal.urls")),
    path("", include("jejaring.surfaces.network.urls")),
    path("", include("jejaring.parties.people.urls")),
    path("", include("jejaring.parties.agencies.urls")),
    path("", include("jejaring.parties.notices.urls")),
    path("", include("jejaring.parties.agreements.urls")),
]
