from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "jejaring.parties.places"
    label = "places"
