"""Twenty and more varied pairs, and how their ledgers read: one text a pair and language."""
