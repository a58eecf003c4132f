"""Request → the context of its resolvers: ports, rights, language, budget. One object for one app."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from starlette.requests import HTTPConnection, Request

from gateway.export.dumped import Dumper
from gateway.serve.budget import BudgetedComparer
from gateway.serve.health import Check
from gateway.serve.keys import is_operator
from gateway.serve.language import preferred
from gateway.serve.negotiate import answer_type
from gateway.serve.ports import Ports
from gateway.serve.version import own_version
from gateway.settings import Settings
from schema.graph.context import Context, today


class Contexts:
    """`ports` is set when the app starts and asked for only after that."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.ports: Ports | None = None

    async def of(self, request: HTTPConnection) -> Context:
        """The context of one request, with columns that are up to date."""
        ports = self._opened()
        await ports.refresh()
        key = self._settings.operator_key
        return Context(
            reader=ports.reader,
            comparer=BudgetedComparer(ports.comparer, self._settings.max_cells),
            harvester=ports.harvester,
            operator=is_operator(
                request.headers.get("authorization"), key.get_secret_value() if key is not None else None
            ),
            language=preferred(request.headers.get("accept-language")),
        )

    def tag(self, request: Request) -> str | None:
        """An ETag for what a GET asks at this state of the data; None where the state is not known."""
        version = self._opened().version
        if version is None:
            return None
        asked = (
            own_version(),
            str(version),
            today().isoformat(),  # what is due by now depends on the day
            request.url.path,
            str(request.url.query),
            answer_type(request),
            preferred(request.headers.get("accept-language")),
        )
        digest = hashlib.blake2b("\n".join(asked).encode(), digest_size=12).hexdigest()
        return f'W/"{digest}"'

    @property
    def version(self) -> int | None:
        """The state of the data that is answered from; None where nobody keeps one."""
        return self._opened().version

    @property
    def moved_at(self) -> datetime | None:
        """When that state came about."""
        return self._opened().moved_at

    @property
    def dumper(self) -> Dumper | None:
        """Whoever can put a year into a file; None where there is no store."""
        return self._opened().dumper

    def public_address(self, request: Request) -> str:
        """Where others find what this request asks for."""
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return (self._settings.public_url or str(request.base_url)).rstrip("/") + path

    def checks(self) -> Mapping[str, Check]:
        """What must be well before requests are sent here."""
        return {"store": self._store, "columns": self._columns}

    def _store(self) -> str | None:
        source = self._opened().source
        if source is not None:
            source.data_version()
        return None

    def _columns(self) -> str | None:
        columns = self._opened().columns
        return None if columns is None or columns.ready else "not built yet"

    def _opened(self) -> Ports:
        if self.ports is None:
            raise RuntimeError("the application was not started: enter its lifespan first")
        return self.ports
