"""The operations of the budget that a case asks for, inside the caller's open transaction and with the case's row locked by it.

Each writes in the budget before it notes anything in the chain of the case: everybody locks in that order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.gasto import datos_tarea
from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import gasto as presupuesto
from consistorio.economia.presupuesto.operaciones.correccion import corregir
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, DeAntes, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import texto_de
from consistorio.tramitacion.motor.models import ActoTramite, Tarea

# What is left of these is given back, in this order: what is given back of one goes to the one that it followed
_POR_LIBERAR = (("AD", "D"), ("A",), ("RC",))
# What goes on in a later year with what the task of each kind noted
_EN_SU_LUGAR: Final = {datos_tarea.RC: ("RC",), datos_tarea.AD: ("AD", "D")}


def datos_de(tarea: Tarea, expediente: Expediente) -> datos_tarea.DatosDeGasto:
    """What the procedure of a case says of a task that spends."""
    definicion = expediente.version.tipada.tarea(tarea.codigo)
    return datos_tarea.leer(tarea.tipo, definicion.datos if definicion is not None else {})[0]


def operacion_de(tarea: Tarea) -> Operacion | None:
    """The operation that a task noted last: that of its result or, while its certificate is signed, that of its act."""
    dicha = texto_de(tarea.resultado.get("operacion"))
    if not dicha:
        acto = (
            ActoTramite.objects.filter(tarea=tarea, datos__has_key="operacion").order_by("-dictado_el", "-id").first()
        )
        dicha = str(acto.datos["operacion"]) if acto is not None else ""
    return Operacion.objects.filter(id=UUID(dicha)).first() if dicha else None


def linea_de(tarea: Tarea, anio: int) -> LineaOperacion | None:
    """What is left in a year of the operation of a task, if anything is."""
    operacion = operacion_de(tarea)
    if operacion is None or operacion.ejercicio_id != anio:
        return None
    return operacion.lineas.select_related("aplicacion", "operacion").filter(saldo__gt=0).order_by("orden").first()


def anterior_de(tarea: Tarea, expediente: Expediente) -> Tarea | None:
    """The task that it goes on with, in its case."""
    codigo = datos_de(tarea, expediente).sigue_a
    return expediente.tareas.filter(codigo=codigo).order_by("-id").first() if codigo else None


def origen_de(tarea: Tarea, expediente: Expediente, anio: int) -> LineaOperacion | None:
    """What is left in a year of the operation that it goes on with, if anything is. Credit lapses with its year (TRLRHL 175): once that of the operation is over, it goes on with what
    was noted for the case in this one, in its place, by whichever door."""
    anterior = anterior_de(tarea, expediente)
    operacion = operacion_de(anterior) if anterior is not None else None
    if anterior is None or operacion is None:
        return None
    if operacion.ejercicio_id == anio:
        return linea_de(anterior, anio)
    return por_liberar(expediente, anio, *_EN_SU_LUGAR[anterior.tipo]).first()


def reconocida_de(tarea: Tarea, expediente: Expediente) -> Operacion | None:
    """The last operation that recognised, by whichever door, something of what a task goes on with, or of what took its place in later years, and stands."""
    anterior = anterior_de(tarea, expediente)
    comprometida = operacion_de(anterior) if anterior is not None else None
    if anterior is None or comprometida is None:
        return None
    en_su_lugar = Operacion.objects.filter(
        expediente_id=expediente.id, ejercicio__gt=comprometida.ejercicio_id, clase__in=_EN_SU_LUGAR[anterior.tipo]
    )
    sobre = Q(lineas__origen__operacion=comprometida) | Q(lineas__origen__operacion__in=en_su_lugar.values("id"))
    suyas = Operacion.objects.filter(sobre, signo=1, clase__endswith="O")
    return suyas.exclude(corregida()).order_by("-id").first()


def queda_por_reconocer(tarea: Tarea, expediente: Expediente, ultima: Operacion, anio: int) -> bool:
    """Whether another invoice may come after the last one that was recognised: something of what it goes on with is left this year or, in the first days of one, in that of the invoice,
    which goes on with what is committed for it again."""
    if origen_de(tarea, expediente, anio) is not None:
        return True
    de_antes = por_liberar(expediente, ultima.ejercicio_id, *_EN_SU_LUGAR[datos_tarea.AD])
    return ultima.ejercicio_id < anio and de_antes.exists()


def retener(
    tarea: Tarea, expediente: Expediente, *, aplicacion: str, importe: Importe, actor: Actor, reloj: Reloj
) -> Operacion:
    """Set credit aside for a case. One that the task set aside before stands, when it is the same; else it is given back first.

    Writes and raises as `presupuesto.operaciones.gasto.retener`. Emits: presupuesto.retenido, presupuesto.corregido.
    """
    exigir_transaccion()
    linea = linea_de(tarea, hoy(reloj).year)
    if linea is not None:
        suya = linea.aplicacion.codigo if linea.aplicacion is not None else ""
        if (suya, linea.saldo) == (aplicacion, importe.euros):
            return linea.operacion
        bloquear_bolsas(hoy(reloj).year, [suya, aplicacion])
        _devolver(linea, expediente, actor=actor, reloj=reloj)
    pedida = LineaPedida(importe.euros, codigo=aplicacion)
    return presupuesto.retener("RC", _cabecera(expediente, reloj), [pedida], actor=actor, reloj=reloj)


def comprometer(
    tarea: Tarea,
    expediente: Expediente,
    *,
    importe: Importe,
    aplicacion: str,
    tercero_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Authorise and commit the expense: over the retention of the task that it goes on with or, where there is none, over `aplicacion`.

    Writes and raises as `presupuesto.operaciones.gasto.gastar`. Emits: presupuesto.gasto.
    """
    exigir_transaccion()
    origen = origen_de(tarea, expediente, hoy(reloj).year)
    pedida = LineaPedida(importe.euros, origen=origen.id) if origen is not None else _sobre(aplicacion, importe)
    cabecera = _cabecera(expediente, reloj, tercero_id=tercero_id)
    return presupuesto.gastar("AD", cabecera, [pedida], actor=actor, reloj=reloj)


