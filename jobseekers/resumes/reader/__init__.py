"""The side that touches the bytes of strangers: plain Python in a process of its own.

Nothing in here imports Django or the portal, and nothing outside calls it but by starting
`worker.py` (see `jobseekers.resumes.sandbox`).
"""
