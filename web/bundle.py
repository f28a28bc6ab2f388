"""Streamlit's many small scripts put into one, so that a slow line waits for one file and not for a hundred.

A release of Streamlit is over 300 ES modules; a first visit needs about 90 of them, each with a round trip and a kilobyte of headers.
Here each becomes a function of one script, run once when first wanted, with its own words unchanged. What is not in the script stays a
file, and takes from the script what it needs. Nothing is left out, renamed or rewritten, so that it behaves as the release does.

A module sees later changes of what it imports; a function's constant does not. That is why only a release that was looked at is put
together: in ``REVIEWED`` no module imports in a circle, and what is set late is set by a start function that the module exports with it,
which is run here before anybody looks. Another release is served as it is, file by file, until somebody has looked at it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

REVIEWED = "1.67.0"

#: The parts of Streamlit, named without their hash, that the first pages and the answer show; the others come when they are first shown.
PARTS = ("Html", "PageLink", "Selectbox", "Button", "ComponentInstance", "Checkbox")

_NAME = r"[\w$]+"
_IMPORT = re.compile(r'import(?:\{([^}]*)\}from)?"\./([^"]+\.js)";')
_EXPORT = re.compile(r"export\{([^}]*)\};?\s*$")
_LATER = re.compile(r"import\(`\./([^`]+\.js)`\)")
_DEPENDENCIES = re.compile(r"(const __vite__mapDeps=[^\n]*?m\.f=)(\[[^\]]*\])")
#: In the runtime: what makes a start function of a module's body.
_START = re.compile(rf"({_NAME})=\(e,t,n\)=>\(\)=>\{{if\(n\)throw n\[0\]")


class UnknownModule(ValueError):
    """A script of Streamlit is not written as those of the reviewed release are; the message names it."""


@dataclass(frozen=True)
class _Module:
    """One script taken apart: ``imports`` are (what is taken, from which file) in order, ``exports`` are (own name, name outside)."""

    head: str
    imports: tuple[tuple[tuple[tuple[str, str], ...], str], ...]
    body: str
    exports: tuple[tuple[str, str], ...]


def _pairs(names: str | None) -> tuple[tuple[str, str], ...]:
    pairs = (part.strip().partition(" as ") for part in (names or "").split(",") if part.strip())
    return tuple((first, second or first) for first, _, second in pairs)


def _take_apart(name: str, text: str) -> _Module:
    """Split a script into what stands before its imports (a list of its files), the imports, the body and the exports."""
    head, rest = "", text.lstrip()
    if rest.startswith("const __vite__mapDeps="):
        head, _, rest = rest.partition("\n")
    imports, at = [], 0
    while found := _IMPORT.match(rest, at):
        imports.append((_pairs(found[1]), found[2]))
        at = found.end()
    last = _EXPORT.search(rest, at)
    body = rest[at : last.start() if last else len(rest)]
    if re.search(r'(?:^|[;}\n])(?:import[{"*]|export[{ *])', body):
        raise UnknownModule(name)
    return _Module(head, tuple(imports), body, _pairs(last[1]) if last else ())


@dataclass(frozen=True)
class Bundle:
    """One script in place of ``inside``; ``name`` holds a hash of its content. ``texts`` gives a release's script by its name."""

    texts: Mapping[str, str]
    inside: tuple[str, ...]
    name: str
    text: str
    _numbers: Mapping[str, int] = field(repr=False)

    def instead(self, name: str) -> str:
        """Give what is served at a script's own address: one that takes from the bundle what is inside it."""
        text = self.texts[name]
        if name in self._numbers:
            outside = _take_apart(name, text).exports
            taken = ",".join(f"{shown}:x{at}" for at, (_, shown) in enumerate(outside))
            given = ",".join(f"x{at} as {shown}" for at, (_, shown) in enumerate(outside))
            own = self._own(name)
            return f'import{{{own}}}from"./{self.name}";const{{{taken}}}={own}();export{{{given}}};'
        try:
            module = _take_apart(name, text)
        except UnknownModule:
            return text
        inside = [(taken, file) for taken, file in module.imports if file in self._numbers]
        if not inside:
            return _fewer_files(text, self._numbers, self.name)
        lines = [_fewer_files(module.head, self._numbers, self.name)]
        lines += [
            f'import{{{",".join(f"{a} as {b}" for a, b in taken)}}}from"./{file}";'
            for taken, file in module.imports
            if (taken, file) not in inside
        ]
        lines.append(f'import{{{",".join(sorted({self._own(file) for _, file in inside}))}}}from"./{self.name}";')
        lines += [f"const{{{_taken(taken)}}}={self._own(file)}();" for taken, file in inside]
        exports = ",".join(f"{a} as {b}" for a, b in module.exports)
        return "\n".join([*lines, module.body, f"export{{{exports}}};"])

    def _own(self, name: str) -> str:
        return f"$waymark{self._numbers[name]}"


