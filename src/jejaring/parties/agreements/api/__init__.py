"""REST endpoints over the same actions and queries as the pages."""
