"""Persons, how they sign in, and their employee numbers."""
