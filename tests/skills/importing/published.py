"""Small files as O*NET and ESCO publish them, for tests of the importers."""

import copy
import csv
import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]

DRIVER, STOCKER = "53-7051.00", "53-7065.00"


def onet() -> Tables:
    """Two occupations with something in every table that is read."""
    return {
        "Occupation Data": [
            onet_row(DRIVER, Title="Industrial Truck and Tractor Operators", Description="Drive."),
            onet_row(STOCKER, Title="Stockers and Order Fillers", Description="Fill orders."),
        ],
        "Alternate Titles": [
            onet_row(DRIVER, **{"Alternate Title": "Forklift Driver", "Short Title": "n/a"}),
            onet_row(
                STOCKER, **{"Alternate Title": "Order Filler (OF)", "Short Title": "Order Filler"}
            ),
        ],
        "Sample of Reported Titles": [
            onet_row(DRIVER, **{"Reported Job Title": "Lift Truck Operator"}),
        ],
        "Related Occupations": [
            onet_row(
                DRIVER, **{"Related O*NET-SOC Code": STOCKER, "Relatedness Tier": "Primary-Short"}
            ),
        ],
        "Job Zones": [onet_row(DRIVER, **{"Job Zone": 2}), onet_row(STOCKER, **{"Job Zone": 1})],
        "Education, Training, and Experience": [
            _answer(DRIVER, "2.D.1", 1, "20.00"),
            _answer(DRIVER, "2.D.1", 2, "75.00"),
            _answer(DRIVER, "2.D.1", 5, "5.00"),
            _answer(DRIVER, "3.A.3", 2, "100.00"),
            _answer(DRIVER, "2.D.4.a", "n/a", "3.50"),
        ],
        "Task Statements": [
            onet_row(DRIVER, **{"Task ID": 11, "Task": "Move loads.", "Task Type": "Core"}),
            onet_row(STOCKER, **{"Task ID": 12, "Task": "Sweep.", "Task Type": "Supplemental"}),
        ],
        "Tasks to DWAs": [
            onet_row(DRIVER, **{"Task ID": 11, "DWA ID": "4.A.1.I01.D01"}),
            onet_row(STOCKER, **{"Task ID": 12, "DWA ID": "4.A.1.I01.D02"}),
        ],
        "DWA Reference": [
            _activity("4.A.1.I01.D01", "Operate vehicles."),
            _activity("4.A.1.I01.D02", "Clean work areas."),
        ],
        "Content Model Reference": [
            {"Element ID": "2.A.1.b", "Element Name": "Active Listening", "Description": "Listen."}
        ],
        "Skills": [
            _rating(DRIVER, "2.A.1.b", "Active Listening", "IM", "3.00"),
            _rating(DRIVER, "2.A.1.b", "Active Listening", "LV", "3.50"),
            _rating(STOCKER, "2.A.1.b", "Active Listening", "IM", "1.00"),
            _rating(STOCKER, "2.A.1.b", "Active Listening", "LV", "0.50", **{"Not Relevant": "Y"}),
        ],
        "Knowledge": [
            _rating(DRIVER, "2.C.1.a", "Transportation", "IM", "4.00"),
            _rating(DRIVER, "2.C.1.a", "Transportation", "LV", "7.00"),
        ],
        "Technology Skills": [
            _product(DRIVER, "Microsoft Excel", "43232110", "Spreadsheet software", "YY"),
            _product(STOCKER, "Microsoft Excel", "43232110", "Spreadsheet software", "YN"),
            _product(STOCKER, "Pickware", "43232110", "Spreadsheet software", "NN"),
        ],
        "Tools Used": [
            _tool(DRIVER, "Fork trucks", "24101603", "Forklifts"),
            _tool(DRIVER, "Reach trucks", "24101603", "Forklifts"),
            _tool(STOCKER, "Hand trucks", "24101504", "Hand trucks or accessories"),
        ],
        "UNSPSC Reference": [
            {
                "Commodity Code": "24101603",
                "Class Code": "24101600",
                "Family Code": "24100000",
                "Segment Code": "24000000",
            }
        ],
    }


def onet_row(code: str, **columns: Any) -> Row:
    return {"O*NET-SOC Code": code, **columns}


def in_newer_layout(tables: Tables) -> Tables:
    """The same tables as releases from 30.3 name and split them."""
    tables = copy.deepcopy(tables)
    tables["Essential Skills"] = tables.pop("Skills")
    tables["Transferable Skills"] = [
        _rating(DRIVER, "2.B.1.a", "Social Perceptiveness", "IM", "2.00")
    ]
    tables["Software Skills"] = tables.pop("Technology Skills")
    answers = tables.pop("Education, Training, and Experience")
    tables["Education"] = [row for row in answers if row["Element ID"] == "2.D.1"]
    tables["Training and Experience"] = [row for row in answers if row["Element ID"] != "2.D.1"]
    return tables


