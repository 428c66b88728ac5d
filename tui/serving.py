"""Show the workbench in a browser on the same machine, by textual-serve.

There is no login: whoever reaches the port works as the user who started it. So it listens on the loopback address
only, and answers only what was asked for by that address; a page from elsewhere that a browser shows at the same time
gets nothing, neither by a name that leads to the loopback address nor through a web socket.
"""

import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final

from glossary.errors import UsageError

if TYPE_CHECKING:
    from textual_serve.server import Server

_HOST: Final = "127.0.0.1"

_WARNING: Final = "there is no login: everybody who can use this machine can open this address, and works there as you"


def serve(arguments: Sequence[str], port: int) -> None:
    """Serve ``zhengming tui`` with these arguments until the user interrupts; a browser window each is an instance.

    Raises ``UsageError`` where textual-serve is not installed, or the port cannot be had.
    """
    server = server_of(shlex.join([sys.executable, "-c", "from glossary.cli.main import run; run()", *arguments]), port)
    _require_port(port)
    server.serve()


def server_of(command: str, port: int) -> "Server":
    """The server that runs ``command`` for each browser window. Raises ``UsageError`` without textual-serve."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise UsageError("--serve", "needs textual-serve", "install zhengming with the extra [serve]") from error

    addresses = {f"{name}:{port}" for name in (_HOST, "localhost")}

    @web.middleware
    async def at_home(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        origin = request.headers.get("Origin", f"http://{request.host}")
        if request.host not in addresses or origin.removeprefix("http://") not in addresses:
            raise web.HTTPForbidden(text="This address is for the machine it runs on.")
        return await handler(request)

    class LoopbackServer(Server):
        """The server of textual-serve, for the machine it runs on."""

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(at_home)
            return app

        async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - what the library gives
            sys.stderr.write(f"zhengming: open {self.public_url} in a browser; Ctrl-C ends it\n")
            sys.stderr.write(f"zhengming: {_WARNING}\n")

        def initialize_logging(self) -> None:
            """Say nothing of single requests."""

    return LoopbackServer(command, host=_HOST, port=port, title="zhengming")


def _require_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "there is no such port"
            raise UsageError(f"--port {port}", f"cannot be had ({reason})", "name another one") from error
