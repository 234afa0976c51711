"""The conversion table as it stands and as it stood."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import NotFound
from jejaring.registers.hours.models import Rule
from jejaring.registers.hours.states import LearningForm


def rule_in_force(form: LearningForm | str, on: date) -> Rule:
    """The one version of a form's rule that is valid on a day; refused when there is none."""
    rule = (
        Rule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), form=form)
        .filter(valid_from__lte=on)
        .order_by("-version")
        .first()
    )
    if rule is None:
        raise NotFound(
            _(
                "No rule says how many learning hours “%(form)s” gives on %(day)s. "
                "Choose another form or another day."
            )
            % {"form": LearningForm(form).label, "day": date_format(on, "j F Y")}
        )
    return rule


def rules_on(on: date) -> QuerySet[Rule]:
    """Every rule in force on a day, for choosing one. Everybody may see them."""
    return Rule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on
    ).order_by("id")


def rule_table() -> list[list[Rule]]:
    """All versions, newest first, one list per form in the table's order. Public."""
    order = {form: position for position, form in enumerate(LearningForm.values)}
    table: dict[str, list[Rule]] = {}
    for rule in Rule.objects.order_by("form", "-version"):
        table.setdefault(rule.form, []).append(rule)
    return [table[form] for form in sorted(table, key=order.__getitem__)]
