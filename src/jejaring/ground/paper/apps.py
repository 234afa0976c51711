from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "jejaring.ground.paper"
    label = "paper"
