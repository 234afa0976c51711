"""Live programmes and sessions: announce, register, check in, close."""
