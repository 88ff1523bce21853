"""How often one person, or one address without a person, may call the API or upload a file."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class AnonymousThrottle(AnonRateThrottle):
    scope = "anonymous"


class PersonThrottle(UserRateThrottle):
    scope = "person"


class TokenThrottle(AnonRateThrottle):
    """Guesses at passwords, by address."""

    scope = "token"


class ReadingThrottle(UserRateThrottle):
    """Whole texts to read, which cost far more than a list."""

    scope = "reading"


class UploadThrottle(UserRateThrottle):
    """Files to be read: each takes a process and seconds."""

    scope = "upload"
