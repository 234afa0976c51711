"""Addresses of live learning: what anyone sees, what a learner does, what an organiser runs."""

from django.urls import URLPattern

app_name = "live"

public: list[URLPattern] = []
"""Schedule, session page, registration, check-in."""

console: list[URLPattern] = []
"""Programmes, sessions, live board, participants."""

closing: list[URLPattern] = []
"""Closing, taking back, corrections."""

imports: list[URLPattern] = []
"""Participant reports and answer sheets."""

urlpatterns = [*public, *console, *closing, *imports]
