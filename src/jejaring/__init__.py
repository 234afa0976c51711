"""Jejaring: learning agencies agree, learn and prove."""
