"""What the Pleno or the bases let be committed of a later year, above what the law does (TRLRHL 174.4 and 5)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites_plurianuales as limites
from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.eventos import LimiteElevado
from consistorio.economia.presupuesto.models import LimitePlurianual, Presupuesto, TramitePresupuesto
from consistorio.economia.presupuesto.operaciones.acuerdos import problemas_de_acuerdo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import exigir_presupuesto
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

PLENO: Final = LimitePlurianual.Por.PLENO.value


def elevar_limite(nuevo: LimitePlurianual, *, actor: Actor, reloj: Reloj) -> LimitePlurianual:
    """Note that the Pleno raised what may be committed of a later year in an application (TRLRHL 174.5), or that the bases name its project and annuity (174.4).

    `nuevo.acuerdo_id`: a document that is here, signed where it is signed here; of the Pleno, if it is an act of the house, or, of the bases, one of those of the budget, when
    they are known. Of one that is neither signed nor decided here, what it says is taken from who notes it. Writes: LimitePlurianual. Emits:
    presupuesto.plurianual.limite. Raises DatosIncorrectos with every problem, Conflicto (no budget).
    """
    exigir_transaccion()
    exigir_presupuesto(int(nuevo.ejercicio_id))
    clave, problemas = leer_clave(nuevo.codigo), list[Problema]()
    elevan: set[str] = set()
    if clave is None:
        problemas.append(Problema("codigo", _("«%(c)s» no es una aplicación.") % {"c": nuevo.codigo}))
    else:
        casos = [uno for uno in limites.supuestos() if clave.economica.startswith(uno.capitulos)]
        elevan = {quien for uno in casos for quien in uno.elevan}
        nuevo.codigo = str(clave)
    if clave is not None and nuevo.por not in elevan:
        problemas.append(Problema("por", _("Ese límite no lo puede elevar quien dice (TRLRHL 174.4 y 5).")))
    if nuevo.anio <= int(nuevo.ejercicio_id):
        problemas.append(Problema("anio", _("El año tiene que ser posterior al ejercicio en el que se eleva.")))
    if not reglas.importe_bien(nuevo.importe) or nuevo.del_anio < 0:
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    exigir(problemas + _del_acuerdo(nuevo))
    nuevo.importe, nuevo.del_anio = reglas.en_centimos(nuevo.importe), reglas.en_centimos(nuevo.del_anio)
    nuevo.save(force_insert=True)
    ejercicio = int(nuevo.ejercicio_id)
    hecho = LimiteElevado(
        nuevo.id, ejercicio, nuevo.anio, nuevo.codigo, f"{nuevo.importe:.2f}", nuevo.por, nuevo.acuerdo_id
    )
    anotar(cadena(ejercicio), hecho, actor=actor, reloj=reloj, filas=[nuevo])
    return nuevo


def _del_acuerdo(nuevo: LimitePlurianual) -> list[Problema]:
    """What is wrong with the document that raises a limit: it has to be here, signed by all if it is signed here and, if it is an act of the house, of the Pleno."""
    problemas = problemas_de_acuerdo(
        nuevo.acuerdo_id,
        "acuerdo",
        falta=_("Elija el acuerdo del Pleno, o las bases de ejecución."),
        del_pleno=_("ese límite lo eleva el Pleno") if nuevo.por == PLENO else "",
    )
    del_presupuesto = _documentos_del_presupuesto(int(nuevo.ejercicio_id))
    dicho = nuevo.acuerdo_id is not None
    if (
        dicho
        and nuevo.por == LimitePlurianual.Por.BASES
        and del_presupuesto
        and nuevo.acuerdo_id not in del_presupuesto
    ):
        mensaje = _("Ese documento no es del presupuesto de %(anio)d: elija el de sus bases de ejecución.")
        problemas.append(Problema("acuerdo", mensaje % {"anio": nuevo.ejercicio_id}))
    return problemas


def _documentos_del_presupuesto(anio: int) -> set[UUID]:
    tramites = TramitePresupuesto.objects.filter(ejercicio=anio).exclude(documento_id=None)
    aprobados = Presupuesto.objects.filter(ejercicio=anio).exclude(documento_id=None)
    return {
        uno
        for uno in (*tramites.values_list("documento_id", flat=True), *aprobados.values_list("documento_id", flat=True))
        if uno is not None
    }
