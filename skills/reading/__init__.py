"""Reads postings and résumés into skills, credentials and facts that a person then confirms.

`read.py` is the way in; nothing here but `stock.py` touches the database.
"""
