"""The parts of `./dev`: standard library only, so that a fresh clone needs nothing but Python."""
