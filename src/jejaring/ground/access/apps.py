from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jejaring.ground.access"
    label = "access"
