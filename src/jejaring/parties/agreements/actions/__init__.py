"""Every write of agreements, by use-case."""
