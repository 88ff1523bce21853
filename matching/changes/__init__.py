"""The changes feed: what entered, left or moved band in whose list, and which change did it.

`compare` holds the visible part of lists before and after against each other; `recording` writes
what differs in the drain's own transaction; `reading` finds a person's or a posting's changes, and
`net` folds them over a time; `words` says them.
"""
