"""What a receiver did: a row in the same transaction as its Receipt."""

from django.db import models


class Effect(models.Model):
    receiver = models.CharField(max_length=50)
    event_type = models.CharField(max_length=100)
    event_id = models.BigIntegerField()
    origin = models.CharField(max_length=10)
    reference = models.CharField(max_length=255, blank=True)
    profile_key = models.CharField(max_length=100, blank=True)
    mirrored = models.BooleanField()

    def __str__(self):
        return f"{self.receiver} {self.event_type}"
