"""What tests of the jobseeker's pages say often."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def send(client: Client, name: str, *args: Any, htmx: str = "", **data: Any) -> HttpResponse:
    """Sends a form; `htmx` is the id of the element that would be replaced."""
    headers = {**HTMX, "HX-Target": htmx} if htmx else {}
    return client.post(reverse(name, args=args), data, headers=headers)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
