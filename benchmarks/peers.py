"""What the benchmarks share: finding the programs, timing them in turn, printing ratios."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path


def require(program: str) -> str:
    """The path of a program beside this Python or on the path."""
    beside = Path(sys.executable).with_name(program)
    found = str(beside) if beside.exists() else shutil.which(program)
    if not found:
        sys.exit(f"{program} is not installed: pip install -c constraints.txt -e '.[benchmark]'")
    return found


def alternate(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Median seconds of each command; they run in turn, ``rounds`` times, after once to warm up."""
    # An installed program has its bytecode at hand; a shell that forbids Python to write it would hinder one of them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        subprocess.run(command, capture_output=True, check=False, env=environment)
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=environment
            )
            times[name].append(time.perf_counter() - start)
            if done.returncode not in (0, 1, 2, 65) or b"Traceback" in done.stderr:
                sys.exit(f"{name} failed: {done.stderr.decode(errors='replace')}")
    return {name: statistics.median(values) for name, values in times.items()}


def ratios(medians: dict[str, float], peer: str) -> None:
    """Print each median and how it stands to the peer's."""
    for name, seconds in medians.items():
        print(f"{name:14} {seconds * 1000:9.1f} ms   {seconds / medians[peer]:6.2f} x {peer}")
