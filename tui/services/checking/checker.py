"""Check texts without holding up who asks; of several that wait only the latest is checked."""

import time
from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tui.services.checking.process import CheckerProcess
from tui.services.checking.values import Checked, CheckFailed, Job

_PATIENCE: Final = 2.0
"""For how many seconds a text is checked on although a newer one waits; then the process starts anew with that."""


class Outdated(CheckFailed):
    """A newer text was given to be checked, or nobody wants to know any more."""


class Checker:
    """Checks one text after the other in a process that is kept."""

    def __init__(self, process: CheckerProcess | None = None) -> None:
        self._process = process or CheckerProcess()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checker")
        self._latest = 0
        self._since = 0.0  # when the text was begun that is being checked; 0 for none
        self.preparing = False
        """Whether the term base is being compiled."""

    async def check(self, job: Job) -> Checked:
        """What is found. Raises ``Outdated`` where a newer text came in between, and what keeps it from checking."""
        self._latest += 1
        if self._since and self._process.warm and time.monotonic() - self._since > _PATIENCE:
            self._process.end()
        return await get_running_loop().run_in_executor(self._thread, self._check, self._latest, job)

    def cancel(self) -> None:
        """Check no more of what was given so far."""
        self._latest += 1
        if self._since:
            self._process.end()

    def close(self) -> None:
        """End the process."""
        self._latest += 1
        self._process.end()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _check(self, number: int, job: Job) -> Checked:
        if number != self._latest:
            raise Outdated(job.path, "is out of date")
        self._since = time.monotonic()
        try:
            return self._process.check(job, self._prepare)
        except CheckFailed as error:
            if number != self._latest:
                raise Outdated(job.path, "is out of date") from error
            raise
        finally:
            self._since, self.preparing = 0.0, False

    def _prepare(self) -> None:
        self.preparing = True
