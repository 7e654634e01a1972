"""What a form notes, it notes once: a page that is sent twice does not note twice."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import FormularioUsado
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion


class YaAnotado(Conflicto):
    """That form was sent before. `hecho_id`: what it noted then."""

    def __init__(self, hecho_id: UUID) -> None:
        super().__init__(
            _("Eso ya está anotado: se envió dos veces."), que_hacer=_("Empiece otra vez si era otra cosa.")
        )
        self.hecho_id = hecho_id


def gastar(formulario_id: UUID, hecho_id: UUID, *, reloj: Reloj) -> None:
    """Say that a form noted something, in the transaction that notes it. Writes: FormularioUsado. Raises YaAnotado: and then what was going to be noted is not."""
    exigir_transaccion()
    fila = FormularioUsado(id=formulario_id, hecho_id=hecho_id, usado_el=reloj.ahora())
    try:
        with transaction.atomic(using=alias_actual()):
            fila.save(force_insert=True)
    except IntegrityError as error:
        exigir_sin_usar(formulario_id)
        raise YaAnotado(hecho_id) from error


def exigir_sin_usar(formulario_id: UUID) -> None:
    """Ask before anything is judged: what is sent again would be refused for what it did itself. Raises YaAnotado."""
    usado = FormularioUsado.objects.filter(id=formulario_id).first()
    if usado is not None:
        raise YaAnotado(usado.hecho_id)
