"""How concepts enter and leave a term base: one module a format, listed in ``termbase.exchange.formats``."""
