"""State of the calendar."""

from __future__ import annotations

from django.db import models


class DesfaseReloj(models.Model):
    """How far the town's clock stands from the machine's, in demo and tests. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    desfase = models.DurationField()

    class Meta:
        verbose_name = "desfase del reloj"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="desfase_una_fila")]

    def __str__(self) -> str:
        return str(self.desfase)
