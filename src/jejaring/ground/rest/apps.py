from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "jejaring.ground.rest"
    label = "rest"
