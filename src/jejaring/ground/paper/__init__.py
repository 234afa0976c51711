"""Typesets documents and keeps what was rendered; knows no domain."""
