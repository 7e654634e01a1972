"""Write the legal values of a procedure, by who answers for each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import operaciones, valores_legales
from consistorio.tramitacion.catalogo.legales import (
    CAMPOS_LEGALES,
    DE_SOLICITUDES,
    debidos,
    naturaleza_de,
    por_que_sobra,
    problemas_de_valores,
)
from consistorio.tramitacion.catalogo.permisos import LEGAL
from consistorio.tramitacion.formularios.valores import Valor


@accion(
    "catalogo.legal.anotado",
    permiso=LEGAL,
    norma="LPACAP arts. 21.2, 24.1, 40.2 y 112; TRLRHL arts. 15 a 17; Ley 16/1985 arts. 49 y 55",
)
def anotar_valores_legales(
    *, actor: Actor, procedimiento: str, valores: Mapping[str, Valor], reloj: Reloj
) -> tuple[str, ...]:
    """Write values of a procedure (by its code, which need not exist yet); answers which were new. They count in what is sent to trial from now.

    Who: with `legal.anotar` and the permission of who answers for each. Writes: ValorLegal. Emits: catalogo.legal.anotado.
    Raises DatosIncorrectos with every problem: what others answer for, and what is wrong in each value.
    """
    escritos = valores_legales.escritos(procedimiento, en=hoy(reloj))
    # Also what rules today, when something else was written for later: it is how that is taken back
    nuevos = {campo: valor for campo, valor in valores.items() if valor != escritos.ultimos.get(campo)}
    problemas = [
        Problema(f"legal.{campo}", _("este dato no existe."))
        for campo in sorted(valores)
        if campo not in CAMPOS_LEGALES
    ]
    problemas += problemas_de_valores(valores)
    naturaleza = naturaleza_de({**escritos.vigentes, **valores})
    if "naturaleza" not in valores:  # what is written together was judged together
        problemas += [
            Problema(f"legal.{campo}", por_que_sobra(naturaleza))
            for campo in sorted(DE_SOLICITUDES - debidos(naturaleza))
            if campo in valores
        ]
    problemas += valores_legales.ajenos(actor, nuevos, escritos.vigentes)
    if problemas:
        raise DatosIncorrectos(_("Los datos legales no se han guardado."), problemas=problemas)
    operaciones.anotar_legales(procedimiento, nuevos, actor=actor, reloj=reloj)
    return tuple(nuevos)
