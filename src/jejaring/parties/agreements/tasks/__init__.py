"""Background work of agreements: ids in, one action at a time."""
