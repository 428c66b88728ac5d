"""Messages that concern more than one widget."""

from textual.message import Message

from termbase.errors import ZhengmingError


class Failed(Message):
    """Something that the user can cause or cure went wrong; the app shows it."""

    def __init__(self, error: ZhengmingError) -> None:
        super().__init__()
        self.error = error
