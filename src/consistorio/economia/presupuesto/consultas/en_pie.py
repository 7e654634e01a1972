"""Which operations stand."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Sum

from consistorio.economia.presupuesto.models import Operacion


def corregida(operacion: str = "pk") -> Exists:
    """Whether an operation was corrected, in whole or in part, and what was taken of it was not restored. `operacion`: the column that names it in what is asked."""
    sumas = Operacion.objects.filter(origen=OuterRef(operacion), signo=-1).values("origen")
    return Exists(sumas.annotate(neto=Sum("importe")).exclude(neto=0))
