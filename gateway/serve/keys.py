"""Authorization header → whether an operator asks."""

import hmac


def is_operator(authorization: str | None, key: str | None) -> bool:
    """Compare `Bearer <key>` in constant time. Without a configured key nobody is an operator."""
    if not key or not authorization:
        return False
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), key.encode())
