"""Fixtures of the exchange formats' tests."""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

_VALIDATOR = Path("tools", "validate_tbx.py")


@pytest.fixture(scope="session")
def validator() -> ModuleType:
    """The checker of TBX files against the published schemas, which are kept beside the project, not in it."""
    beside = Path(__file__).resolve().parents[3].parent / "shared"
    path = Path(os.environ.get("ZHENGMING_SHARED", beside)) / _VALIDATOR
    if not path.is_file():
        pytest.skip("the TBX schemas are not here; set ZHENGMING_SHARED to the folder that holds tools/validate_tbx.py")
    pytest.importorskip("saxonche")
    spec = importlib.util.spec_from_file_location("validate_tbx", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def schema_errors(validator: ModuleType, tmp_path: Path) -> Callable[[bytes], list[object]]:
    """What the published schemas say against a file with this content."""

    def check(content: bytes) -> list[object]:
        path = tmp_path / "file.tbx"
        path.write_bytes(content)
        return list(validator.check(path)["errors"])

    return check
