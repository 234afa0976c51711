"""Typesets documents, keeps what was rendered and what was handed in; knows no domain."""
