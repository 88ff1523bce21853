"""Fields that several parts of the API share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field({"type": "string"})
class WordField(serializers.Field):
    """A numbered choice spoken as a word: `EducationLevel.ASSOCIATE` is "associate"."""

    default_error_messages = {"unknown": _("Use one of: %(words)s.")}

    def __init__(self, choices: type[models.IntegerChoices], **kwargs: Any) -> None:
        self.words = {member.name.lower(): member.value for member in choices}
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or data not in self.words:
            raise serializers.ValidationError(
                self.error_messages["unknown"] % {"words": ", ".join(self.words)}
            )
        return self.words[data]

    def to_representation(self, value: int) -> str:
        return next(word for word, number in self.words.items() if number == value)
