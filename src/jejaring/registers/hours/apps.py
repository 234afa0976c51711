from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "jejaring.registers.hours"
    label = "hours"
