"""Readers of texts that other systems write: the employee number of a civil servant."""
