"""Says which rows can be shown and what is wrong with the rest."""

from checks.context import Known
from checks.judge import Checked, check

__all__ = ["Checked", "Known", "check"]
