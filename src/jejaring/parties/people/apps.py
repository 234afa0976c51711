from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "jejaring.parties.people"
    label = "people"
