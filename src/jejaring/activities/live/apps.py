from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "jejaring.activities.live"
    label = "live"
