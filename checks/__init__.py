"""Says which rows can be shown and what is wrong with the rest."""
