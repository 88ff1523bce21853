"""How cells of O*NET's tables are read."""

from skills.taxonomy import cells

NOTHING = "n/a"
code = cells.soc_code
name = cells.name
long_text = cells.text(4000)
yes = cells.one_of({"Y": True, "N": False, NOTHING: False, "": False})


def identifier(cell: str) -> str:
    """An element, commodity or activity."""
    if not cell or len(cell) > 120:
        raise ValueError(f'"{cell}" is not an identifier of 1 to 120 characters')
    return cell


def number(lowest: float, highest: float) -> cells.CellReader:
    """A decimal number between two bounds."""

    def read(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            value = highest + 1
        if not lowest <= value <= highest:
            raise ValueError(f'"{cell}" is not a number from {lowest:g} to {highest:g}')
        return value

    return read


def or_nothing(reader: cells.CellReader) -> cells.CellReader:
    """The same, or None where the cell says "n/a" or nothing."""

    def read(cell: str) -> object:
        return None if cell in ("", NOTHING) else reader(cell)

    return read
