"""A defect: what a check finds wrong with a concept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong with one concept.

    ``check`` names the check; ``problem`` says what is wrong and ``cure`` what to do about it.
    """

    concept: str
    check: str
    problem: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.concept}: {self.problem}"
        return f"{text}; {self.cure}" if self.cure else text
