"""Messages that concern more than one screen; the app acts on them."""

from textual.message import Message

from termbase.errors import ZhengmingError


class Failed(Message):
    """Something that the user can cause or cure went wrong; the app shows it."""

    def __init__(self, error: ZhengmingError) -> None:
        super().__init__()
        self.error = error


class Done(Message):
    """Something was changed; ``text`` says what, and how it is undone."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PlaceWanted(Message):
    """The user wants to go to the place of this name."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place


class ConceptWanted(Message):
    """The user wants to read a concept."""

    def __init__(self, concept_id: str) -> None:
        super().__init__()
        self.concept_id = concept_id


class EditWanted(Message):
    """The user wants to edit a concept, or with no id to make a new one."""

    def __init__(self, concept_id: str = "") -> None:
        super().__init__()
        self.concept_id = concept_id


class HistoryWanted(Message):
    """The user wants to see what was changed in a concept."""

    def __init__(self, concept_id: str) -> None:
        super().__init__()
        self.concept_id = concept_id


class StepWanted(Message):
    """The user wants to see what the step of this number did."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class CheckWanted(Message):
    """The user wants to check the article at ``path``."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
