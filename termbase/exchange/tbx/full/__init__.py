"""Our own dialect of TBX, which carries every field of the term model and the history."""
