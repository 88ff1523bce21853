"""Every write to people's accounts that does not go through the sign-in pages."""

from allauth.account.models import EmailAddress
from django.db import transaction
from rest_framework.authtoken.models import Token

from accounts.models import User


@transaction.atomic
def create_person(
    *, email: str, role: str, password: str | None = None, language: str = "en"
) -> User:
    """A person whose e-mail is known to be theirs. Without a password they sign in by mailed code.

    Raises ValueError without an e-mail, IntegrityError if somebody has it already.
    """
    user = User.objects.create_user(email, password, role=role, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def create_staff(*, email: str, password: str | None = None, language: str = "en") -> User:
    """A member of the workforce staff. Sign-up never makes one."""
    return create_person(email=email, role=User.Role.STAFF, password=password, language=language)


def set_language(*, user: User, language: str) -> None:
    """Keeps the language that the portal writes to this person in: "en" or "es"."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])


@transaction.atomic
def deactivate(*, user: User) -> None:
    """Ends a person's access: sign-in, open sessions and API tokens. What they wrote stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    revoke_tokens(user=user)


def activate(*, user: User) -> None:
    """Lets a person sign in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def revoke_tokens(*, user: User) -> None:
    """Makes every API token of this person useless."""
    Token.objects.filter(user=user).delete()
