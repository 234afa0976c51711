"""Manners of every REST endpoint: who asks, what is refused and how, paging, keys, limits."""
