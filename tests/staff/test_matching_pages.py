"""The staff's page of the matching: queue, rebuild, check, pause, and who did what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.check import Side
from matching.models import DrainMinute, MatchCheck, OperatorAct, OutboxEntry, ShardState
from matching.outbox import mark_all_dirty
from matching.pause import current_pause, is_paused, pause, resume
from matching.sharding import all_shards
from tests.factories import ProfileFactory, StaffUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = StaffUserFactory(email="nora@example.org")
    client.force_login(user)
    client.user = user
    return client


def page(client, name="staff_matching", **query):
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def wait(minutes=0, **fields):
    fields = {"shard": 0, "kind": "profile", "object_id": 7, "reason": "skill added", **fields}
    entry = OutboxEntry.objects.create(**fields)
    at = timezone.now() - timedelta(minutes=minutes)
    OutboxEntry.objects.filter(pk=entry.pk).update(created_at=at)
    return entry


def set_aside(**fields):
    return wait(attempts=5, error="ValueError('x')", set_aside_at=timezone.now(), **fields)


def test_with_nothing_to_do_it_says_so(staff):
    text = page(staff)

    assert "All matches are fresh." in text
    assert "Not checked yet." in text
    assert "not built yet" in text
    assert "Rebuild" not in text


def test_a_shard_shows_how_many_wait_and_how_long(staff):
    wait(minutes=10)
    wait(minutes=1, shard=1, object_id=8)

    text = page(staff)

    assert "Matches are behind." in text
    assert '<th scope="row">0</th> <td class="is-number">1</td> <td class="is-number"> 10' in text


def test_work_is_shown_with_the_longest_wait(staff):
    minute = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=3)
    for shard in (0, 1):
        DrainMinute.objects.create(shard=shard, minute=minute, changes=60, longest_wait_s=1.5)
    DrainMinute.objects.create(
        shard=0, minute=minute - timedelta(hours=2), changes=9999, longest_wait_s=500
    )

    text = page(staff)

    assert '<span class="stat__number">12</span>' in text
    assert '<td class="is-number">120</td> <td class="is-number">2 s</td>' in text
    assert "9999" not in text


def test_a_rebuild_shows_what_is_done_and_when_it_may_end(staff):
    ProfileFactory.create_batch(4)
    mark_all_dirty(reason="test")
    OutboxEntry.objects.filter(shard=0).delete()
    for shard in all_shards():
        ShardState.objects.create(
            shard=shard,
            rebuild_seconds=60,
            rebuilt_at=timezone.now() if shard == 0 else None,
        )

    text = page(staff)

    assert "1 of 4 profiles are scored. About 3 minutes left." in text
    assert text.count(" waits ") >= len(all_shards()) - 1


def test_lists_of_an_older_engine_are_told(staff):
    ShardState.objects.create(shard=0, built_for="old")

    assert "an older one" in page(staff)


def test_the_last_check_says_what_it_proves_and_what_it_found(staff):
    sides = [
        Side("profile", 1000, 300, 0),
        Side("posting", 50, 50, 1),
        Side("pair", 50_000, 900, 0),
    ]
    MatchCheck.objects.create(
        started_at=timezone.now(),
        finished_at=timezone.now(),
        lists=350,
        differences=1,
        sample=300,
        behind=2,
        sides=[side.as_json() for side in sides],
        problems=["posting 5: has no list <b>"],
    )

    text = page(staff)

    assert (
        f"300 of 1,000 drawn, 0 wrong. We are 95 % sure that fewer than {sides[0].fewer_than} in"
        in text
    )
    assert "Lists of postings: all 50 computed anew, 1 wrong." in text
    assert "posting 5: has no list &lt;b&gt;" in text
    assert "2 lists had changes waiting." in text


def test_pausing_asks_why_and_tells_all_staff(staff):
    assert "Pause matching?" in page(staff, "staff_pause")
    refused = staff.post(reverse("staff_pause"), {"reason": " "})
    assert refused.status_code == 422
    assert not is_paused()

    staff.post(reverse("staff_pause"), {"reason": "Moving the database"})

    assert current_pause().by == staff.user
    for name in ("staff_home", "staff_organisations", "staff_words", "staff_matching"):
        text = page(staff, name)
        assert text.count("by nora@example.org: Moving the database") == 1, name
    assert "Matching is paused." in page(staff, "staff_home")


def test_resuming_ends_the_note_and_both_are_kept(staff):
    pause(reason="Moving the database")
    staff.post(reverse("staff_resume"))

    text = page(staff)

    assert not is_paused()
    assert "Matching goes on with what waits." in text
    assert "by the command line" not in text
    acts = OperatorAct.objects.values_list("kind", "by__email")
    assert list(acts) == [("resume", "nora@example.org"), ("pause", None)]
    assert "Resumed" in text
    assert "Moving the database" in text


def test_a_second_pause_or_resumption_changes_nothing(staff):
    staff.post(reverse("staff_pause"), {"reason": "First"})
    staff.post(reverse("staff_pause"), {"reason": "Second"})
    assert current_pause().reason == "First"
    staff.post(reverse("staff_resume"))
    response = staff.post(reverse("staff_resume"), follow=True)
    assert "Matching was not paused." in response.content.decode()
    assert OperatorAct.objects.count() == 2


def test_others_are_told_nothing_of_who_paused(client):
    pause(reason="Moving the database")
    profile = ProfileFactory()
    client.force_login(profile.user)

    assert "Moving the database" not in page(client, "profile")


def test_what_is_set_aside_is_here_too_and_a_retry_is_kept(staff):
    for number in range(5):
        set_aside(object_id=number + 1)

    text = page(staff)

    assert text.count("ValueError") == 3
    assert "See all 5" in text
    staff.post(reverse("staff_retry"))
    act = OperatorAct.objects.get()
    assert (act.kind, act.by, act.count) == ("retry", staff.user, 5)
    assert "5 changes" in page(staff)


def test_a_retry_of_nothing_is_not_kept(staff):
    staff.post(reverse("staff_retry"))

    assert not OperatorAct.objects.exists()


def test_it_asks_again_by_itself_and_has_a_link_without_scripts(staff):
    text = page(staff)

    assert 'hx-trigger="every 5s"' in text
    assert '<a class="without-scripts" href="/staff/matching/">' in text


def queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(99) as seen:
        page(client)
    return len(seen)


def test_it_costs_the_same_however_much_there_is(staff, django_assert_max_num_queries):
    wait(kind="shard", object_id=None)
    set_aside()
    pause(reason="x")
    few = queries(staff, django_assert_max_num_queries)
    mark_all_dirty(reason="test")
    for number in range(30):
        wait(object_id=number, shard=number % len(all_shards()))
        set_aside(object_id=number + 100)
        resume()
        pause(reason=f"{number}", by=staff.user)

    assert queries(staff, django_assert_max_num_queries) == few == 16


def test_in_spanish(staff):
    pause(reason="x")
    response = staff.get("/es/staff/matching/")
    assert "La búsqueda de coincidencias está en pausa" in response.content.decode()
