"""Learners pressing through the whole application, one for each line that is read.

Answers each `press` with the status of the page, and `count` with the arrivals that are stored
and those that were acknowledged.
"""

import os
import sys
from datetime import timedelta


def main() -> None:
    """Until standard input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import close_old_connections
    from django.test import Client
    from django.utils import timezone

    from jejaring.activities.live.models import Arrival
    from tests.factories.live import CheckInWindowFactory, LiveSessionFactory, RegistrationFactory

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    session = LiveSessionFactory(starts_at=timezone.now() - timedelta(minutes=15))
    window = CheckInWindowFactory(session=session)
    waiting = []
    for _ in range(40):
        client = Client(raise_request_exception=False)
        client.force_login(RegistrationFactory(session=session).person)
        waiting.append(client)
    print("ready", flush=True)
    acknowledged = 0
    for line in sys.stdin:
        close_old_connections()  # as a server does before each request; Django's client does not
        if line.strip() == "count":
            print(Arrival.objects.count(), acknowledged, flush=True)
            continue
        client = waiting[0]
        address = f"/asn-belajar/{session.slug}/hadir/"
        status = client.post(address, {"code": window.code}).status_code
        if status == 302:
            acknowledged += 1
            waiting.pop(0)
        print(status, flush=True)


if __name__ == "__main__":
    main()
