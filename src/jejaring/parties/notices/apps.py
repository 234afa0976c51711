from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jejaring.parties.notices"
    label = "notices"
