"""Who may use which part of the API, by role."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import User


class PersonRequest(Request):
    """A request that a permission below has let pass: somebody is signed in."""

    user: User


class IsJobseeker(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.is_authenticated and request.user.is_jobseeker


class IsEmployer(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.is_authenticated and request.user.is_employer
