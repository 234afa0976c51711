"""Readers of the two files that organisers really hold; pure, without the database."""
