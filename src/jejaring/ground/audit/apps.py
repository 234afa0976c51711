from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jejaring.ground.audit"
    label = "audit"
