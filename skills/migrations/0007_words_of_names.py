import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.expressions
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

# The words of all names, kept by the database itself: whoever writes a name, search knows its words.
_FUNCTION = """
CREATE FUNCTION skills_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE skills_searchword AS kept
           SET names = kept.names - gone.names
          FROM (SELECT language, word, count(*) AS names
                  FROM old_names, unnest(string_to_array(folded, ' ')) AS word
                 GROUP BY language, word) AS gone
         WHERE kept.kind = TG_ARGV[0]
           AND kept.language = gone.language
           AND kept.word = gone.word;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO skills_searchword (kind, language, word, stem, names)
        SELECT TG_ARGV[0], language, word, skills_stem(language, word), count(*)
          FROM new_names, unnest(string_to_array(folded, ' ')) AS word
         GROUP BY language, word
         ORDER BY language, word
            ON CONFLICT (kind, language, word)
            DO UPDATE SET names = skills_searchword.names + excluded.names;
    END IF;
    RETURN NULL;
END $$;
"""
# Small words ("of", "para") have no stem.
_STEM = """
CREATE FUNCTION skills_stem(language text, word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(
        (CASE language WHEN 'es' THEN ts_lexize('spanish_stem', word)
                       ELSE ts_lexize('english_stem', word) END)[1], '')
$$;
"""


# What keeps the words of one table of names; those that stand there already are counted.
_TRIGGERS = """
CREATE TRIGGER keep_words_of_added AFTER INSERT ON skills_KINDalias
    REFERENCING NEW TABLE AS new_names
    FOR EACH STATEMENT EXECUTE FUNCTION skills_keep_words('KIND');
CREATE TRIGGER keep_words_of_changed AFTER UPDATE ON skills_KINDalias
    REFERENCING OLD TABLE AS old_names NEW TABLE AS new_names
    FOR EACH STATEMENT EXECUTE FUNCTION skills_keep_words('KIND');
CREATE TRIGGER keep_words_of_removed AFTER DELETE ON skills_KINDalias
    REFERENCING OLD TABLE AS old_names
    FOR EACH STATEMENT EXECUTE FUNCTION skills_keep_words('KIND');
INSERT INTO skills_searchword (kind, language, word, stem, names)
SELECT 'KIND', language, word, skills_stem(language, word), count(*)
  FROM skills_KINDalias, unnest(string_to_array(folded, ' ')) AS word
 GROUP BY language, word;
"""


def _no_trigger(kind: str) -> str:
    return "".join(
        f"DROP TRIGGER keep_words_of_{act} ON skills_{kind}alias;"
        for act in ("added", "changed", "removed")
    )


def _words_index(kind: str) -> AddIndexConcurrently:
    return AddIndexConcurrently(
        model_name=f"{kind}alias",
        index=django.contrib.postgres.indexes.GinIndex(
            django.db.models.expressions.Func(
                models.F("folded"),
                models.Value(" "),
                function="string_to_array",
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField()),
            ),
            name=f"{kind}_alias_words",
        ),
    )


_KINDS = ("skill", "occupation", "credential")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("skills", "0006_relation_strengths")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
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
                            ("skill", "Skill"),
                            ("occupation", "Occupation"),
                            ("credential", "Credential"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Spanish")], max_length=2),
                ),
                ("word", models.CharField(max_length=200)),
                (
                    "stem",
                    models.CharField(
                        blank=True,
                        help_text="without endings; blank: a small word of its language",
                        max_length=200,
                    ),
                ),
                ("names", models.IntegerField(help_text="how many names have it")),
            ],
            options={
                "verbose_name": "word of names",
                "verbose_name_plural": "words of names",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        fields=["kind", "word"],
                        name="search_word_beginning",
                        opclasses=["text_pattern_ops", "text_pattern_ops"],
                    ),
                    models.Index(
                        fields=["kind", "stem"],
                        name="search_word_stem",
                        opclasses=["text_pattern_ops", "text_pattern_ops"],
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "language", "word"), name="search_word_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(_STEM, "DROP FUNCTION skills_stem(text, text);"),
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION skills_keep_words();"),
        *(migrations.RunSQL(_TRIGGERS.replace("KIND", kind), _no_trigger(kind)) for kind in _KINDS),
        *(_words_index(kind) for kind in _KINDS),
    ]