def _answer(code: str, element: str, category: Any, value: str) -> Row:
    return onet_row(code, **{"Element ID": element, "Category": category, "Data Value": value})


def _activity(id: str, title: str) -> Row:
    return {"Element ID": "4.A.1", "IWA ID": "4.A.1.I01", "DWA ID": id, "DWA Title": title}


def _rating(code: str, element: str, name: str, scale: str, value: str, **columns: Any) -> Row:
    flags = {"Recommend Suppress": "N", "Not Relevant": "n/a" if scale == "IM" else "N"}
    return onet_row(
        code,
        **{"Element ID": element, "Element Name": name, "Scale ID": scale, "Data Value": value},
        **{**flags, **columns},
    )


def _product(code: str, example: str, commodity: str, title: str, flags: str) -> Row:
    """`flags` says whether it is hot, and whether it is in demand: "YN"."""
    hot, in_demand = flags
    flagged = {"Hot Technology": hot, "In Demand": in_demand}
    return {**_tool(code, example, commodity, title), **flagged}


def _tool(code: str, example: str, commodity: str, title: str) -> Row:
    return onet_row(
        code, **{"Example": example, "Commodity Code": commodity, "Commodity Title": title}
    )


def uri(name: str) -> str:
    return f"http://data.europa.eu/esco/skill/{name}"


def occupation_uri(name: str) -> str:
    return f"http://data.europa.eu/esco/occupation/{name}"


def esco_skill(name: str, label: str, names: str = "", **columns: Any) -> Row:
    """`names` has a name a line."""
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": uri(name),
        "skillType": "skill/competence",
        "reuseLevel": "sector-specific",
        "preferredLabel": label,
        "altLabels": names,
        "hiddenLabels": "",
        "description": f"About {label}.",
        **columns,
    }


def esco() -> Tables:
    """Three skills in a hierarchy, and an occupation that needs two of them."""
    return {
        "skills_en": [
            esco_skill("drive", "drive forklift", "operate fork truck\nforklift driving"),
            esco_skill("load", "load cargo", "load freight"),
            esco_skill("rules", "freight rules", skillType="knowledge"),
        ],
        "skillGroups_en": [
            {"conceptUri": uri("moving"), "code": "S6.1"},
            {"conceptUri": uri("handling"), "code": ""},
        ],
        "broaderRelationsSkillPillar": [
            _broader("drive", "load", "KnowledgeSkillCompetence"),
            _broader("load", "moving", "SkillGroup"),
            _broader("moving", "handling", "SkillGroup"),
        ],
        "skillSkillRelations": [
            {
                "originalSkillUri": uri("drive"),
                "relationType": "optional",
                "relatedSkillUri": uri("rules"),
            }
        ],
        "occupations_en": [
            {
                "conceptUri": occupation_uri("forklift"),
                "iscoGroup": "8344",
                "preferredLabel": "forklift operator",
                "altLabels": "forklift driver",
                "hiddenLabels": "",
                "description": "Operates forklifts.",
                "code": "8344.1",
            }
        ],
        "occupationSkillRelations": [
            _need("forklift", "drive", "essential"),
            _need("forklift", "rules", "optional"),
        ],
    }


def _broader(name: str, broader: str, kind: str) -> Row:
    return {"conceptUri": uri(name), "broaderType": kind, "broaderUri": uri(broader)}


def _need(occupation: str, skill: str, relation: str) -> Row:
    return {
        "occupationUri": occupation_uri(occupation),
        "relationType": relation,
        "skillUri": uri(skill),
    }


def text_of(rows: list[Row], *, tabs: bool) -> str:
    """A table as a publisher writes it, with the byte order mark that some have."""
    out = io.StringIO()
    heading = list(dict.fromkeys(column for row in rows for column in row))
    if tabs:
        lines = [heading, *([str(row.get(column, "")) for column in heading] for row in rows)]
        out.writelines("\t".join(line) + "\r\n" for line in lines)
    else:
        writer = csv.DictWriter(out, heading)
        writer.writeheader()
        writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def write_onet(folder: Path, tables: Tables, release: str = "30.1", packed: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Read Me.txt").write_text(f"O*NET {release} Database\n", "utf-8")
    for name, rows in tables.items():
        content = text_of(rows, tabs=True).encode()
        if packed:
            (folder / f"{name}.txt.gz").write_bytes(gzip.compress(content))
        else:
            (folder / f"{name}.txt").write_bytes(content)
    return folder


def write_esco(folder: Path, tables: Tables) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(text_of(rows, tabs=False), "utf-8", newline="")
    return folder


def write_zip(path: Path, tables: Tables, *, tabs: bool, inside: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            member = f"{inside}{name}.{'txt' if tabs else 'csv'}"
            archive.writestr(member, text_of(rows, tabs=tabs))
    return path
