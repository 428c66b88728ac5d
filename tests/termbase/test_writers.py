"""Many at one term base: every acknowledged write is there, none twice, none half. The minute is in benchmarks/."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 2


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="32 interpreters start too slowly")
def test_every_acknowledged_write_is_there_once_and_whole(termbase):
    writers = 8 if termbase.path else 32
    # A process of its own, which has no threads when it forks.
    command = [sys.executable, "-m", "tests.termbase.writers", termbase.url, str(writers), str(SECONDS)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stderr.strip() == ""
    assert ran.returncode == 0, ran.stdout
