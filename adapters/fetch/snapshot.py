"""What a portal answered, byte for byte. Made by `client`, read by `families` and `documents`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What lets a portal say that nothing has changed since."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`url` was asked for, `final_url` answered. `charset` is the header's label, if it has one."""

    url: str
    final_url: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    sha256: str
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        return Validators(etag=self.etag, last_modified=self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The portal says that the page is still what it was at the last visit."""

    url: str
    fetched_at: datetime
