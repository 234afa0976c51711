from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "jejaring.ground.kernel"
    label = "kernel"
