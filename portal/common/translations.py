"""Collects the strings that people read and holds the Spanish catalogue against them.

Babel does the work, so that no gettext tools need to be installed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.LOCALE_PATHS[0]).parent
SOURCES = ("portal", "accounts", "skills", "jobseekers", "employers", "matching")
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogue_path(language: str) -> Path:
    """Where a language's readable catalogue stands."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The languages that need a catalogue: all but the one the sources are written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def collect() -> Catalog:
    """Every translatable string of code and templates, with the files that hold it."""
    catalog = Catalog(project=settings.PORTAL_NAME, charset="utf-8", fuzzy=False)
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract(
            "python", BytesIO(_python(path).encode()), keywords=KEYWORDS
        ):
            catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def read(language: str) -> Catalog:
    """A language's catalogue as it stands in the repository; empty if there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refresh(language: str) -> Catalog:
    """Brings a language's catalogue up to date with the sources; what is gone is dropped."""
    catalog = read(language)
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    write(language, catalog)
    return catalog


def write(language: str, catalog: Catalog) -> None:
    """Writes a language's readable catalogue, sorted, with a header that no mere run changes."""
    header = {
        "Project-Id-Version": settings.PORTAL_NAME,
        "Language": language,
        "Language-Team": Locale.parse(language).english_name,
        "Last-Translator": "The portal's team",
        "Plural-Forms": catalog.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {value}\\n"' for name, value in header.items()]
    comment = f"# {settings.PORTAL_NAME}: what the pages say, in {language}."
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write("\n".join([comment, 'msgid ""', 'msgstr ""', *lines, "", ""]).encode())
        write_po(
            file,
            catalog,
            sort_output=True,
            include_lineno=False,
            ignore_obsolete=True,
            omit_header=True,
            width=100,
        )


def compile_catalogue(language: str) -> Path:
    """Writes the catalogue that Django reads (.mo)."""
    target = catalogue_path(language).with_suffix(".mo")
    buffer = BytesIO()
    write_mo(buffer, read(language))
    target.write_bytes(buffer.getvalue())
    return target


def problems(language: str) -> Iterator[str]:
    """What keeps a catalogue from being complete and right, a sentence each."""
    catalog = read(language)
    wanted = collect()
    for message in wanted:
        if not message.id:
            continue
        found = catalog.get(_first(message), context=message.context)
        if found is None or not is_translated(found):
            yield f"not translated: {_first(message)!r}"
        elif found.fuzzy:
            yield f"marked fuzzy: {_first(message)!r}"
        else:
            for error in found.check(catalog):
                yield f"{error}: {_first(message)!r}"
    for message in catalog:
        if message.id and wanted.get(_first(message), context=message.context) is None:
            yield f"no longer used: {_first(message)!r}"


def _files() -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted(
            path for path in (ROOT / source).rglob("*.py") if "migrations" not in path.parts
        )
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def _python(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    # templatize() keeps a template's indentation, which means nothing to Python's tokenizer.
    return "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    """Whether a message has its words, in all its plurals."""
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings or ())
