from django.urls import path

from jejaring.registers.hours import views

app_name = "hours"
urlpatterns = [
    path("saya/jp/", views.ledger, name="ledger"),
    path("saya/jp/<int:year>/", views.ledger, name="ledger-of-year"),
    path("saya/jp/<int:year>/rekap.pdf", views.statement, name="statement"),
    path("saya/jp/<int:year>/jp.csv", views.as_csv, name="as-csv"),
    path("saya/jp/<int:year>/jp.xlsx", views.as_xlsx, name="as-xlsx"),
    path("kelola/jp/<int:posting_id>/", views.correction, name="correction"),
    path("aturan-jp/", views.conversion, name="conversion"),
    path("v/jp/", views.check, name="check-a-code"),
    path("v/jp/<str:code>/", views.check, name="check"),
]
