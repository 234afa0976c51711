from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jejaring.surfaces.portal"
    label = "portal"
