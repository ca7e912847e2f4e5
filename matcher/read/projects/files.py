"""Project files to documents: plain text, Markdown, YAML, JSON, JSON lines, Word and PDF."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from matcher.model.document import Document
from matcher.model.problems import Place, Problem, Refusal
from matcher.read.encodings import decode
from matcher.read.projects.fields import ProjectFields, projects_in
from matcher.read.projects.json_nodes import read_json
from matcher.read.projects.nodes import Broken, Node, Text
from matcher.read.projects.pages import Paged
from matcher.read.projects.pdffile import read_pdf_file
from matcher.read.projects.wordfile import read_word_file
from matcher.read.source import STANDARD_INPUT, Source, open_file
from matcher.read.tables.opening import is_table

_PLAIN = ("", ".txt", ".text", ".md", ".markdown")
_YAML = (".yaml", ".yml")
_JSON_LINES = (".jsonl", ".ndjson")
_PAGED: Mapping[str, Callable[[Source], Paged]] = {".docx": read_word_file, ".pdf": read_pdf_file}
_READ = "Read are .txt, .md, .yaml, .yml, .json, .jsonl, .docx and .pdf."
FILE_BYTES = 20_000_000
_LIMIT_PASSED = 5
_MOST_PROBLEMS = 100


def read_projects(
    names: Sequence[str],
    *,
    encoding: str | None = None,
    tell: Callable[[str], object] = lambda _: None,
    file_bytes: int = FILE_BYTES,
) -> list[Document]:
    """The documents of all files, in their order; `-` is standard input, plain text. `tell` is told of encodings.

    A file that cannot be read gives one document with its `problem`, which is told as well, if others can; if none
    can, Refusal with all problems of all files (exit code 5 where the only one is longer than `file_bytes`).
    """
    documents, refusals = list[Document](), list[Refusal]()
    for name in names:
        try:
            found, told = read_project_file(name, encoding=encoding, file_bytes=file_bytes)
        except Refusal as refusal:
            refusals.append(refusal)
            documents.append(Document(id=PurePath(name).name or name, problem=str(refusal)))
            continue
        documents += found
        if told:
            tell(f"{Place(file=name)}: {told}")
    if refusals and len(refusals) == len(names):
        problems = [problem for refusal in refusals for problem in refusal.problems]
        raise Refusal(problems, exit_code=refusals[0].exit_code if len(refusals) == 1 else 2)
    for refused in refusals:
        tell(str(refused))
    return documents


def read_project_file(
    name: str, *, own_name: str = "", encoding: str | None = None, file_bytes: int = FILE_BYTES
) -> tuple[list[Document], str]:
    """The documents of one file and what to tell about how it was read; raises Refusal with every problem it has.

    `own_name` is the id of a project that gives none, where it is not the name of the file.
    """
    ending = "" if name == STANDARD_INPUT else PurePath(name).suffix.casefold()
    own_name = own_name or ("stdin" if name == STANDARD_INPUT else PurePath(name).name)
    _check_ending(Place(file=name), ending)
    with open_file(name) as source:
        data = _whole(source, file_bytes)
        if ending in _PAGED:
            source.stream.seek(0)
            found = _PAGED[ending](source)
            return [Document(id=own_name, title=found.title, text=found.text, pages=found.pages)], found.told
        text, told = decode(data, source.place, encoding)
    if ending in _PLAIN:
        _refuse_nul(text, source.place)
        return [Document(id=own_name, text=text)], told
    problems = list[Problem]()
    try:
        nodes = _nodes(text, name, ending, problems)
    except Broken as broken:
        raise _refused(name, [*problems, broken.problem]) from None
    fields = ProjectFields(problems)
    projects = projects_in(nodes)
    if not projects:
        message = "the file holds no project"
        problems.append(Problem(place=source.place, message=message, hint="Write `description: ...`."))
    ids = [own_name] if len(projects) == 1 else [f"{own_name}#{number}" for number in range(1, len(projects) + 1)]
    documents = [fields.document(project, id_) for project, id_ in zip(projects, ids, strict=True)]
    if problems:
        raise _refused(name, problems)
    return documents, told


def _refused(name: str, problems: list[Problem]) -> Refusal:
    """A refusal with all problems, or with the first of them where they are more than a person reads."""
    if len(problems) <= _MOST_PROBLEMS:
        return Refusal(problems)
    head = Problem(place=Place(file=name), message=f"{len(problems)} problems, of which the first follow")
    return Refusal([head, *sorted(problems)[:_MOST_PROBLEMS]])


def _check_ending(place: Place, ending: str) -> None:
    if ending in (*_PLAIN, *_YAML, *_JSON_LINES, ".json", *_PAGED):
        return
    if is_table(ending):
        message, hint = "this is a table of many rows", "Tables are read by `taxomatch batch`."
    else:
        message, hint = f"files ending in {ending} are not read", _READ
    raise Refusal([Problem(place=place, message=message, hint=hint)])


def _whole(source: Source, file_bytes: int) -> bytes:
    data = source.stream.read(file_bytes + 1)
    if len(data) > file_bytes:
        message = f"the file is longer than {file_bytes} bytes"
        hint = "The limit is `file_bytes` of rules/method.yaml; a table of many projects is read by `taxomatch batch`."
        raise Refusal([Problem(place=source.place, message=message, hint=hint)], exit_code=_LIMIT_PASSED)
    return data


def _nodes(text: str, name: str, ending: str, problems: list[Problem]) -> list[Node]:
    if ending in _YAML:
        from matcher.read.projects.yaml_nodes import read_yaml

        root = read_yaml(text, name, problems)
        return [] if root is None or (isinstance(root, Text) and not root.text.strip()) else [root]
    return read_json(text, name, problems, several=ending in _JSON_LINES)


def _refuse_nul(text: str, place: Place) -> None:
    at = text.find("\0")
    if at >= 0:
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        where = Place(file=place.file, line=line, column=column)
        raise Refusal([Problem(place=where, message="a NUL byte: this is no text", hint=_READ)])
