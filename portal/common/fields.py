"""Fields and serializers that several parts of the API share."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.fields import empty

_NAMED_AT_MOST = 20
_LEVEL = gettext_lazy("Use a level from 1 (with help) to 4 (I teach others), or null.")
LEVEL_ERRORS: dict[str, Any] = {"invalid": _LEVEL, "min_value": _LEVEL, "max_value": _LEVEL}
ZIP_ERRORS: dict[str, Any] = {"invalid": gettext_lazy("A ZIP code has five digits.")}


class InputSerializer(serializers.Serializer):
    """Refuses names that it does not know: a misspelled field is an error, not silence.

    What it gives out may be sent back as it is; read-only fields are then ignored. With `partial`
    only the given fields change, but each entry of a list that is given is whole.
    """

    def to_internal_value(self, data: Any) -> Any:
        """The validated values. Raises ValidationError with a message per field."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        unknown = sorted(set(data) - set(self.fields))[:_NAMED_AT_MOST]
        errors: dict[str, Any] = {name: [_("There is no such field.")] for name in unknown}
        if self.partial:
            for name in set(self.fields) - set(data):
                del self.fields[name]
            self.partial = False
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**_by_field(error.detail), **errors}) from error
        if errors:
            raise serializers.ValidationError(errors)
        return values


def _by_field(detail: Any) -> dict[str, Any]:
    return dict(detail) if isinstance(detail, Mapping) else {"general": detail}


class WholeMixin:
    """Every field that can be written is required: for a PUT, which replaces the whole."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """The same fields, without their defaults."""
        fields: dict[str, serializers.Field] = super().get_fields()  # type: ignore[misc]
        for field in fields.values():
            if not field.read_only:
                field.required = True
                field.default = empty
        return fields


class WordField(serializers.ChoiceField):
    """A numbered choice spoken as a word: `EducationLevel.ASSOCIATE` is "associate"."""

    default_error_messages = {"unknown": gettext_lazy("Use one of: %(words)s.")}

    def __init__(self, choices: type[models.IntegerChoices], **kwargs: Any) -> None:
        self.numbers = {member.name.lower(): member.value for member in choices}
        self.spoken = {number: word for word, number in self.numbers.items()}
        super().__init__(
            choices=[(member.name.lower(), member.label) for member in choices], **kwargs
        )

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or data not in self.numbers:
            raise serializers.ValidationError(
                self.error_messages["unknown"] % {"words": ", ".join(self.numbers)}
            )
        return self.numbers[data]

    def to_representation(self, value: int) -> str:
        return self.spoken[value]
