"""Documents of one report → one Document. Called by `pipeline` where an article goes on on further pages."""

from collections.abc import Iterator, Sequence
from itertools import chain

from adapters.documents.assemble import Part, Piece, assemble
from adapters.documents.document import Block, Document, Paragraph, Table


def stitch(documents: Sequence[Document], body: bytes) -> Document:
    """One text with one numbering of tables; what the first page says about itself holds for all.

    `body` is the bytes of all pages, one after another. A header that every page repeats stands once.
    """
    first, *others = documents
    blocks = chain(first.blocks, *(_beyond_header(other, first) for other in others))
    links = chain.from_iterable(document.links for document in documents)
    return assemble(
        map(_part, blocks),
        body=body,
        url=first.url,
        media_type=first.media_type,
        headline=first.headline,
        meta=first.meta,
        links=tuple(dict.fromkeys(links)),
    )


def _beyond_header(document: Document, first: Document) -> Iterator[Block]:
    """The blocks from where the page differs from the first one."""
    same = True
    for index, block in enumerate(document.blocks):
        same = same and index < len(first.blocks) and first.blocks[index].text == block.text
        if not same:
            yield block


def _part(block: Block) -> Part:
    return block.text if isinstance(block, Paragraph) else _pieces(block)


def _pieces(table: Table) -> list[Piece]:
    cells = {id(cell): cell for row in table.grid for cell in row if cell is not None}
    return [
        Piece(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells.values()
    ]
