"""Texts as vectors, so that each is put through the language model only once."""

from django.db import models


class TextVector(models.Model):
    """The vector of a text under an encoder, as half-precision numbers.

    `digest` is the SHA-256 of the encoder's name and the text; the text itself is not kept.
    """

    digest = models.BinaryField(primary_key=True, max_length=32)
    encoder = models.CharField(max_length=40)
    vector = models.BinaryField()

    class Meta:
        verbose_name = "vector of a text"

    def __str__(self) -> str:
        return f"{self.encoder} {bytes(self.digest).hex()[:12]}"
