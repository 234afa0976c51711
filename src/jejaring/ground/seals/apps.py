from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "jejaring.ground.seals"
    label = "seals"
