"""Telling people: letters that leave after commit, and the list in the product."""
