"""API keys: random secrets of which only the hash is kept."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, get_args

Scope = Literal["tasks", "models", "usage", "metrics"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a key may be good for: running tasks, looking models up, its own usage, the service's metrics."""

USER_SCOPES: tuple[Scope, ...] = ("tasks", "models", "usage")
"""What a key is good for unless it was said otherwise."""

PREFIX = "fotofun_"
"""How every key begins, so that a key in the wrong place is recognised by people and by secret scanners."""

# Names under which clients send a key in an address, where it would end in logs and histories.
_IN_ADDRESS = re.compile(r"(?:^|&)(?:api[-_]?key|key|token|access[-_]token|authorization)=", re.IGNORECASE)


@dataclass(frozen=True)
class Key:
    """What is kept of a key: never the secret, only its SHA-256 as hexadecimal digits.

    `id` names the key for people and stays when the secret is rotated; usage belongs to it.
    """

    id: str
    name: str
    digest: str
    plan: str
    scopes: tuple[Scope, ...]
    created: str
    revoked: bool = False


def new_secret() -> str:
    """A key to hand out once: 256 random bits behind the prefix."""
    return PREFIX + secrets.token_urlsafe(32)


def new_id() -> str:
    """A name for a new key."""
    return "key_" + secrets.token_hex(6)


def digest_of(secret: str) -> str:
    """What is kept of a secret; for random bits a plain hash is as good as a slow one."""
    return sha256(secret.encode()).hexdigest()


def bearer_of(authorization: str) -> str:
    """The secret in an Authorization header, or an empty string if it has none."""
    scheme, _, secret = authorization.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def is_in_address(query: str) -> bool:
    """Whether an address's query carries a key, or what looks like one."""
    return PREFIX in query or bool(_IN_ADDRESS.search(query))
