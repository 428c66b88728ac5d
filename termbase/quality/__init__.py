"""Checks that a term base runs on itself: one module a kind, ``examination.examine`` runs them all."""
