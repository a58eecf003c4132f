"""A process that recognises the letters of pictures. `recognition` asks it.

`python -m adapters.documents.scan.worker` takes a line of JSON with the page numbers (none for all), then
the bytes of a PDF or of a picture; it answers in JSON with the ink of those pages.
"""

import orjson

from adapters.documents.apart import answer_all
from adapters.documents.limits import MAX_SEEN_MEMORY, Overfull
from adapters.documents.pdf.file import Answer, plain
from adapters.documents.scan.engine import Engine
from adapters.documents.scan.page import read_page
from adapters.documents.scan.picture import NotAPicture, pictures

_engine = Engine()


def answer(question: bytes) -> Answer:
    """`pages`, or `refused` with the reason."""
    asked, _, body = question.partition(b"\n")
    try:
        shown = pictures(body, orjson.loads(asked))
        return {"pages": [plain(read_page(picture, number, _engine)) for number, picture in shown]}
    except (Overfull, MemoryError) as error:
        return {"refused": f"past what is recognised: {error}"}
    except NotAPicture as error:
        return {"refused": f"broken or cut short ({error}); fetch it again"}


if __name__ == "__main__":
    answer_all(lambda question: orjson.dumps(answer(question)), MAX_SEEN_MEMORY)
