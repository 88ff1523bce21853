"""The words that names are made of, so that search knows what a typed word may mean."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from skills.models.concepts import Alias


class SearchWord(models.Model):
    """A word of the names of one kind of concept.

    Triggers of the database keep these rows beside the names (migration 0006): nothing else writes
    them. A word that no name has any more stays, with none.
    """

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        OCCUPATION = "occupation", _("Occupation")
        CREDENTIAL = "credential", _("Credential")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=Alias.Language.choices)
    word = models.CharField(max_length=200)
    stem = models.CharField(
        max_length=200, blank=True, help_text="without endings; blank: a small word of its language"
    )
    names = models.IntegerField(help_text="how many names have it")

    class Meta:
        verbose_name = "word of names"
        verbose_name_plural = "words of names"
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "word"], name="search_word_once")
        ]
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigram"),
            models.Index(
                fields=["kind", "word"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="search_word_beginning",
            ),
            models.Index(
                fields=["kind", "stem"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="search_word_stem",
            ),
        ]

    def __str__(self) -> str:
        return self.word
