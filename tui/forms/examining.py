"""What is doubtful in a form, in the words of ``doctor``, and what could fill in its empty fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from termbase.concepts import Concept, LanguageSection
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.listing import ListedConcept, listed
from termbase.quality.chinese import check_chinese, traditional
from termbase.quality.collisions import check_collisions
from termbase.quality.defect import Defect
from termbase.quality.entries import check_entry
from termbase.quality.relations import check_relations
from termbase.search import fold, pronounce
from tui.forms.concepts import Built, Problem, built
from tui.forms.parts import Part, Path

_FIELDS: Final = {"pinyin": "pinyin", "reason": "reason", "relation": "target"}
"""The field that a check is about, where it is not the term itself."""

Check = Callable[[Concept], Iterable[Defect]]


@dataclass(frozen=True, slots=True)
class Examination:
    """What a form makes: its concept, or None where it makes none, what is wrong with it, and what would fill it in.

    ``proposals`` are texts for empty fields, by path; ``same`` are other concepts that hold one of its terms.
    """

    concept: Concept | None = None
    problems: tuple[Problem, ...] = ()
    proposals: Mapping[Path, str] = field(default_factory=dict)
    same: tuple[ListedConcept, ...] = ()

    @property
    def forbidden(self) -> bool:
        """Whether something has to be corrected before the concept can be stored."""
        return any(problem.forbids for problem in self.problems)


def examined(form: Part, base: Concept | None, others: Sequence[Concept] = ()) -> Examination:
    """Examine a form beside the ``others`` that share a term with it, or that its relations lead to."""
    made = built(form, base)
    others = [it for it in others if base is None or it.id != base.id]
    problems = made.problems if made.concept is None else tuple(_doubts(made, made.concept, others))
    shared = texts_of(form)
    same = tuple(listed(it) for it in others if shared & set(map(fold, _texts(it))))
    return Examination(made.concept, problems, dict(proposals(form)), same)


def texts_of(form: Part) -> set[str]:
    """The terms of a form, folded as search folds them."""
    terms = [term for section in form.parts["sections"] for term in section.parts["terms"]]
    return {fold(text) for term in terms if (text := term.texts["text"].strip())}


def targets_of(form: Part) -> set[str]:
    """The ids of the concepts that the relations of a form lead to."""
    return {target for it in form.parts["relations"] if (target := it.texts["target"].strip())}


def proposals(form: Part) -> Iterator[tuple[Path, str]]:
    """Pinyin for the Chinese terms without, Simplified where there are such, and their Traditional characters."""
    simplified = _terms(form, CHINESE_SIMPLIFIED)
    for path, term in simplified or _terms(form, CHINESE_TRADITIONAL):
        text = term.texts["text"].strip()
        if text and not term.texts["pinyin"].strip() and (reading := " ".join(pronounce(text))) != fold(text):
            yield (*path, "pinyin"), reading
    for (path, term), (_, source) in zip(_terms(form, CHINESE_TRADITIONAL), simplified, strict=False):
        if not term.texts["text"].strip() and (text := source.texts["text"].strip()):
            yield (*path, "text"), traditional(text)


def _terms(form: Part, language: str) -> list[tuple[Path, Part]]:
    return [
        (("sections", place, "terms", number), term)
        for place, section in enumerate(form.parts["sections"])
        if section.texts["language"] == language
        for number, term in enumerate(section.parts["terms"])
    ]


def _texts(concept: Concept) -> Iterator[str]:
    for section in concept.sections:
        for term in section.terms:
            yield from (term.text, *term.look_up_forms)


def _doubts(made: Built, concept: Concept, others: Sequence[Concept]) -> Iterator[Problem]:
    for check in (check_entry, check_chinese, _beside(check_collisions, others), _beside(check_relations, others)):
        for defect in check(concept):
            place = _place(defect, concept, check)
            path = (*made.places[place], *_field(defect, place))
            about = "" if defect.concept == concept.id else f"{defect.concept} "
            yield Problem(path, f"{about}{defect.problem}", defect.cure)


def _beside(check: Callable[[Sequence[Concept]], Iterable[Defect]], others: Sequence[Concept]) -> Check:
    """A check of several concepts as one of what a single concept adds to the defects of the others."""
    known = set(check(others))
    return lambda concept: [it for it in check([*others, concept]) if it not in known]


def _field(defect: Defect, place: Path) -> Path:
    """The field that a defect is about in the part at ``place``."""
    if defect.check == "subject-field":
        return ("subject_field",)
    return (_FIELDS.get(defect.check, "text"),) if place and place[-2] != "sections" else ()


def _place(defect: Defect, concept: Concept, check: Check) -> Path:
    """The part of the concept that a defect is about: the last one without which it would not be there."""
    without = _without_terms if defect.check != "relation" else _without_relations
    for place, rest in (*without(concept), *_without_sections(concept)):
        if defect not in check(rest):
            return place
    languages = [section.language for section in concept.sections]
    return ("sections", languages.index(ENGLISH)) if defect.check == "definition" and ENGLISH in languages else ()


def _without_terms(concept: Concept) -> Iterator[tuple[Path, Concept]]:
    # Traditional before Simplified: where the two do not match, the Traditional form is the one to correct.
    order = sorted(range(len(concept.sections)), key=lambda it: concept.sections[it].language != CHINESE_TRADITIONAL)
    for place in order:
        section = concept.sections[place]
        for number in reversed(range(len(section.terms))):
            terms = section.terms[:number] + section.terms[number + 1 :]
            yield ("sections", place, "terms", number), _with_section(concept, place, replace(section, terms=terms))


def _without_relations(concept: Concept) -> Iterator[tuple[Path, Concept]]:
    for number in reversed(range(len(concept.relations))):
        rest = concept.relations[:number] + concept.relations[number + 1 :]
        yield ("relations", number), replace(concept, relations=rest)


def _without_sections(concept: Concept) -> Iterator[tuple[Path, Concept]]:
    for place in range(len(concept.sections)):
        sections = concept.sections[:place] + concept.sections[place + 1 :]
        yield ("sections", place), replace(concept, sections=sections)


def _with_section(concept: Concept, place: int, section: LanguageSection) -> Concept:
    return replace(concept, sections=(*concept.sections[:place], section, *concept.sections[place + 1 :]))
