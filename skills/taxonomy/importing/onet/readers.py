"""How cells of O*NET's tables are read."""

from skills.taxonomy import cells

NOTHING = "n/a"
code = cells.soc_code
name = cells.name
long_text = cells.text(4000)
yes = cells.one_of({"Y": True, "N": False, NOTHING: False, "": False})


def identifier(cell: str) -> str:
    """An element, commodity or activity."""
    if not cell or len(cell) > 40:
        raise ValueError(f'"{cell}" is not an identifier of 1 to 40 characters')
    return cell


def example(cell: str) -> str:
    """A product or tool: short enough to stand in a key behind its commodity's code."""
    return str(cells.text(150)(cells.name(cell)))


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
