"""What went wrong in a worker, told where every error is told."""

from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

from termbase.errors import ZhengmingError
from tui.messages import Failed
from tui.termbase import Cancelled


def tell_failure(node: MessagePump, event: Worker.StateChanged) -> None:
    """Let ``Failed`` say what went wrong in a worker of ``node`` that was started with ``exit_on_error=False``."""
    error = event.worker.error
    if event.state is not WorkerState.ERROR or isinstance(error, Cancelled):
        return
    if isinstance(error, ZhengmingError):
        node.post_message(Failed(error))
    elif error and not event.worker.exit_on_error:
        raise error
