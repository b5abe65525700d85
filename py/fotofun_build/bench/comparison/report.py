"""The table of operations, their ratios and their memory."""

import statistics
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from fotofun.operation import REGISTRY
from fotofun_build.bench import Row
from fotofun_build.bench.comparison.reasons import REASONS

Line = dict[str, Any]
MEDIAN_TARGET, RATIO_LIMIT, MEMORY_LIMIT = 1.2, 3.0, 4.0
NOTHING = 0.002  # seconds: what takes less on either side is bookkeeping, and no ratio says anything
RUNTIMES = ("CPython", "Pyodide")


@dataclass(frozen=True)
class Report:
    """`operations`: by name, what was measured by runtime, and memory. `compounds`: by runtime."""

    operations: dict[str, dict[str, Any]]
    compounds: dict[str, list[Line]]

    @classmethod
    def of(cls, native: list[Line], web: list[Line], memory: list[Line]) -> "Report":
        """From the programs' lines."""
        operations: dict[str, dict[str, Any]] = {}
        for runtime, lines in zip(RUNTIMES, (native, web), strict=True):
            for line in lines:
                if "operation" in line:
                    operations.setdefault(line["operation"], {})[runtime] = line
        for line in memory:
            operations.setdefault(line["operation"], {})["memory"] = line["memory"]
        compounds = {
            runtime: [line for line in lines if "compound" in line]
            for runtime, lines in zip(RUNTIMES, (native, web), strict=True)
        }
        return cls(operations, compounds)

    def ratio(self, name: str, runtime: str) -> float | None:
        """Seconds over the direct call's; None without one, or where both are next to nothing."""
        line = self.operations[name].get(runtime) or {}
        if line.get("ratio") is None or max(line["seconds"], line["peer_seconds"]) < NOTHING:
            return None
        return float(line["ratio"])

    def median(self, runtime: str) -> float:
        """Of all ratios."""
        ratios = [self.ratio(name, runtime) for name in self.operations]
        return statistics.median(each for each in ratios if each is not None)

    def above(self, runtime: str) -> list[str]:
        """Operations over the limit."""
        return [name for name in self.operations if (self.ratio(name, runtime) or 0.0) > RATIO_LIMIT]

    def rows(self) -> list[Row]:
        """What is summed up."""
        rows = []
        for runtime in RUNTIMES:
            ratios = [each for name in self.operations if (each := self.ratio(name, runtime)) is not None]
            if not ratios:
                continue
            label = f"Operations in {runtime}"
            target = f"{len(ratios)} direct calls, target {MEDIAN_TARGET}"
            rows.append(Row(f"{label}, median ratio", self.median(runtime), "", target, self.median(runtime)))
            unexplained = [name for name in self.above(runtime) if name not in REASONS]
            what = ", ".join(unexplained) or "none"
            rows.append(Row(f"{label}, above {RATIO_LIMIT:g} without a reason", len(unexplained), "", what))
            for line in self.compounds[runtime]:
                peer = f"{line['peer']}, {line['peer_seconds']:.2f} s, target {line['target']}"
                rows.append(Row(f"{line['compound']}, {runtime}", line["seconds"], "s", peer, line["ratio"]))
        memory = {name: each.get("memory") or 0.0 for name, each in self.operations.items()}
        most = max(memory, key=lambda name: memory[name])
        large = ", ".join(name for name, share in memory.items() if share > MEMORY_LIMIT)
        about = f"{large or 'none'} above {MEMORY_LIMIT:g}"
        rows.append(Row(f"Most memory, {most}", memory[most], "layers", about))
        return rows

    def table(self) -> Table:
        """Everything, for the terminal."""
        made = Table(*self._heading())
        for cells in self._cells():
            made.add_row(*cells)
        return made

    def as_markdown(self) -> str:
        """Everything, as a file to read."""
        heading = self._heading()
        lines = [
            "# Operations at 12 megapixels",
            "",
            "Seconds; ratios over the direct call's; memory in layers.",
        ]
        lines += ["", _markdown(heading), _markdown(["---"] * len(heading))]
        lines += [_markdown(cells) for cells in self._cells()]
        lines += ["", "## Together", "", _markdown(["What", "Value", "", "Compared with", "Ratio"])]
        lines += [_markdown(["---"] * 5)]
        for row in self.rows():
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            lines.append(_markdown([row.name, f"{row.value:.3g}", row.unit, row.peer or "", ratio]))
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {"operations": self.operations, "compounds": self.compounds}

    def _heading(self) -> list[str]:
        runtimes = [cell for runtime in RUNTIMES for cell in (runtime, "direct", "by", "ratio")]
        return ["Operation", *runtimes, "memory", "remark"]

    def _cells(self) -> list[list[str]]:
        return [self._row(name) for name in self.operations]

    def _row(self, name: str) -> list[str]:
        measured = self.operations[name]
        cells = [f"{REGISTRY[name].menu}/{name}" if name in REGISTRY else name]
        remarks: list[str] = []
        for runtime in RUNTIMES:
            line = measured.get(runtime) or {}
            ratio = self.ratio(name, runtime)
            cells += [_seconds(line.get("seconds")), _seconds(line.get("peer_seconds"))]
            cells += [line.get("peer") or "", "" if ratio is None else f"{ratio:.2f}"]
            if line.get("failed"):
                remarks.append(f"{runtime}: {line['failed']}")
        reason = next((each.get("reason") for each in measured.values() if isinstance(each, dict)), None)
        if reason:
            remarks.append(f"no direct equivalent: {reason}")
        if any(name in self.above(runtime) for runtime in RUNTIMES):
            remarks.append(REASONS.get(name, "TOO SLOW, and nobody has said why"))
        memory = measured.get("memory")
        if memory is not None and memory > MEMORY_LIMIT:
            remarks.append("TOO MUCH MEMORY")
        return [*cells, "" if memory is None else f"{memory:.1f}", "; ".join(remarks)]


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
