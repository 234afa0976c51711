"""Who works together, and under what."""
