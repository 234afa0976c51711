from django.urls import path

from jejaring.parties.agreements.views import overview

app_name = "agreements"
urlpatterns = [
    path("kerja-sama/", overview.agreements, name="agreements"),
    path("kerja-sama/<str:code>/", overview.agreement, name="agreement"),
]