def reconocer(
    tarea: Tarea,
    expediente: Expediente,
    *,
    importe: Importe,
    factura: str,
    documento_id: UUID,
    antes: DeAntes | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Recognise the obligation of an invoice, over what the task that it goes on with committed. `antes`: why its expense is of an earlier year.

    Writes and raises as `presupuesto.operaciones.gasto.gastar`. Emits: presupuesto.gasto. Raises FaseIncompatible (nothing is committed).
    """
    exigir_transaccion()
    origen = origen_de(tarea, expediente, hoy(reloj).year)
    if origen is None:
        raise FaseIncompatible(
            nada_comprometido(expediente, hoy(reloj).year),
            que_hacer=_("Comprométalo antes de reconocer la obligación."),
        )
    cabecera = replace(_cabecera(expediente, reloj, factura=factura, documento_id=documento_id), antes=antes)
    pedida = LineaPedida(importe.euros, origen=origen.id)
    return presupuesto.gastar("O", cabecera, [pedida], actor=actor, reloj=reloj)


def nada_comprometido(expediente: Expediente, anio: int) -> str:
    """In words, that nothing is committed in a year; when it was in an earlier one, that its credit ended with it."""
    antes = Operacion.objects.filter(
        expediente_id=expediente.id, ejercicio__lt=anio, clase__in=_EN_SU_LUGAR[datos_tarea.AD], lineas__saldo__gt=0
    )
    if (suya := antes.order_by("-ejercicio", "-id").first()) is None:
        return _("En este expediente no queda ningún gasto comprometido.")
    mensaje = _(
        "Lo comprometido es de %(antes)d, y su crédito acabó con ese año (TRLRHL artículo 175): en «Contabilizar gasto», anote un AD de %(anio)d con este expediente."
    )
    return mensaje % {"antes": suya.ejercicio_id, "anio": anio}


def por_liberar(expediente: Expediente, anio: int, *clases: str) -> QuerySet[LineaOperacion]:
    """What is left in a year of what a case set aside or committed, by whichever door, and nobody spent."""
    lineas = LineaOperacion.objects.filter(
        operacion__expediente_id=expediente.id,
        operacion__ejercicio_id=anio,
        operacion__clase__in=clases or [clase for tanda in _POR_LIBERAR for clase in tanda],
        operacion__signo=1,
        saldo__gt=0,
    )
    return lineas.select_related("operacion", "aplicacion").order_by("operacion_id", "orden")


def liberar(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Decimal:
    """Give back what a case set aside and did not spend. Answers how much went back to its bolsas, in euros.

    Writes and raises as `presupuesto.operaciones.correccion.corregir`. Emits: presupuesto.corregido.
    """
    exigir_transaccion()
    libre, anio = CERO, hoy(reloj).year
    bloquear_bolsas(anio, [str(una.aplicacion) for una in por_liberar(expediente, anio)])
    for clases in _POR_LIBERAR:
        for linea in por_liberar(expediente, anio, *clases):
            libre += (
                linea.saldo if linea.origen_id is None else CERO
            )  # the rest goes back to its retention, and is counted there
            _devolver(linea, expediente, actor=actor, reloj=reloj)
    return libre


def bloquear_bolsas(anio: int, codigos: Iterable[str]) -> None:
    """The journal of a year and then the bolsas of some applications, in the order in which everybody locks them, before the first of several operations (ADR 037)."""
    tomar_diario(anio)
    claves = {clave for codigo in codigos if (clave := leer_clave(codigo)) is not None}
    condicion = Q(pk__in=[])
    for clave in claves:
        condicion |= Q(organica=clave.organica, programa=clave.programa, economica=clave.economica)
    suyas = Aplicacion.objects.filter(condicion, ejercicio=anio).values("bolsa_id")
    list(Bolsa.objects.select_for_update(of=("self",)).filter(pk__in=suyas).order_by("pk"))


def _devolver(linea: LineaOperacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Operacion:
    pedida = LineaPedida(linea.saldo, origen=linea.id)
    return corregir(linea.operacion_id, _cabecera(expediente, reloj), [pedida], actor=actor, reloj=reloj)


def _sobre(aplicacion: str, importe: Importe) -> LineaPedida:
    return LineaPedida(importe.euros, codigo=aplicacion)


def _cabecera(
    expediente: Expediente,
    reloj: Reloj,
    *,
    tercero_id: UUID | None = None,
    factura: str = "",
    documento_id: UUID | None = None,
) -> Cabecera:
    """It says the procedure, and not the title of the case, where people may be named."""
    return Cabecera(
        fecha=hoy(reloj),
        texto=f"{expediente.version.procedimiento.nombre} {expediente.numero}"[-300:],
        tercero_id=tercero_id,
        expediente_id=expediente.id,
        documento_id=documento_id,
        factura=factura,
    )
