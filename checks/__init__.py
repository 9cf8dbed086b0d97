"""Says which rows can be shown and what is wrong with the rest."""

from checks.judge import Checked, check
from checks.known import Known, newly_known

__all__ = ["Checked", "Known", "check", "newly_known"]
