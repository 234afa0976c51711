from django.db import models

from jejaring.ground.kernel.records import Record
from jejaring.parties.notices.states import EmailWish, LetterState
from jejaring.parties.people.models import Person


class Notice(Record):
    """Something a person should know: shown in the product, and written to them by e-mail.

    The words are made from `kind` and `facts` when read or sent (template
    `<package>/notices/<kind>.txt` of the package that owns the kind), never stored a million
    times. In it, `facts` that end in `_at` are moments and in `_on` days; `path` is where it leads.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    is_important = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="notices_to_send",
                condition=models.Q(state=LetterState.QUEUED),
            ),
            models.Index(fields=["person", "-due_at", "-id"], name="notices_of_person"),
            models.Index(fields=["-due_at", "-id"], name="notices_newest"),
            models.Index(fields=["thing", "kind"], name="notices_about"),
        ]


class Letter(Record):
    """One e-mail to an address: a one-time code, or anything sent through Django's mail API."""

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.QUEUED)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="letters_to_send",
                condition=models.Q(state=LetterState.QUEUED),
            ),
            models.Index(fields=["-due_at", "-id"], name="letters_newest"),
        ]


class Preference(Record):
    """What a person wants by e-mail."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="preference"
    )
    emails = models.CharField(max_length=12, choices=EmailWish, default=EmailWish.ALL)
