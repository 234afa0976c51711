from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "jejaring.ground.ui"
    label = "ui"
