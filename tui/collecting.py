"""When Python looks for garbage: not while the program starts, and then only among what is made later.

A look at everything that a hundred modules have made takes a tenth of a second, three times before the first picture
and again and again while one types.
"""

import gc


def collect_later() -> None:
    """Look for no garbage until ``collect_again``."""
    gc.disable()


def collect_again() -> None:
    """Look for garbage again, but never among what there is now; does nothing unless it was put off."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
