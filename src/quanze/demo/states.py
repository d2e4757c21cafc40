"""The states of a demo, newest first: each earlier state is the next one with a step taken back."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator, Mapping
from typing import Any, Final

from quanze.demo.plan import Before, Demo, FormerDepartment, FormerItem, Values
from quanze.load.fmt import comments_of, laid_out, model_of
from quanze.load.source import SETTINGS_FILE
from quanze.load.yaml_reader import read, read_with_spans

Files = Mapping[str, bytes]
"""Path in the register -> the bytes of the file."""

_GROUNDS: Final = ("设定依据", "依据", "办理依据")
"""Of a power, of a duty of the department or a boundary matter, of a public service."""
_MORE: Final = "另有"


def states(demo: Demo, newest: Files) -> list[Files]:
    """Return the states after each step, the oldest first; the last is the example itself."""
    state = State(newest)
    found = []
    for step in reversed(demo.steps):
        state.dated(step.date)
        found.append(state.files())
        state.apply(step.before)
        state.tidy()
    return found[::-1]


class State:
    """The files of a register as data; those that are not touched keep their bytes."""

    def __init__(self, files: Files) -> None:
        self._bytes = dict(files)
        self._data: dict[str, Any] = {}
        self._written: dict[str, Any] = {}
        """What the bytes of an opened file say."""

    def files(self) -> Files:
        """Return every file as it would be written."""
        for path, data in self._data.items():
            if data != self._written.get(path):
                self._bytes[path] = self._text(path, data).encode()
                self._written[path] = copy.deepcopy(data)
        return dict(self._bytes)

    def _text(self, path: str, data: Any) -> str:
        text = self._bytes.get(path, b"").decode()
        comments = comments_of(text, read_with_spans(text)[1]) if "#" in text else None
        return laid_out(data, model_of(path), comments)

    def _open(self, path: str) -> Any:
        """Return the data of a file, to be changed."""
        if path not in self._data:
            self._data[path] = read(self._bytes[path].decode())
            self._written[path] = copy.deepcopy(self._data[path])
        return self._data[path]

    def _names(self, path: str, text: str) -> bool:
        """Whether a file may hold a text."""
        return path in self._data or text.encode() in self._bytes[path]

    def _remove(self, path: str) -> None:
        for held in (self._data, self._written, self._bytes):
            held.pop(path, None)

    def _paths(self, stem: str, folder: str = "") -> list[str]:
        """Return the paths of every department's list of a kind."""
        known = {*self._bytes, *self._data}
        return sorted(
            path
            for path in known
            if path.endswith(f"/{stem}.yaml") and f"/{folder}" in path.removesuffix(f"{stem}.yaml")
        )

    def dated(self, day: datetime.date) -> None:
        """Set the day of the list."""
        self._open(SETTINGS_FILE)["清单日期"] = day.isoformat()

    def apply(self, before: Before) -> None:
        """Make the state what it was before a step."""
        for path in before.files:
            self._remove(path)
        if before.settings:
            _set(self._open(SETTINGS_FILE), dict.fromkeys(before.settings))
        for code, values in before.values.items():
            self._alter(code, values)
        for folder, flows in before.flows.items():
            for flow in self._open(f"departments/{folder}/flow.yaml")["流程"]:
                _set(flow, flows.get(flow["名称"], {}))
        for former in before.items:
            self._restore(former)
        for law in before.unborn:
            self._forget(law)
        for code in before.absent:
            self._drop(str(code))
        for department in before.departments:
            self._part(department)
        for folder, name in before.former_names.items():
            self._rename(folder, name)
        for now, then in before.texts.items():
            self._reword(now, then)
        if before.shared:
            _set(self._open(SETTINGS_FILE)["共用"], before.shared)

    def _alter(self, key: str, values: Values) -> None:
        """Change elements of a power, or of a department where the key is its folder."""
        path = f"departments/{key}/department.yaml"
        _set(self._open(path) if path in self._bytes else self._power(key)[1], values)

    def _power(self, code: str) -> tuple[str, dict[str, Any]]:
        """Return the folder and the data of a power."""
        for path in self._paths("power"):
            powers = self._open(path)["事项"] if self._names(path, code) else ()
            for power in powers:
                if power["编码"] == code:
                    return path.split("/")[1], power
        raise KeyError(code)

    def _restore(self, former: FormerItem) -> None:
        """Write a power that was there, with its duties."""
        folder, like = self._power(str(former.like))
        power = copy.deepcopy(like) | {"编码": str(former.code)}
        _set(power, {"基本编码": str(former.code)[19:], **former.values})
        self._open(f"departments/{folder}/power.yaml")["事项"].append(power)
        duties = self._open(f"departments/{folder}/duty.yaml")["责任事项"]
        duties += [
            copy.deepcopy(duty) | {"事项": str(former.code)}
            for duty in duties
            if duty["事项"] == str(former.like)
        ]

    def _drop(self, code: str) -> None:
        folder, power = self._power(code)
        self._open(f"departments/{folder}/power.yaml")["事项"].remove(power)

    def _forget(self, law: str) -> None:
        """Take out what rests on a law."""
        title = law[: law.index("》") + 1]
        for stem in ("power", "duty", "boundary"):
            for path in self._paths(stem):
                if self._names(path, title):
                    data = self._open(path)
                    for key, entries in data.items():
                        if isinstance(entries, list):
                            data[key] = [one for one in entries if not _rests_on(law, one)]
                    self._data[path] = _without(law, data)

    def _part(self, former: FormerDepartment) -> None:
        """Give a department that was dissolved back what went to its heir."""
        here, there = f"departments/{former.folder}/", f"departments/{former.heir}/"
        name = former.department["名称"]
        self._data[f"{here}department.yaml"] = dict(former.department)
        for stem, key in (("power", "事项"), ("duty", "责任事项"), ("flow", "流程")):
            data = copy.deepcopy(self._open(f"{there}{stem}.yaml"))
            head = {"共用": data["共用"]} if "共用" in data else {}
            self._data[f"{here}{stem}.yaml"] = {"部门": name, **head, key: data[key]}
        self._divide(former)

    def _divide(self, former: FormerDepartment) -> None:
        mine = self._open(f"departments/{former.folder}/power.yaml")
        rest = self._open(f"departments/{former.heir}/power.yaml")
        rest["事项"] = [power for power in rest["事项"] if power["编码"] not in former.items]
        mine["事项"] = [power for power in mine["事项"] if power["编码"] in former.items]
        for power in mine["事项"]:
            power["编码"] = former.items[power["编码"]]
            _set(power, {"前身": None, **former.values})
        for duty in self._open(f"departments/{former.folder}/duty.yaml")["责任事项"]:
            duty["事项"] = former.items.get(duty["事项"], duty["事项"])

    def _rename(self, folder: str, name: str) -> None:
        """Give a department its former name, wherever it is named."""
        department = self._open(f"departments/{folder}/department.yaml")
        department.pop("曾用名", None)
        self._reword(department["名称"], name)

    def _reword(self, now: str, then: str) -> None:
        """Put a text in the place of another, in every file."""
        for path in sorted({*self._bytes, *self._data}):
            if self._names(path, now):
                self._data[path] = _replaced(self._open(path), now, then)

    def tidy(self) -> None:
        """Take out what belongs to no power any more, and departments that have none."""
        for path in self._paths("power"):
            folder = path.split("/")[1]
            powers = self._open(path)["事项"]
            if powers:
                self._tidy_lists(folder, {power["编码"]: power for power in powers})
            else:
                for inner in [p for p in self._bytes if p.startswith(f"departments/{folder}/")]:
                    self._remove(inner)
        codes = {
            power["编码"] for path in self._paths("power") for power in self._open(path)["事项"]
        }
        for path in self._paths("boundary"):
            for matter in self._open(path)["职责边界"]:
                _keep_items(matter, "相关事项", codes)

    def _tidy_lists(self, folder: str, powers: Mapping[str, Any]) -> None:
        duty = self._open(f"departments/{folder}/duty.yaml")
        duty["责任事项"] = [one for one in duty["责任事项"] if one["事项"] in powers]
        for measure in duty.get("事中事后监管", ()):
            _keep_items(measure, "适用事项", powers)
        if "事中事后监管" in duty:
            duty["事中事后监管"] = [m for m in duty["事中事后监管"] if m.get("适用事项")]
        flow = self._open(f"departments/{folder}/flow.yaml")
        used = set(_values(list(powers.values()), "流程"))
        flow["流程"] = [one for one in flow["流程"] if one["名称"] in used]


