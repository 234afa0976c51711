"""Bringing the conversion table to what ships; a new version ends the one before it."""

from datetime import datetime, timedelta

from django.db import transaction

from jejaring.ground.audit import trail
from jejaring.registers.hours import files
from jejaring.registers.hours.models import Rule


@transaction.atomic
def load_rules(*, at: datetime) -> int:
    """Add the rule versions that are not there yet; how many. Repeating it changes nothing."""
    stored = set(Rule.objects.values_list("form", "version"))
    missing = [row for row in files.rules() if (row.form, row.version) not in stored]
    for row in missing:
        Rule.objects.filter(
            form=row.form, version__lt=row.version, valid_until__isnull=True
        ).update(valid_until=row.valid_from - timedelta(days=1))
    made = Rule.objects.bulk_create(Rule(**row._asdict()) for row in missing)
    if made:
        trail.record("hours.rules_loaded", thing=made[0], by=None, at=at, rules=len(made))
    return len(made)
