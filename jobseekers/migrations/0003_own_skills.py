import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobseekers", "0002_kept_resumes")]

    operations = [
        migrations.CreateModel(
            name="OwnSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=100, verbose_name="in your own words")),
                (
                    "folded",
                    models.CharField(help_text="what makes two words the same", max_length=200),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_skills",
                        to="jobseekers.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill in own words",
                "verbose_name_plural": "skills in own words",
                "ordering": ["-added_at", "-id"],
                "indexes": [models.Index(fields=["folded"], name="own_skill_folded")],
                "constraints": [
                    models.UniqueConstraint(fields=("profile", "folded"), name="own_skill_once")
                ],
            },
        ),
    ]
