"""Names for the things of a pack that other data can point to: `urn:taxomatch:PACK:KIND:ID`."""

from urllib.parse import quote

from matcher.model.rules import PackIdentity

ACTIVITY = "activity"
LIST = "list"
SECTOR = "sector"
OWN_LIST = "activities"


def base_of(identity: PackIdentity) -> str:
    """What every name of the pack begins with."""
    return f"urn:taxomatch:{quote(identity.id, safe='')}:"


def iri(identity: PackIdentity, kind: str, name: str) -> str:
    """The name of an activity, a sector, a list, or, with a list as its kind, of an item of that list."""
    return f"{base_of(identity)}{quote(kind, safe='')}:{quote(name, safe='')}"


def curie(kind: str, name: str) -> str:
    """The short form of a name, with its kind as the prefix."""
    return f"{kind}:{quote(name, safe='')}"


def prefix_of(identity: PackIdentity, kind: str) -> str:
    """What the prefix of a short form stands for."""
    return f"{base_of(identity)}{quote(kind, safe='')}:"


def licence_of(identity: PackIdentity) -> str:
    """The licence as an address where it is an SPDX name, else as it is written."""
    licence = identity.licence
    return f"https://spdx.org/licenses/{licence}" if licence and " " not in licence else licence
