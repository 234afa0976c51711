"""What happened: append-only entries in one hash chain per agency; call `trail.record`."""
