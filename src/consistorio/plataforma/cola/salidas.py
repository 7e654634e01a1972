"""What leaves the house and cannot be taken back, such as a mail: not twice, although whoever was handing it over died."""

from __future__ import annotations

from django.db import transaction

from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.models import SalidaEnMano


def empezar(clave: str) -> bool:
    """Say that it is about to leave; committed before it does. False when somebody had begun and never said how it ended: then
    nobody knows whether it left."""
    with transaction.atomic(using=alias_actual()):
        _salida, nueva = SalidaEnMano.objects.get_or_create(clave=clave)
    return nueva


def acabar(clave: str) -> None:
    """It left or it did not, or nobody will know, and that is written down already."""
    SalidaEnMano.objects.filter(clave=clave).delete()
