"""The workbench in a browser: what the machine itself gets, and what a page from elsewhere does not."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from glossary.cli.main import main
from termbase.locations import locate
from termbase.store import create_termbase
from tests.tui.plain import CHAIN, CHAINS

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port at which a small term base is served."""
    place = tmp_path_factory.mktemp("served") / "terms.db"
    create_termbase(locate(str(place)), [CHAIN, CHAINS])
    port = free_port()
    command = "from glossary.cli.main import run; run()"
    arguments = ["tui", "--termbase", str(place), "--serve", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", command, *arguments], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=os.environ
    )
    try:
        told = process.stderr.readline().decode() + process.stderr.readline().decode()
        assert f"http://127.0.0.1:{port}" in told
        assert "no login" in told
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()


def wait_for(port):
    """Wait until somebody listens; what is told comes a moment before."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def status(port, path="/", **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_page_is_served_to_this_machine(port):
    assert status(port) == 200
    assert status(port, Host=f"localhost:{port}") == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "elsewhere.example"}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}],
    ids=["by another name", "from another page", "from no page"],
)
@pytest.mark.parametrize("path", ["/", "/ws?width=80&height=24"])
def test_nothing_is_served_to_pages_from_elsewhere(port, path, headers):
    assert status(port, path, **headers) == 403


async def test_the_screen_comes_through(port):
    drawn = b""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            f"http://127.0.0.1:{port}/ws?width=100&height=30", origin=f"http://127.0.0.1:{port}"
        ) as browser,
    ):
        deadline = time.monotonic() + 20
        while "产业链".encode() not in drawn and time.monotonic() < deadline:
            message = await asyncio.wait_for(browser.receive(), 20)
            drawn += message.data if isinstance(message.data, bytes) else b""
    assert "产业链".encode() in drawn


def test_a_port_that_is_taken_is_one_line(tmp_path, capsys):
    place = tmp_path / "terms.db"
    create_termbase(locate(str(place)))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        assert main(["tui", "--termbase", str(place), "--serve", "--port", str(number)]) == 2
    assert f"--port {number}: cannot be had" in capsys.readouterr().err
    assert main(["tui", "--termbase", str(place), "--serve", "--port", "70000"]) == 2
    assert "name another one" in capsys.readouterr().err