def _set(data: dict[str, Any], values: Values) -> None:
    for key, value in values.items():
        if value is None:
            data.pop(key, None)
        elif isinstance(value, Mapping) and value.keys() == {_MORE}:
            data[key] = [*data.get(key, ()), *copy.deepcopy(value[_MORE])]
        else:
            data[key] = copy.deepcopy(value)


def _rests_on(law: str, entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a list has no other ground than a law."""
    return any(
        entry.get(key) and all(_cites(law, basis) for basis in entry[key]) for key in _GROUNDS
    )


def _cites(law: str, part: Any) -> bool:
    return isinstance(part, dict) and f"{part.get('法规')}{part.get('版本', '')}" == law


def _without(law: str, data: Any) -> Any:
    """Return data without citations of a law; a list of nothing else goes with them."""
    if isinstance(data, list):
        return [_without(law, part) for part in data if not _cites(law, part)]
    if not isinstance(data, dict):
        return data
    inner = {key: _without(law, value) for key, value in data.items()}
    return {key: value for key, value in inner.items() if value != [] or data[key] == []}


def _replaced(data: Any, old: str, new: str) -> Any:
    if isinstance(data, str):
        return data.replace(old, new)
    if isinstance(data, dict):
        return {key: _replaced(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, old, new) for value in data]
    return data


def _keep_items(entry: dict[str, Any], key: str, codes: Mapping[str, Any] | set[str]) -> None:
    if key in entry:
        entry[key] = [code for code in entry[key] if code in codes]
        if not entry[key]:
            del entry[key]


def _values(data: Any, key: str) -> Iterator[str]:
    """Go through every text under a key, however deep."""
    for part in data.values() if isinstance(data, dict) else data:
        if isinstance(part, dict | list):
            yield from _values(part, key)
    if isinstance(data, dict) and isinstance(data.get(key), str):
        yield data[key]
