"""A drain tells other workers what it did in a row of its own, not in an index of what it wrote.

Entries are not compressed: they are hashes and scores, and do not get smaller.
"""

import django.contrib.postgres.fields
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

_LOOSE = "ALTER TABLE {} ALTER COLUMN entries SET STORAGE EXTERNAL, SET (fillfactor = 80)"
_AS_BEFORE = "ALTER TABLE {} ALTER COLUMN entries SET STORAGE EXTENDED, RESET (fillfactor)"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matching", "0002_changes_feed")]

    operations = [
        migrations.CreateModel(
            name="ShardCommit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shard", models.PositiveSmallIntegerField()),
                ("version", models.BigIntegerField()),
                ("is_rebuild", models.BooleanField()),
                *(
                    (
                        name,
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), size=None
                        ),
                    )
                    for name in ("profiles", "postings", "profile_lists", "posting_lists")
                ),
            ],
            options={
                "verbose_name": "commit of a shard",
                "verbose_name_plural": "commits of shards",
                "constraints": [
                    models.UniqueConstraint(fields=("shard", "version"), name="shard_commit_once")
                ],
            },
        ),
        AddIndexConcurrently(
            "profilelist", models.Index(fields=["shard"], name="profile_list_shard")
        ),
        AddIndexConcurrently(
            "postingslice", models.Index(fields=["shard"], name="posting_slice_shard")
        ),
        RemoveIndexConcurrently("profilelist", "profile_list_written"),
        RemoveIndexConcurrently("postingslice", "posting_slice_written"),
        *(
            migrations.RunSQL(_LOOSE.format(table), _AS_BEFORE.format(table))
            for table in ("matching_profilelist", "matching_postingslice")
        ),
    ]
