from django.urls import path, register_converter

from jejaring.registers.hours import views


class Year:
    """A calendar year that a ledger can have."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Year, "ledger_year")

app_name = "hours"
urlpatterns = [
    path("saya/jp/", views.ledger, name="ledger"),
    path("saya/jp/<ledger_year:year>/", views.ledger, name="ledger-of-year"),
    path("saya/jp/<ledger_year:year>/rekap.pdf", views.statement, name="statement"),
    path("saya/jp/<ledger_year:year>/jp.csv", views.as_csv, name="as-csv"),
    path("saya/jp/<ledger_year:year>/jp.xlsx", views.as_xlsx, name="as-xlsx"),
    path("kelola/jp/<int:posting_id>/", views.correction, name="correction"),
    path("aturan-jp/", views.conversion, name="conversion"),
    path("v/jp/", views.check, name="check-a-code"),
    path("v/jp/<str:code>/", views.check, name="check"),
]
