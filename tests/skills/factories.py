"""Small taxonomies as folders of CSV files, for tests of the reader, the loader and the search."""

import csv
from pathlib import Path
from typing import Any

COLUMNS = {
    "skills": "slug kind label_en label_es aliases_en aliases_es specificity",
    "credentials": "slug kind label_en label_es aliases_en aliases_es issuer valid_months source",
    "occupations": (
        "code title_en title_es aliases_en aliases_es job_zone typical_education minimum_age"
        " description_en description_es"
    ),
    "occupation_skills": "occupation skill importance level",
    "occupation_credentials": "occupation credential required",
    "relations": "source target strength reason",
    "occupation_relations": "source target strength",
    "credential_relations": "credential satisfies source",
}


def skill(slug: str, **columns: Any) -> dict[str, Any]:
    plain = slug.replace("-", " ")
    return {
        "slug": slug,
        "kind": "skill",
        "label_en": plain,
        "label_es": f"{plain} en español",
        "specificity": 80,
        **columns,
    }


def credential(slug: str, **columns: Any) -> dict[str, Any]:
    plain = slug.replace("-", " ")
    return {
        "slug": slug,
        "kind": "licence",
        "label_en": plain,
        "label_es": f"{plain} en español",
        **columns,
    }


def occupation(code: str, title: str, **columns: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title_en": title,
        "title_es": f"{title} en español",
        "minimum_age": 16,
        **columns,
    }


def small_taxonomy() -> dict[str, list[dict[str, Any]]]:
    """Two jobs in a warehouse, told in every kind of file."""
    return {
        "skills": [
            skill(
                "forklift-operation",
                label_en="Forklift operation",
                label_es="Manejo de montacargas",
                aliases_en="lift truck driving|fork truck",
                aliases_es="montacarguista|elevador",
            ),
            skill(
                "pallet-jack-operation",
                label_en="Pallet jack operation",
                label_es="Manejo de transpaleta",
                aliases_en="pallet jacks",
            ),
            skill("packing", aliases_en="boxing up orders", aliases_es="empacar"),
        ],
        "credentials": [
            credential("forklift-card", kind="certificate", issuer="Employer", valid_months=36)
        ],
        "occupations": [
            occupation("53-7051.00", "Industrial Truck and Tractor Operators", minimum_age=18),
            occupation("53-7065.00", "Stockers and Order Fillers", typical_education="hs"),
        ],
        "occupation_skills": [
            {
                "occupation": "53-7051.00",
                "skill": "forklift-operation",
                "importance": "essential",
                "level": 2,
            },
            {"occupation": "53-7065.00", "skill": "packing", "importance": "important"},
            {"occupation": "53-7051.00", "skill": "packing", "importance": "nice", "level": 1},
        ],
        "occupation_credentials": [
            {"occupation": "53-7051.00", "credential": "forklift-card", "required": "true"}
        ],
        "relations": [
            {
                "source": "pallet-jack-operation",
                "target": "forklift-operation",
                "strength": 40,
                "reason": "both move pallets",
            }
        ],
        "occupation_relations": [{"source": "53-7051.00", "target": "53-7065.00", "strength": 60}],
    }


def write_taxonomy(
    folder: Path, files: dict[str, list[dict[str, Any]]], sector: str = "logistics"
) -> Path:
    """Writes the rows of each file as CSV under `folder`/`sector`, with a version.toml."""
    (folder / sector).mkdir(parents=True, exist_ok=True)
    (folder / "version.toml").write_text('source = "test"\nversion = "1"\n', "utf-8")
    for name, rows in files.items():
        with (folder / sector / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name].split())
            writer.writeheader()
            writer.writerows(rows)
    return folder
