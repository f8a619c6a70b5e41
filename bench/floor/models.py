"""Rows of the shape that receiving writes, without any of its meaning."""

from typing import ClassVar

from django.db import models


class Version(models.Model):
    """A text with the bytes it came in."""

    record = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField()
    raw = models.BinaryField()
    text = models.TextField()
    document = models.BinaryField()
    commitment = models.BinaryField()
    captured_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Version"]] = models.Manager()

    def __str__(self) -> str:
        return f"version {self.pk}"


class Event(models.Model):
    """A line of a log."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    object = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=80)
    leaf = models.BinaryField()

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    def __str__(self) -> str:
        return f"event {self.pk}"


class Message(models.Model):
    """Something in a list."""

    author = models.CharField(max_length=200)
    text = models.TextField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Message"]] = models.Manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="floor_due")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Delivery(models.Model):
    """A webhook's body as it came."""

    body = models.BinaryField()
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Job(models.Model):
    """Something to do later."""

    delivery = models.ForeignKey(Delivery, models.CASCADE)
    due_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["Job"]] = models.Manager()

    def __str__(self) -> str:
        return f"job {self.pk}"
