"""What was changed in a term base: who, when, why and how; undoing it; copies of the whole."""
