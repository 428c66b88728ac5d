"""Questions that stand over a screen until they are answered; each answers with a typed value."""
