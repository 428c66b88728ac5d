"""What is said when the program itself is at fault: a line for the user, the details in a file for who mends it."""

import traceback
from pathlib import Path

from termbase.folders import state_folder
from termbase.masking import without_passwords


def crash_line(error: BaseException) -> str:
    """A line that says what went wrong and where the details are, which are written there."""
    told = f"zhengming: something went wrong that should not have ({type(error).__name__})"
    file = Path(state_folder()) / "crash.txt"
    details = without_passwords("".join(traceback.format_exception(error)))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return f"{told}; what was saved is safe"
    return f"{told}; what was saved is safe, and {file} has the details for a report"
