from datetime import date

from django.db.models import QuerySet

from jejaring.parties.places.models import Holiday, Province, Regency


def provinces() -> QuerySet[Province]:
    """All provinces by code, from west to east within an island. Everybody may see them."""
    return Province.objects.order_by("code")


def province(code: str) -> Province | None:
    """By Kemendagri code ("35") or by ISO 3166-2 code ("JI")."""
    field = "code" if code.isdigit() else "iso"
    return Province.objects.filter(**{field: code}).first()


def regencies_of(province: Province) -> QuerySet[Regency]:
    """The regencies and then the cities of a province, by code."""
    return Regency.objects.filter(province=province).order_by("code")


def regency(code: str) -> Regency | None:
    """By Kemendagri code ("35.78"), with its province."""
    return Regency.objects.select_related("province").filter(code=code).first()


def holidays_between(first: date, last: date) -> QuerySet[Holiday]:
    """Holidays and joint leave from `first` to `last`, both included, by date."""
    return Holiday.objects.filter(date__range=(first, last)).order_by("date")


def is_holiday(on: date) -> bool:
    """Whether offices are closed on this date; weekends are not asked."""
    return Holiday.objects.filter(date=on).exists()
