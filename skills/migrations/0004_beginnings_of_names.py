from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("skills", "0003_sources_of_skills")]

    operations = [
        AddIndexConcurrently(
            model_name="credentialalias",
            index=models.Index(
                fields=["folded"], name="credential_alias_beginning", opclasses=["text_pattern_ops"]
            ),
        ),
        AddIndexConcurrently(
            model_name="occupationalias",
            index=models.Index(
                fields=["folded"], name="occupation_alias_beginning", opclasses=["text_pattern_ops"]
            ),
        ),
        AddIndexConcurrently(
            model_name="skillalias",
            index=models.Index(
                fields=["folded"], name="skill_alias_beginning", opclasses=["text_pattern_ops"]
            ),
        ),
    ]
