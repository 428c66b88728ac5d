"""What the screens ask for, a module a screen: plain questions and answers over a term base, and no widgets."""
