from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "jejaring.surfaces.network"
    label = "network"
