from datetime import date
from decimal import Decimal

import factory

from jejaring.registers.hours.models import Rule
from jejaring.registers.hours.states import Basis, LearningForm


class RuleFactory(factory.django.DjangoModelFactory):
    """The rule of a webinar: 45 minutes a JP, at most 4 a day."""

    class Meta:
        model = Rule
        django_get_or_create = ("form", "version")

    form = LearningForm.SEMINAR
    version = 1
    basis = Basis.MINUTES
    jp = Decimal(1)
    cap = Decimal(4)
    valid_from = date(2020, 1, 1)
    legal_basis = "Konversi JP LAN, seminar"
