"""To whom what payments withheld belongs (LIRPF 99; RIRPF 74-108)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.tributacion.acceso import pagos_sin_retencion, retenciones
from consistorio.economia.tributacion.eventos import RetencionDetallada, cadena
from consistorio.economia.tributacion.models import Percepcion
from consistorio.economia.tributacion.reglas.iva import redondeado
from consistorio.economia.tributacion.semillas import claves
from consistorio.economia.tributacion.tipos import PercepcionPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona


def detallar(
    linea_id: UUID, percepciones: Sequence[PercepcionPedida], *, actor: Actor, reloj: Reloj
) -> list[Percepcion]:
    """Say to whom what a discount withheld belongs: all of it, in one go or in several.

    `linea_id`: of the discount, under a concept of account 4751, of a payment that stands or, where nothing was withheld, of what it paid. Writes: Percepcion. Emits: tributacion.retencion.detallada. Raises NoEncontrado,
    DatosIncorrectos with every problem (keys, amounts, more than what was withheld).
    """
    exigir_transaccion()
    linea = _bloqueada(retenciones(), linea_id)
    retenido = linea.importe if linea is not None else Decimal(0)
    linea = linea or _bloqueada(pagos_sin_retencion(), linea_id)
    if linea is None:
        raise NoEncontrado(_("No encontramos esa retención de IRPF."))
    conocidas = set(Persona.objects.filter(id__in=[p.persona_id for p in percepciones]).values_list("id", flat=True))
    problemas = [] if percepciones else [Problema("percepciones", _("Escriba al menos a quién se retuvo."))]
    vistas = set()
    suyas = Percepcion.objects.filter(linea=linea)
    anotadas = set(suyas.values_list("persona", "clave", "subclave", "en_especie", "devengo"))
    for n, una in enumerate(percepciones):
        problemas += [Problema(f"percepciones.{n}", m) for m in _de_una(una, conocidas, linea.operacion.ejercicio_id)]
        clave = (una.persona_id, una.clave, una.subclave, una.en_especie, una.devengo)
        if clave in vistas:
            problemas.append(Problema(f"percepciones.{n}", _("Está dos veces: ponga la suma en una sola línea.")))
        elif clave in anotadas:
            problemas.append(Problema(f"percepciones.{n}", _("Ya está anotada de antes en esta retención.")))
        vistas.add(clave)
    ya = suyas.aggregate(retenido=Sum("retencion"), pagado=Sum("base"))
    sobra = (ya["retenido"] or Decimal(0)) + sum((p.retencion for p in percepciones), Decimal(0)) - retenido
    if not problemas and sobra > 0:
        mensaje = _("Pasa en %(sobra)s de lo que se retuvo, que son %(total)s.")
        problemas.append(Problema("percepciones", mensaje % {"sobra": Importe(sobra), "total": Importe(retenido)}))
    de_mas = (ya["pagado"] or Decimal(0)) + sum((p.base for p in percepciones), Decimal(0)) - linea.importe
    if not problemas and not retenido and de_mas > 0:
        mensaje = _("Pasa en %(sobra)s de lo que se pagó, que son %(total)s.")
        problemas.append(
            Problema("percepciones", mensaje % {"sobra": Importe(de_mas), "total": Importe(linea.importe)})
        )
    if problemas:
        raise DatosIncorrectos(_("La retención no se ha detallado."), problemas=problemas)
    filas = Percepcion.objects.bulk_create(
        [
            Percepcion(
                linea=linea,
                fecha=linea.operacion.fecha,
                persona_id=una.persona_id,
                clave=una.clave,
                subclave=una.subclave,
                en_especie=una.en_especie,
                base=redondeado(una.base),
                retencion=redondeado(una.retencion),
                devengo=una.devengo,
            )
            for una in percepciones
        ]
    )
    total = sum((fila.retencion for fila in filas), Decimal(0))
    hecho = RetencionDetallada(linea.id, len({f.persona_id for f in filas}), f"{total:.2f}")
    anotar(cadena(linea.operacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=filas)
    return filas


def _bloqueada(lineas: QuerySet[LineaOperacion], linea_id: UUID) -> LineaOperacion | None:
    return lineas.select_for_update(of=("self",)).select_related("operacion").filter(id=linea_id).first()


def _de_una(una: PercepcionPedida, conocidas: set[UUID], anio: int) -> list[str]:
    mal = []
    if una.persona_id not in conocidas:
        mal.append(_("No encontramos a esa persona: dela de alta en «Terceros»."))
    if (una.clave, una.subclave) not in claves():
        dicha = f"{una.clave}.{una.subclave}".rstrip(".")
        mal.append(_("La clave %(c)s no es de las que admiten los modelos 190 y 180.") % {"c": dicha})
    if not _son_euros(una.base) or not _son_euros(una.retencion) or not una.base:
        mal.append(_("Escriba euros y céntimos. Lo que se paga es mayor que cero; lo que se retiene puede ser cero."))
    elif una.retencion > una.base:
        mal.append(_("Se retiene más de lo que se paga."))
    if una.devengo and not anio - 20 < una.devengo < anio:
        mal.append(_("El año de devengo solo se dice cuando es anterior."))
    return mal


def _son_euros(importe: Decimal) -> bool:
    return importe.is_finite() and importe >= 0 and importe == redondeado(importe)
