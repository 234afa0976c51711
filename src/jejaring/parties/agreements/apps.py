from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "jejaring.parties.agreements"
    label = "agreements"
