"""The user's folders are those that platformdirs names."""

import platformdirs
import pytest

from termbase.folders import cache_folder, data_folder, state_folder


@pytest.mark.parametrize("named", [None, "", "relative/folder", "/absolute/folder"])
def test_the_folders_are_those_that_the_system_prescribes(named: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable)
        if named is not None:
            monkeypatch.setenv(variable, named)
    assert cache_folder() == platformdirs.user_cache_dir("zhengming", appauthor=False)
    assert data_folder() == platformdirs.user_data_dir("zhengming", appauthor=False)
    assert state_folder() == platformdirs.user_state_dir("zhengming", appauthor=False)
