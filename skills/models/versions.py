"""Which taxonomy is in force."""

from django.db import models


class TaxonomyVersion(models.Model):
    """One load of a taxonomy. The newest row is the version that matches are computed with."""

    source = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the files that were read")
    loaded_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.source} {self.version}"

    @property
    def key(self) -> str:
        """The name that stored lists carry: it changes with every load that changed anything."""
        return f"{self.source}-{self.version}-{self.digest[:8]}"
