from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "jejaring.parties.agencies"
    label = "agencies"
