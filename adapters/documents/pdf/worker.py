"""A process that reads PDFs and nothing else: what a hostile file takes from it, the program keeps.

`python -m adapters.documents.pdf.worker` takes PDFs and answers in JSON; `pdf.apart` asks it.
"""

import orjson

from adapters.documents.apart import answer_all
from adapters.documents.limits import MAX_MEMORY
from adapters.documents.pdf.file import read

if __name__ == "__main__":
    answer_all(lambda body: orjson.dumps(read(body)), MAX_MEMORY)
