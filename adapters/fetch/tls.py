"""Host → how its TLS is spoken, and what a failed handshake means. Called by `client` for every connection.

Some portals run servers so old that today's library refuses them. A profile may list such hosts under
`legacy_tls`; for them, and only them, old renegotiation, short keys and TLS 1.0 are accepted. That the
certificate is checked, and for the right name, is never given up.
"""

import ssl
from functools import cache

import httpx

from adapters.errors import BadCertificate, FetchError, OutdatedTls, Unreachable

# ssl.OP_LEGACY_SERVER_CONNECT has its name in Python only since 3.12.
_LEGACY_SERVER_CONNECT = 0x4
_OUTDATED = ("LEGACY", "DH_KEY_TOO_SMALL", "UNSUPPORTED_PROTOCOL", "EE_KEY_TOO_SMALL", "CA_MD_TOO_WEAK")
_OUTDATED_ALERTS = ("PROTOCOL_VERSION", "HANDSHAKE_FAILURE", "INSUFFICIENT_SECURITY", "NO_CIPHER")


@cache
def tls_context(*, legacy: bool = False, trusted: str | None = None) -> ssl.SSLContext:
    """Checks certificate and name either way. `trusted` adds certificates (PEM) to those of the system."""
    context = httpx.create_ssl_context(trust_env=False)
    if trusted is not None:
        context.load_verify_locations(cadata=trusted)
    if legacy:
        context.options |= _LEGACY_SERVER_CONNECT
        context.set_ciphers("DEFAULT:!aNULL:!eNULL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def handshake_error(error: BaseException, url: str) -> FetchError | None:
    """What went wrong between two TLS stacks, None where something else did."""
    found = _ssl_error(error)
    if isinstance(found, ssl.SSLCertVerificationError):
        return _certificate(found, url)
    if found is None:
        return None
    reason = (found.reason or type(found).__name__).upper()
    if any(mark in reason for mark in (*_OUTDATED, *_OUTDATED_ALERTS)):
        return OutdatedTls(
            f"portal speaks outdated TLS ({reason}); if it must be so, list the host under legacy_tls in its "
            "profile",
            url=url,
        )
    return Unreachable(f"TLS connection to the portal failed ({reason}); try again later", url=url)


def _certificate(error: ssl.SSLCertVerificationError, url: str) -> FetchError:
    said = error.verify_message or "not valid"
    if "too weak" in said or "too small" in said:
        return OutdatedTls(
            f"portal's certificate is of an outdated kind ({said}); if it must be so, list the host under "
            "legacy_tls in its profile",
            url=url,
        )
    return BadCertificate(
        f"portal's certificate does not prove who it is ({said}); tell its operator, checks stay on", url=url
    )


def _ssl_error(error: BaseException | None) -> ssl.SSLError | None:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
