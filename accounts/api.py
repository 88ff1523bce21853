"""Tokens of the API: the same e-mail, password and second factor as on the sign-in page."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from portal.common.throttling import TokenThrottle


class WrongCredentials(exceptions.AuthenticationFailed):
    """One answer for an unknown e-mail, a wrong password and somebody who may not sign in."""

    default_detail = _("The e-mail address or the password is not right.")
    default_code = "wrong_credentials"


class EmailNotConfirmed(exceptions.PermissionDenied):
    """The password is right, but nobody has shown that the e-mail is theirs."""

    default_detail = _("Sign in on the website once to confirm your e-mail address.")
    default_code = "email_not_confirmed"


class SecondFactorNeeded(exceptions.PermissionDenied):
    """The password is right; the account also asks for a code."""

    default_detail = _("Send the code from your authenticator app too.")
    default_code = "second_factor_needed"


class SecondFactorNotSetUp(exceptions.PermissionDenied):
    """This role works with a second factor, and the person has none yet."""

    default_detail = _("Set up two-step sign-in on the website first.")
    default_code = "second_factor_not_set_up"


class CredentialsSerializer(serializers.Serializer):
    """What a person signs in with; `code` where the account has two-step sign-in."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    code = serializers.CharField(max_length=20, required=False, allow_blank=True)


class TokenSerializer(serializers.Serializer):
    """Goes into the header `Authorization: Token ...`."""

    token = serializers.CharField()


class TokenView(APIView):
    """Gives a token for an e-mail and a password, and a code where one is due."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [TokenThrottle]

    def get_authenticate_header(self, request: Request) -> str:
        """Makes a refusal a 401."""
        return "Token"

    @extend_schema(
        request=CredentialsSerializer,
        responses={
            200: TokenSerializer,
            400: OpenApiResponse(description="A field is missing, or the code is not right."),
            401: OpenApiResponse(description="The e-mail address or the password is not right."),
            403: OpenApiResponse(description="A second factor or a confirmed e-mail is due."),
        },
    )
    def post(self, request: Request) -> Response:
        """Checks the password, then the e-mail, then the second factor."""
        serializer = CredentialsSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        user = _person(request, given["email"].lower(), given["password"])
        _check_second_factor(user, given.get("code", ""))
        token, _created = Token.objects.get_or_create(user=user)
        return Response(
            {"token": token.key}, status=status.HTTP_200_OK, headers={"Cache-Control": "no-store"}
        )


def _person(request: Request, email: str, password: str) -> User:
    try:
        user = get_adapter().authenticate(request._request, email=email, password=password)
    except ValidationError as error:
        raise exceptions.Throttled(detail=" ".join(error.messages)) from error
    if user is None or not user.is_active:
        raise WrongCredentials
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        raise EmailNotConfirmed
    return user


def _check_second_factor(user: User, code: str) -> None:
    if not is_mfa_enabled(user):
        if user.role in settings.SECOND_FACTOR_ROLES:
            raise SecondFactorNotSetUp
        return
    if not code:
        raise SecondFactorNeeded
    form = AuthenticateForm(user=user, data={"code": code})
    if not form.is_valid():
        raise exceptions.ValidationError({"code": form.errors["code"]})
    form.authenticator.record_usage()
