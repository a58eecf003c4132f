"""What a command sets up before it works: its log, and whether letters of pictures are recognised."""

from gateway.errors import SettingsError
from gateway.settings import Settings


def begin(settings: Settings) -> None:
    """Raises SettingsError where the libraries that recognise letters are asked for and missing."""
    from gateway.observe.log import set_up_logs  # noqa: PLC0415

    set_up_logs(settings.log_level, settings.log_format)
    recognise_pictures(on=settings.ocr)


def recognise_pictures(*, on: bool) -> None:
    """Raises SettingsError where the libraries for it are missing."""
    from adapters.documents.scan.recognition import ExtraMissing, switch  # noqa: PLC0415

    try:
        switch(on=on)
    except ExtraMissing as error:
        raise SettingsError(f"letters of pictures cannot be recognised: {error}") from None
