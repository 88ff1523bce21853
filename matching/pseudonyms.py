"""What a candidate is called before they share their name: the same in every list, and opaque."""

import hashlib

from django.utils.translation import gettext as _

_NUMBERS = 100
BIRDS = (
    "Avocet", "Bittern", "Bluebird", "Bobolink", "Bunting", "Cardinal", "Catbird", "Chickadee",
    "Coot", "Cormorant", "Creeper", "Crossbill", "Curlew", "Dove", "Dunlin", "Eagle",
    "Egret", "Eider", "Falcon", "Finch", "Flicker", "Gannet", "Godwit", "Goldfinch",
    "Goshawk", "Grebe", "Grosbeak", "Gull", "Harrier", "Hawk", "Heron", "Ibis",
    "Junco", "Kestrel", "Killdeer", "Kingfisher", "Kinglet", "Knot", "Lark", "Loon",
    "Martin", "Merlin", "Nuthatch", "Oriole", "Osprey", "Ovenbird", "Owl", "Oystercatcher",
    "Petrel", "Pewee", "Phoebe", "Pintail", "Pipit", "Plover", "Puffin", "Quail",
    "Rail", "Redstart", "Robin", "Sanderling", "Sandpiper", "Siskin", "Snipe", "Sparrow",
    "Starling", "Stilt", "Swallow", "Swan", "Swift", "Tanager", "Teal", "Tern",
    "Thrasher", "Thrush", "Titmouse", "Towhee", "Turnstone", "Veery", "Vireo", "Warbler",
    "Waxwing", "Whimbrel", "Wigeon", "Willet", "Woodcock", "Woodpecker", "Wren", "Yellowlegs",
)  # fmt: skip


def candidate_name(ref: str) -> str:
    """ "Candidate Heron-41" for a profile's reference, always the same one.

    Two people may share a name; the reference in the page's address tells them apart.
    """
    digest = int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=8).digest(), "big")
    bird = BIRDS[digest % len(BIRDS)]
    number = digest // len(BIRDS) % _NUMBERS
    return _("Candidate %(name)s") % {"name": f"{bird}-{number:02d}"}
