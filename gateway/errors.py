"""What can go wrong while keeping, watching and serving. Each carries a stable `code`.

GatewayError
├── SettingsError           a GONGKAI_* variable is unknown or has a value that cannot be meant
├── InboxUnreadable         a folder of downloaded documents is not there
├── ListUnreadable          a list of titles is not there, not text, or lacks a column
└── StoreError              the database did not do what was asked
    ├── StoreUnavailable    it cannot be reached, or it cannot be written to
    ├── StoreBusy           another writer held it for longer than we wait
    ├── MigrationPending    its tables are older than this version needs
    ├── UnknownRevision     its tables are newer than this version knows
    ├── DocumentMissing     the bytes of a document are not where they were put
    └── InvalidCursor       a paging cursor that this store did not give out
"""


class GatewayError(Exception):
    """Base of all errors of this package: what happened, where, what to do."""

    code = "gateway_error"


class SettingsError(GatewayError):
    """A GONGKAI_* variable is unknown or has a value that cannot be meant."""

    code = "settings_error"


class InboxUnreadable(GatewayError):
    """A folder of downloaded documents is not there, or cannot be read."""

    code = "inbox_unreadable"


class ListUnreadable(GatewayError):
    """A list of titles is not there, is not text in the encoding named, or lacks a column."""

    code = "list_unreadable"


class StoreError(GatewayError):
    """The database did not do what was asked."""

    code = "store_error"


class StoreUnavailable(StoreError):
    """The database cannot be reached, or it cannot be written to."""

    code = "store_unavailable"


class StoreBusy(StoreError):
    """Another writer held the database for longer than we wait; trying again may help."""

    code = "store_busy"


class MigrationPending(StoreError):
    """The tables are older than this version needs."""

    code = "migration_pending"


class UnknownRevision(StoreError):
    """The tables were made by a version that this one does not know."""

    code = "unknown_revision"


class DocumentMissing(StoreError, LookupError):
    """The bytes of a document are not where they were put."""

    code = "document_missing"


class InvalidCursor(StoreError, ValueError):
    """A paging cursor that this store did not give out."""

    code = "invalid_cursor"
