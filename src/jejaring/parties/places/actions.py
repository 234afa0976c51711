from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from jejaring.ground.audit import trail
from jejaring.parties.places import files
from jejaring.parties.places.models import Holiday, Province, Regency


@dataclass(frozen=True)
class Loaded:
    """How many rows were new or had changed."""

    provinces: int
    regencies: int
    holidays: int

    @property
    def is_nothing(self) -> bool:
        """Whether everything stood already."""
        return not (self.provinces or self.regencies or self.holidays)


@transaction.atomic
def load(*, by: trail.HasId | None, at: datetime) -> Loaded:
    """Bring provinces, regencies and holidays to what ships. Repeating it changes nothing."""
    provinces = _bring(Province, ["code"], (row._asdict() for row in files.provinces()))
    ids = dict(Province.objects.values_list("code", "pk"))
    regencies = _bring(
        Regency,
        ["code"],
        (
            {"code": row.code, "name": row.name, "province_id": ids[row.province_code]}
            for row in files.regencies()
        ),
    )
    holidays = _bring(Holiday, ["date"], (row._asdict() for row in files.holidays()))
    loaded = Loaded(provinces, regencies, holidays)
    if not loaded.is_nothing:
        trail.record(
            "places.loaded",
            thing=Province.objects.earliest("code"),
            by=by,
            at=at,
            provinces=provinces,
            regencies=regencies,
            holidays=holidays,
        )
    return loaded


def _bring(model: type[models.Model], key: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    """Insert or correct the rows that differ from what is stored, in one statement; how many."""
    rows_of: models.Manager[models.Model] = model._default_manager  # noqa: SLF001 - any model's
    wanted = list(rows)
    columns = list(wanted[0])
    stored = set(rows_of.values_list(*columns))
    changed = [row for row in wanted if tuple(row.values()) not in stored]
    rows_of.bulk_create(
        [model(**row) for row in changed],
        update_conflicts=True,
        unique_fields=key,
        update_fields=[column for column in columns if column not in key],
    )
    return len(changed)
