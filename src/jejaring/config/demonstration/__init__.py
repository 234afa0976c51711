"""The demonstration network: the agencies of the three sources, and invented people.

Agencies, offices, dates and counts come from the sources and are named as such; every person is
invented, marked "Contoh", and flagged in the database. Nothing here runs without being asked.
"""

from jejaring.config.demonstration.filling import fill_once

__all__ = ["fill_once"]
