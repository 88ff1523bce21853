"""`python -m portal.bench.rebuild`: a worker without a broker, until no shard has work."""

import time

import django

if __name__ == "__main__":
    django.setup()
    from matching.recompute import Outcome, drain
    from matching.sharding import all_shards

    left = set(all_shards())
    while left:
        for shard in sorted(left):
            outcome = drain(shard)
            if outcome is Outcome.DONE:
                left.discard(shard)
            elif outcome is Outcome.BUSY:
                time.sleep(0.05)
