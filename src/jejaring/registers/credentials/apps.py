from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "jejaring.registers.credentials"
    label = "credentials"
