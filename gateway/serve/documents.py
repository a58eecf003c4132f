"""Document text → parsed and checked document, once. A GraphQL request's first stop.

Strawberry's own caches hash the whole syntax tree at every request; here the text is the key. Only
sound documents are kept, so that a flood of broken ones cannot drive the good ones out.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from gateway.serve.limits import Limits, refuse

LONGEST_KEPT = 32_768


class DocumentCache:
    """The most recently used sound documents by text."""

    def __init__(self, size: int = 512) -> None:
        self._size = size
        self._kept: OrderedDict[str, DocumentNode] = OrderedDict()

    def get(self, text: str) -> DocumentNode | None:
        document = self._kept.get(text)
        if document is not None:
            self._kept.move_to_end(text)
        return document

    def put(self, text: str, document: DocumentNode) -> None:
        if len(text) > LONGEST_KEPT:
            return
        self._kept[text] = document
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


class PrepareDocument(SchemaExtension):
    """Parse and validate within limits, or take the document from the cache."""

    def __init__(self, cache: DocumentCache, limits: Limits) -> None:
        super().__init__()
        self._cache, self._limits, self._known = cache, limits, False

    def on_operation(self) -> Iterator[None]:
        # Strawberry's ParseOptions knows one deprecated option; graphql-core takes these three.
        options: dict[str, int] = {
            "max_lexical_tokens": self._limits.tokens,
            "max_comments": self._limits.comments,
            "max_source_length": self._limits.source,
        }
        self.execution_context.parse_options.update(options)  # type: ignore[typeddict-item]
        yield

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        context.graphql_document = self._cache.get(context.query) if context.query else None
        self._known = context.graphql_document is not None
        yield

    def on_validate(self) -> Iterator[None]:
        errors = [] if self._known else self._check()
        self.execution_context.pre_execution_errors = errors or self._check_choice()
        yield

    def _check(self) -> list[GraphQLError]:
        context = self.execution_context
        document = context.graphql_document
        assert document is not None
        errors = refuse(document, self._limits) or validate_document(
            context.schema._schema,  # noqa: SLF001 - strawberry offers the core schema nowhere else
            document,
            context.validation_rules,
        )
        if not errors and context.query:
            self._cache.put(context.query, document)
        return errors

    def _check_choice(self) -> list[GraphQLError]:
        """Strawberry runs the first operation where several stand and none is named; GraphQL refuses."""
        context = self.execution_context
        assert context.graphql_document is not None
        operations = [
            d for d in context.graphql_document.definitions if isinstance(d, OperationDefinitionNode)
        ]
        if len(operations) <= 1 or context._provided_operation_name is not None:  # noqa: SLF001 - the request's own
            return []
        return [GraphQLError("the document has several operations: say which one in `operationName`")]


def prepare_documents(limits: Limits, size: int = 512) -> Callable[[], PrepareDocument]:
    """The extension as strawberry wants it: made afresh for each request, over one cache."""
    cache = DocumentCache(size)
    return lambda: PrepareDocument(cache, limits)
