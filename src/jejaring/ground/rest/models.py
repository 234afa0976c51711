from django.db import models


class KeptAnswer(models.Model):
    """What a request with an idempotency key was answered; asking again gets the same.

    No foreign keys: whose it is stands as the number of the person.
    """

    person = models.BigIntegerField()
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    """SHA-256 of method, address and body."""
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_answer_per_key"),
        ]
        indexes = [models.Index(fields=["at"], name="kept_answers_by_age")]
