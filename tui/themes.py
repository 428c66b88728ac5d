"""The program's own colours; Textual's themes can be chosen from the command palette as well."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="zhengming-dark",
    dark=True,
    primary="#7aa2c9",
    secondary="#b8a1d9",
    accent="#d9a05b",
    success="#8fc08a",
    warning="#dcb35c",
    error="#e27d76",
    foreground="#d8dbe0",
    background="#16181d",
    surface="#1c1f26",
    panel="#262b35",
    variables={"input-selection-background": "#7aa2c9 40%", "block-cursor-text-style": "bold"},
)

LIGHT: Final = Theme(
    name="zhengming-light",
    dark=False,
    primary="#2f6496",
    secondary="#6b4c9a",
    accent="#9a5b12",
    success="#2c7a3a",
    warning="#8a6100",
    error="#b3261e",
    foreground="#22262c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e5e2da",
    variables={"input-selection-background": "#2f6496 25%", "block-cursor-text-style": "bold"},
)

HIGH_CONTRAST: Final = Theme(
    name="zhengming-high-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    success="#00ff00",
    warning="#ffcc00",
    error="#ff8080",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    variables={
        "input-selection-background": "#ffff00 60%",
        "block-cursor-text-style": "bold",
        "foreground-muted": "#ffffff",
        "text-success": "#00ff00",
        "text-warning": "#ffcc00",
        "text-error": "#ff8080",
    },
)

GREY: Final = Theme(
    name="zhengming-no-colour",
    dark=True,
    primary="#d0d0d0",
    secondary="#d0d0d0",
    accent="#ffffff",
    success="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    foreground="#e0e0e0",
    background="#000000",
    surface="#121212",
    panel="#303030",
    variables={
        "input-selection-background": "#d0d0d0 40%",
        "block-cursor-text-style": "bold reverse",
        "text-success": "#ffffff",
        "text-warning": "#ffffff",
        "text-error": "#ffffff",
    },
)

THEMES: Final = (DARK, LIGHT, HIGH_CONTRAST, GREY)
