"""The OpenAPI description: valid, complete, and with names of our choosing."""

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from portal.api import urlpatterns


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_it_validates_without_a_warning(tmp_path):
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml")
    )


def test_every_operation_has_a_name_of_its_own(schema):
    names = [
        operation["operationId"]
        for methods in schema["paths"].values()
        for operation in methods.values()
    ]

    assert len(names) == len(set(names))
    assert not any(name.endswith(("_2", "_3")) for name in names)


def test_every_operation_tells_its_problems(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if path.endswith("/schema/"):
                continue
            refused = operation["responses"]["400"]
            assert "description" in refused, (path, method)


def test_the_shapes_that_others_build_on_have_names(schema):
    assert {"Match", "MatchWithLedger", "Candidate", "Profile", "Posting", "Problem"} <= set(
        schema["components"]["schemas"]
    )


def test_it_is_public(client):
    assert client.get("/api/v1/schema/").status_code == 200
    assert client.get("/api/v1/docs/").status_code == 200


def test_the_page_that_shows_it_has_nothing_inline(client):
    page = client.get("/api/v1/docs/")

    assert b"<style" not in page.content
    assert b"<script>" not in page.content
    assert "unsafe" not in page["Content-Security-Policy"]


def test_every_address_is_described_or_left_out_on_purpose(schema):
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}

    assert {"auth/token/", "me/profile/", "me/matches/", "skills/", "postings/"} <= described
    assert len(urlpatterns) >= len({path.split("/")[0] for path in described})
