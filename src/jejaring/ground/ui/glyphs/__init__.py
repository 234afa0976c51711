"""Drawings that are information: each function gives one whole SVG, with words for it."""
