"""Measurements: each product figure beside a bare limit, measured in the same run."""
