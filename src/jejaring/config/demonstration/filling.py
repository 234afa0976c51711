"""Filling the network once, and keeping a session live whenever the demonstration starts."""

import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jejaring.config.demonstration import network, officers, pacts, people, thursdays
from jejaring.parties.agencies.models import Agency

HOST = "bpsdm-jawa-timur"


def fill_once(*, learners: int = 2000) -> None:
    """Fill what is not there; top up with a live session and a next one. Says what it does."""
    at = timezone.now()
    if not Agency.objects.filter(code=HOST, is_demonstration=True).exists():
        _fill(learners, at)
    host = Agency.objects.get(code=HOST)
    thursdays.keep_going(host, at)


def _fill(learners: int, at: datetime) -> None:
    begun = time.monotonic()
    print("Filling the demonstration network (once, about half a minute):", flush=True)
    with transaction.atomic():
        agencies = network.agencies(at)
        _say(f"{len(agencies)} agencies of 38 provinces and the centre")
        cast = people.cast(agencies, at)
        crowd = people.crowd(agencies, learners, at)
        signing = officers.appoint(agencies, at)
        ready = len(cast) + len(signing)
        _say(f"{len(crowd):,} invented learners, {ready} ready accounts")
        _say(f"{pacts.record(agencies, at)} agreements, as far as the sources tell")
        programme = thursdays.programme(agencies[HOST], cast["owner"], at)
        _say("ASN Belajar with its years as the sources count them")
    for done, total, title in thursdays.past(programme, cast, crowd, at):
        _say(f"session {done} of {total} closed: {title}")
    print(f"  done in {time.monotonic() - begun:.0f} s", flush=True)


def _say(line: str) -> None:
    print(f"  {line}", flush=True)
