"""`python -m portal.bench.load PROFILES POSTINGS` fills the empty database of the environment."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from portal.bench.load.tables import fill

    fill(profiles=int(sys.argv[1]), postings=int(sys.argv[2]))
