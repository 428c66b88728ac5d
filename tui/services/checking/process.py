"""The other end of the process that checks: start it, ask it, end it."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from tui.services.checking.values import Checked, CheckFailed, Failure, Job, Preparing

_CHILD: Final = "tui.services.checking.child"


class CheckerProcess:
    """A process that checks, started when it is first asked; one thread asks, any other may end it."""

    def __init__(self, module: str = _CHILD) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self.warm = False
        """Whether the process that runs has answered before: what it has loaded would be lost with it."""

    def check(self, job: Job, preparing: Callable[[], None]) -> Checked:
        """What is found; ``preparing`` is called when that takes seconds.

        Raises ``CheckFailed`` when the process ends before it answers, or stumbles, and what else keeps it from
        checking.
        """
        process = self._running()
        try:
            reply = self._answer(process, job, preparing)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            self.end()
            raise CheckFailed(
                "checking", f"its process ended{_how(process)}", "the next check starts it again"
            ) from None
        self.warm = True
        if isinstance(reply, Checked):
            return reply
        raise reply.error or CheckFailed(job.path, f"could not be checked ({reply.said})", "the text itself is safe")

    def end(self) -> None:
        """End the process, and those that it has started; asking again starts another one."""
        process, self._process, self.warm = self._process, None, False
        if process is None:
            return
        with suppress(OSError):
            _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            path = os.pathsep.join(folder or os.getcwd() for folder in sys.path)  # noqa: PTH109 - a text is wanted
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-P", "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,
            )
        return self._process

    @staticmethod
    def _answer(process: "subprocess.Popen[bytes]", job: Job, preparing: Callable[[], None]) -> Checked | Failure:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(job, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        while True:
            reply: Checked | Failure | Preparing = pickle.load(process.stdout)  # noqa: S301 - our own process
            if not isinstance(reply, Preparing):
                return reply
            preparing()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)  # it leads a session of its own
    else:
        process.kill()


def _how(process: "subprocess.Popen[bytes]") -> str:
    """How a process ended, for a message."""
    code = process.poll()
    if code is None:
        return ""
    return f" (signal {-code})" if code < 0 else f" (status {code})"
