import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0004_beginnings_of_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextVector",
            fields=[
                ("digest", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("encoder", models.CharField(max_length=40)),
                ("vector", models.BinaryField()),
            ],
            options={
                "verbose_name": "vector of a text",
            },
        ),
        migrations.AddField(
            model_name="skillsource",
            name="breadth",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="how far it reaches: 0 one occupation, 1 a sector, 2 several, 3 all",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="skillsource",
            name="phrases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="the portal's own: how job ads and résumés say it",
                size=None,
            ),
        ),
    ]
