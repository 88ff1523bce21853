import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EscoOccupation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uri", models.CharField(max_length=120, unique=True)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("isco", models.CharField(blank=True, max_length=8)),
                ("label", models.CharField(max_length=200)),
                (
                    "names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "ESCO occupation",
            },
        ),
        migrations.CreateModel(
            name="EscoOccupationSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("essential", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="OccupationCrosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("close", "Close"),
                            ("narrow", "Narrow"),
                            ("broad", "Broad"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OccupationPreparation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "education",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "experience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "training_on_site",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "training_on_the_job",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OccupationProjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("soc", models.CharField(max_length=7, unique=True)),
                ("base_year", models.PositiveSmallIntegerField()),
                ("projected_year", models.PositiveSmallIntegerField()),
                ("employment_base", models.FloatField(help_text="thousands of jobs")),
                ("employment_projected", models.FloatField(help_text="thousands of jobs")),
                ("change_percent", models.FloatField(blank=True, null=True)),
                (
                    "openings_yearly",
                    models.FloatField(blank=True, help_text="thousands a year", null=True),
                ),
                ("typical_education", models.CharField(blank=True, max_length=80)),
                ("work_experience", models.CharField(blank=True, max_length=80)),
                ("training_on_the_job", models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="OccupationTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task_id", models.PositiveIntegerField(help_text="O*NET's own", unique=True)),
                ("statement", models.TextField()),
                ("core", models.BooleanField(default=False)),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OccupationWage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("soc", models.CharField(max_length=7)),
                ("area_code", models.CharField(max_length=7)),
                ("area", models.CharField(max_length=120)),
                (
                    "period",
                    models.CharField(
                        help_text="the survey's month, such as 2025-05", max_length=20
                    ),
                ),
                ("employment", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "mean_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                ("mean_annual", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "p10_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "p25_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "median_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "p75_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "p90_hourly",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                ("p10_annual", models.PositiveIntegerField(blank=True, null=True)),
                ("p25_annual", models.PositiveIntegerField(blank=True, null=True)),
                ("median_annual", models.PositiveIntegerField(blank=True, null=True)),
                ("p75_annual", models.PositiveIntegerField(blank=True, null=True)),
                ("p90_annual", models.PositiveIntegerField(blank=True, null=True)),
                ("jobs_per_1000", models.FloatField(blank=True, null=True)),
                ("location_quotient", models.FloatField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SkillSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("starter", "Starter taxonomy"),
                            ("onet", "O*NET"),
                            ("esco", "ESCO"),
                            ("staff", "Staff"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("skill", "Esco Skill"),
                            ("knowledge", "Esco Knowledge"),
                            ("element", "Element"),
                            ("activity", "Activity"),
                            ("commodity", "Commodity"),
                            ("product", "Product"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(max_length=300)),
                (
                    "names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "joined_by",
                    models.CharField(
                        blank=True,
                        help_text="label, alias or review; blank: a skill of its own",
                        max_length=12,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SkillSourceLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("broader", "Broader"),
                            ("essential", "Essential"),
                            ("optional", "Optional"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SkillUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("starter", "Starter taxonomy"),
                            ("onet", "O*NET"),
                            ("esco", "ESCO"),
                            ("staff", "Staff"),
                        ],
                        max_length=12,
                    ),
                ),
                ("importance", models.PositiveSmallIntegerField()),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "hot",
                    models.BooleanField(
                        default=False, help_text="often named in postings of many employers"
                    ),
                ),
                (
                    "in_demand",
                    models.BooleanField(
                        default=False, help_text="often named in postings of this occupation"
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="skillrelation",
            name="skill_relation_percent",
        ),
        migrations.AddField(
            model_name="credential",
            name="basis",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The statute, agency or body that says so.",
                max_length=300,
                verbose_name="source of the facts",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="sources",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("starter", "Starter taxonomy"),
                        ("onet", "O*NET"),
                        ("esco", "ESCO"),
                        ("staff", "Staff"),
                    ],
                    max_length=12,
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="Who names it today; a concept that nobody names is retired.",
                size=None,
                verbose_name="sources",
            ),
        ),
        migrations.AddField(
            model_name="credentialalias",
            name="in_text",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="False: too ambiguous to be read in running text, only the search box uses it",
            ),
        ),
        migrations.AddField(
            model_name="credentialalias",
            name="source",
            field=models.CharField(
                choices=[
                    ("starter", "Starter taxonomy"),
                    ("onet", "O*NET"),
                    ("esco", "ESCO"),
                    ("staff", "Staff"),
                ],
                db_default="starter",
                default="starter",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="occupation",
            name="sources",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("starter", "Starter taxonomy"),
                        ("onet", "O*NET"),
                        ("esco", "ESCO"),
                        ("staff", "Staff"),
                    ],
                    max_length=12,
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="Who names it today; a concept that nobody names is retired.",
                size=None,
                verbose_name="sources",
            ),
        ),
        migrations.AddField(
            model_name="occupationalias",
            name="in_text",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="False: too ambiguous to be read in running text, only the search box uses it",
            ),
        ),
        migrations.AddField(
            model_name="occupationalias",
            name="source",
            field=models.CharField(
                choices=[
                    ("starter", "Starter taxonomy"),
                    ("onet", "O*NET"),
                    ("esco", "ESCO"),
                    ("staff", "Staff"),
                ],
                db_default="starter",
                default="starter",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="occupationrelation",
            name="origin",
            field=models.CharField(
                choices=[
                    ("starter", "Starter taxonomy"),
                    ("onet", "O*NET"),
                    ("esco", "ESCO"),
                    ("staff", "Staff"),
                ],
                db_default="starter",
                default="starter",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="occupationskill",
            name="origin",
            field=models.CharField(
                choices=[
                    ("starter", "Starter taxonomy"),
                    ("onet", "O*NET"),
                    ("esco", "ESCO"),
                    ("staff", "Staff"),
                ],
                db_default="starter",
                default="starter",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="posting_share",
            field=models.FloatField(
                db_default=0,
                default=0,
                help_text="share of published postings that ask for it, 0 to 1",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The skill that it was merged into: profiles and postings follow.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="skills.skill",
                verbose_name="replaced by",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="sources",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("starter", "Starter taxonomy"),
                        ("onet", "O*NET"),
                        ("esco", "ESCO"),
                        ("staff", "Staff"),
                    ],
                    max_length=12,
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="Who names it today; a concept that nobody names is retired.",
                size=None,
                verbose_name="sources",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="stated_specificity",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="percent that the starter taxonomy states; blank: counted from use alone",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="use",
            field=models.PositiveIntegerField(
                db_default=0, default=0, help_text="Occupations that use it.", verbose_name="use"
            ),
        ),
        migrations.AddField(
            model_name="skillalias",
            name="in_text",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="False: too ambiguous to be read in running text, only the search box uses it",
            ),
        ),
        migrations.AddField(
            model_name="skillalias",
            name="source",
            field=models.CharField(
                choices=[
                    ("starter", "Starter taxonomy"),
                    ("onet", "O*NET"),
                    ("esco", "ESCO"),
                    ("staff", "Staff"),
                ],
                db_default="starter",
                default="starter",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="skill",
            name="kind",
            field=models.CharField(
                choices=[
                    ("skill", "Skill"),
                    ("knowledge", "Knowledge"),
                    ("tool", "Tool"),
                    ("technology", "Technology"),
                    ("activity", "Work activity"),
                ],
                default="skill",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="skill_not_replaced_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="skillrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__gte", 0), ("strength__lte", 100)),
                name="skill_relation_percent_or_none",
            ),
        ),
        migrations.AddField(
            model_name="escooccupationskill",
            name="occupation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="needs",
                to="skills.escooccupation",
            ),
        ),
        migrations.AddField(
            model_name="occupationcrosswalk",
            name="esco",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="crosswalk",
                to="skills.escooccupation",
            ),
        ),
        migrations.AddField(
            model_name="occupationcrosswalk",
            name="occupation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="crosswalk",
                to="skills.occupation",
            ),
        ),
        migrations.AddField(
            model_name="occupationpreparation",
            name="occupation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preparation",
                to="skills.occupation",
            ),
        ),
        migrations.AddField(
            model_name="occupationtask",
            name="occupation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tasks",
                to="skills.occupation",
            ),
        ),
        migrations.AddConstraint(
            model_name="occupationwage",
            constraint=models.UniqueConstraint(
                fields=("soc", "area_code"), name="occupation_wage_once"
            ),
        ),
        migrations.AddField(
            model_name="skillsource",
            name="skill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="skills.skill",
            ),
        ),
        migrations.AddField(
            model_name="escooccupationskill",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="needed_by",
                to="skills.skillsource",
            ),
        ),
        migrations.AddField(
            model_name="skillsourcelink",
            name="from_entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links_out",
                to="skills.skillsource",
            ),
        ),
        migrations.AddField(
            model_name="skillsourcelink",
            name="to_entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links_in",
                to="skills.skillsource",
            ),
        ),
        migrations.AddField(
            model_name="skilluse",
            name="occupation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="skills.occupation",
            ),
        ),
        migrations.AddField(
            model_name="skilluse",
            name="skill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="used_in",
                to="skills.skill",
            ),
        ),
        migrations.AddConstraint(
            model_name="occupationcrosswalk",
            constraint=models.UniqueConstraint(
                fields=("esco", "occupation"), name="occupation_crosswalk_once"
            ),
        ),
        migrations.AddIndex(
            model_name="skillsource",
            index=models.Index(fields=["source", "code"], name="skill_source_code"),
        ),
        migrations.AddConstraint(
            model_name="skillsource",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="skill_source_once"),
        ),
        migrations.AddConstraint(
            model_name="escooccupationskill",
            constraint=models.UniqueConstraint(
                fields=("occupation", "entry"), name="esco_occupation_skill_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="skillsourcelink",
            constraint=models.UniqueConstraint(
                fields=("from_entry", "to_entry", "kind"), name="skill_source_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="skilluse",
            constraint=models.UniqueConstraint(
                fields=("occupation", "skill", "origin"), name="skill_use_once"
            ),
        ),
    ]
