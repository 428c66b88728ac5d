"""Reports: one module per output format, each ``write(checked, stream, ...)``."""
