"""Decides which rows can be shown and says what is wrong with the rest."""