def _taken(pairs: Iterable[tuple[str, str]]) -> str:
    return ",".join(f"{shown}:{own}" for shown, own in pairs)


def _fewer_files(text: str, inside: Mapping[str, int], bundle: str) -> str:
    """Put the bundle in place of its modules in the lists of files that a script fetches ahead; the browser has it already."""

    def named(found: re.Match[str]) -> str:
        swap = re.sub(r'"\./([^"]+)"', lambda file: f'"./{bundle}"' if file[1] in inside else file[0], found[2])
        return found[1] + swap

    return _DEPENDENCIES.sub(named, text)


def bundle(texts: Mapping[str, str], entry: str, parts: Iterable[str] = PARTS) -> Bundle:
    """Put ``entry``, the ``parts`` and all that they import into one script.

    ``texts`` are the scripts of a release by their file names. Raises ``UnknownModule`` for a script that cannot be taken apart, a circle
    of imports, and a part that is not there.
    """
    modules: dict[str, _Module] = {}
    roots = [entry, *(_part(name, texts) for name in parts)]
    for root in roots:
        _collect(root, texts, modules, ())
    numbers = {name: at for at, name in enumerate(modules)}
    start = _start_of(modules)
    own = {name: f"$waymark{at}" for name, at in numbers.items()}
    lines = ["const $waymark=make=>{let made;return()=>made||(made=make())};"]
    for name, module in modules.items():
        needed = "".join(f"const{{{_taken(taken)}}}={own[file]}();" for taken, file in module.imports)
        body = _LATER.sub(lambda found: f"Promise.resolve().then({own[found[1]]})" if found[1] in own else found[0], module.body)
        late = "".join(f"{variable}();" for variable in _late(module, start))
        given = ",".join(f"{shown}:{variable}" for variable, shown in module.exports)
        lines.append(f"const {own[name]}=$waymark(()=>{{{module.head}\n{needed}{body}\n{late}return{{{given}}}}});")
    lines.append(f"{own[entry]}();export{{{','.join(own.values())}}};")
    # A list of files ahead may name the bundle itself, whose name comes from its content: the hash is that of the text before.
    text = "\n".join(lines)
    file = f"waymark.{hashlib.sha256(text.encode()).hexdigest()[:16]}.js"
    return Bundle(texts, tuple(modules), file, _fewer_files(text, numbers, file), numbers)


def _part(name: str, texts: Mapping[str, str]) -> str:
    found = [file for file in texts if re.fullmatch(rf"{re.escape(name)}\.[\w-]{{8}}\.js", file)]
    if len(found) != 1:
        raise UnknownModule(name)
    return found[0]


def _collect(name: str, texts: Mapping[str, str], modules: dict[str, _Module], above: tuple[str, ...]) -> None:
    """Add a module after all that it imports."""
    if name in modules:
        return
    if name in above or name not in texts:
        raise UnknownModule(name)
    module = _take_apart(name, texts[name])
    for _, file in module.imports:
        _collect(file, texts, modules, (*above, name))
    modules[name] = module


def _start_of(modules: Mapping[str, _Module]) -> tuple[str, str]:
    """Give the runtime's file, and the name outside of the function that makes start functions."""
    for name, module in modules.items():
        if name.startswith("rolldown-runtime."):
            found = _START.search(module.body)
            shown = dict(module.exports).get(found[1], "") if found else ""
            if shown:
                return name, shown
    raise UnknownModule("rolldown-runtime")


def _late(module: _Module, start: tuple[str, str]) -> list[str]:
    """Name the start functions that a module exports: what they set is exported beside them."""
    names = {own for taken, file in module.imports if file == start[0] for shown, own in taken if shown == start[1]}
    started = {found for name in names for found in re.findall(rf"({_NAME})={re.escape(name)}\(\(\(\)=>", module.body)}
    return [variable for variable, _ in module.exports if variable in started]
