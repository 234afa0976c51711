"""Permissions and roles as words; no tables."""
