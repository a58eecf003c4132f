"""What can go wrong between a portal and a record. Each carries a stable `code` and the `url`.

AdapterError
├── ProfileError            a portal's TOML is malformed
├── FetchError              bytes could not be had
│   ├── PageMissing         the portal has no such page (404, 410, or a page that says so)
│   ├── RobotsDenied        the portal asks not to be fetched
│   ├── UnsafeAddress       a hop leads to an address that must not be contacted
│   ├── TooLarge            the body passes its cap
│   ├── Challenged          the portal answered with a challenge instead of the page
│   ├── BadCertificate      the portal cannot prove who it is: expired, of another name, of an unknown maker
│   ├── OutdatedTls         the portal speaks TLS that is no longer accepted unless its profile says so
│   ├── LeftAlone           the host failed too often and is not asked for a while
│   └── PortalBusy          a failure that may pass: asked again, then given up
│       ├── Unreachable     no connection, or one that broke
│       └── TooSlow         no answer within the deadline
├── LayoutChanged           a list that held reports holds none, or its markers are gone
├── DocumentUnreadable      the bytes are not a document we can open
└── NotAReport              a document, but not one annual report
"""


class AdapterError(Exception):
    """Base of all errors of this package: what happened, where, what to do."""

    code = "adapter_error"

    def __init__(self, message: str, *, url: str | None = None) -> None:
        super().__init__(message if url is None else f"{message} ({url})")
        self.url = url


class ProfileError(AdapterError):
    """A portal's TOML is malformed."""

    code = "profile_error"


class FetchError(AdapterError):
    """Bytes could not be had."""

    code = "fetch_error"


class PageMissing(FetchError):
    """The portal has no such page: 404, 410, or a page with status 200 that says so."""

    code = "page_missing"


class RobotsDenied(FetchError):
    """The portal's robots.txt asks not to be fetched."""

    code = "robots_denied"


class UnsafeAddress(FetchError):
    """A hop leads to an address that must not be contacted."""

    code = "unsafe_address"


class TooLarge(FetchError):
    """The body passes its cap."""

    code = "too_large"


class Challenged(FetchError):
    """The portal answered with a challenge page; it is never bypassed."""

    code = "challenged"


class BadCertificate(FetchError):
    """The portal's certificate does not prove who it is; checks are never switched off."""

    code = "bad_certificate"


class OutdatedTls(FetchError):
    """The portal speaks TLS that is accepted only from hosts that a profile lists under `legacy_tls`."""

    code = "outdated_tls"


class LeftAlone(FetchError):
    """The host failed too often in a row and is not asked for a while."""

    code = "left_alone"


class PortalBusy(FetchError):
    """A failure that may pass. `rest_s` is how long the portal asked to be left alone, None if it did not."""

    code = "portal_busy"

    def __init__(self, message: str, *, url: str, rest_s: float | None = None) -> None:
        super().__init__(message, url=url)
        self.rest_s = rest_s


class Unreachable(PortalBusy):
    """No connection could be made, or it broke."""

    code = "unreachable"


class TooSlow(PortalBusy):
    """No answer within the deadline."""

    code = "too_slow"


class LayoutChanged(AdapterError):
    """A list that should hold reports holds none, or its markers are gone."""

    code = "layout_changed"


class DocumentUnreadable(AdapterError):
    """The bytes are not a document that can be opened."""

    code = "document_unreadable"


class NotAReport(AdapterError):
    """A document, but not one annual report: a notice, a login page, an empty page, two years compared."""

    code = "not_a_report"
