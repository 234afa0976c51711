"""Provinces, regencies, time zones and public holidays."""
