"""Agencies and their units, who works for them and who acts for them."""
