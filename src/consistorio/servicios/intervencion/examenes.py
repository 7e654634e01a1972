"""The intervention of obligations and payments, and its reparos, be they of a case or of none. Inside the caller's open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion import reglas, requisitos
from consistorio.servicios.intervencion.escritos import Contenido, al_devolver, al_firmar, escribir
from consistorio.servicios.intervencion.eventos_de_control import (
    ExamenHecho,
    ExamenTerminado,
    ObjecionContestada,
    ObjecionFormulada,
    cadena_del_control,
)
from consistorio.servicios.intervencion.limites import EXENCIONES
from consistorio.servicios.intervencion.models import EscritoDeControl, Fiscalizacion, Reparo
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER, ultimo_dia
from consistorio.servicios.intervencion.requisitos import Juicio
from consistorio.tramitacion.expedientes.models import Expediente

Estado = Fiscalizacion.Estado
SIN_EFECTO = (Estado.SIN_FIRMAR, Estado.REHECHA, Estado.SIN_GASTO)  # results that do not stand


@dato
class Examen:
    """What is examined: how others name it, what it is of, how much (euros, with VAT), whose it is; why its expense had no previous control; and the last day for
    Intervención, when it had one already."""

    objeto: str
    asunto: str
    importe: Decimal
    unidad: Unidad
    tercero: str = ""
    referencia: str = ""
    aplicacion: str = ""
    expediente: Expediente | None = None
    exento: str = ""
    exento_por: str = ""
    vence: date | None = None


def examinar(
    clase: str,
    examenes: Sequence[Examen],
    *,
    resultado: str,
    juicio: Juicio,
    actor: Actor,
    reloj: Reloj,
) -> list[Fiscalizacion]:
    """Write the result of Intervención on some obligations (`obligacion`) or payments (`pago`), in one document that its post signs: then it counts.

    `resultado`: a code of `reglas.RESULTADOS`; `juicio`: its causes, its text and what was answered of its basic requirements, with nothing wrong (`requisitos.juzgar`). Of one thing of a case, the
    document is of the case. Writes: Fiscalizacion, RespuestaDeRequisito, EscritoDeControl, Documento. Emits: intervencion.examen.hecho, intervencion.escrito.en_firma. Raises FaseIncompatible (one
    of them has its result).
    """
    exigir_transaccion()
    exigir_sin_examinar(clase, [uno.objeto for uno in examenes])
    filas = [_fila(clase, uno, reloj) for uno in examenes]
    caso = examenes[0].expediente if len(examenes) == 1 else None
    escrito = escribir(
        EscritoDeControl.Clase.RESULTADO,
        _contenido(clase, examenes, resultado, juicio),
        sobre=f"fiscalizacion:{filas[0].id}" if len(filas) == 1 else f"lote:{uuid7()}",
        unidad=examenes[0].unidad if len(examenes) == 1 else None,
        organos=("intervencion",),
        expediente=caso,
        datos={
            "resultado": resultado,
            "causas": list(juicio.causas),
            "texto": list(juicio.texto),
            "fiscalizaciones": [str(fila.id) for fila in filas],
        },
        actor=actor,
        reloj=reloj,
    )
    for fila in filas:
        fila.documento_id = escrito.documento_id
    Fiscalizacion.objects.bulk_create(filas)
    dichas = [uno.como_valor() for uno in juicio.limitado.contestados] if juicio.limitado is not None else []
    for fila in filas:
        hecho = ExamenHecho(fila.id, clase, fila.objeto, resultado, f"{fila.importe:.2f}")
        respuestas = requisitos.guardar(fila, escrito.documento_id, dichas)
        anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[fila, *respuestas])
    return filas


def _fila(clase: str, uno: Examen, reloj: Reloj) -> Fiscalizacion:
    return Fiscalizacion(
        clase=clase,
        objeto=uno.objeto,
        asunto=uno.asunto[:300],
        unidad=uno.unidad,
        expediente=uno.expediente,
        importe=uno.importe,
        aplicacion=uno.aplicacion[:120],
        exento=uno.exento,
        exento_por=uno.exento_por[:200],
        pedida_el=reloj.ahora(),
        vence=uno.vence or ultimo_dia("fiscalizacion.dias", reloj),
        estado=Estado.EN_FIRMA,
    )


def exigir_sin_examinar(clase: str, objetos: Iterable[str]) -> None:
    """Assert that none of them has a result that stands. Raises FaseIncompatible."""
    una = en_pie(objetos).filter(clase=clase).order_by("id").first()
    if una is None:
        return
    dicho = _("%(a)s ya está así en Intervención: %(e)s.") % {
        "a": una.asunto,
        "e": str(una.get_estado_display()).lower(),
    }
    raise FaseIncompatible(dicho, que_hacer=_("Fírmese en el portafirmas o, si tiene un reparo, resuélvase."))


def en_pie(objetos: Iterable[str]) -> QuerySet[Fiscalizacion]:
    """The results that stand of some things."""
    return Fiscalizacion.objects.filter(objeto__in=list(objetos)).exclude(estado__in=SIN_EFECTO)


def _contenido(clase: str, examenes: Sequence[Examen], resultado: str, juicio: Juicio) -> Contenido:
    total, limitado = sum((uno.importe for uno in examenes), Decimal(0)), juicio.limitado
    de_pago = clase == Fiscalizacion.Clase.PAGO
    titulo = _("Intervención del pago") if de_pago else _("Intervención del reconocimiento de la obligación")
    dicho = {
        "favorable": _("Intervenido y conforme"),
        "observaciones": _("Intervenido y conforme, con observaciones"),
        "reparo": _("Reparo"),
    }[resultado]
    aviso = ""
    if resultado == "reparo":
        aviso = (
            _("El reparo suspende la tramitación hasta que se resuelva (TRLRHL, artículo 216.2).")
            if reglas.suspende(juicio.causas)
            else _("El reparo no suspende la tramitación.")
        )
    elif resultado == "observaciones":
        aviso = _("Las observaciones no suspenden la tramitación.")
    sin_previa = tuple(
        f"{uno.asunto}: {EXENCIONES.get(uno.exento, uno.exento)}. {uno.exento_por}".strip()
        for uno in examenes
        if uno.exento
    )
    return Contenido(
        titulo=titulo,
        asunto=examenes[0].asunto if len(examenes) == 1 else _("%(n)d obligaciones") % {"n": len(examenes)},
        norma=_("TRLRHL, artículos 214 a 218; Real Decreto 424/2017, artículos 7 a 23."),
        ficha=(
            (_("Resultado"), dicho),
            (_("Importe"), str(Importe(total))),
            (_("Control"), limitado.en_palabras if limitado is not None else ""),
        ),
        requisitos=tuple(limitado.para_plantilla) if limitado is not None else (),
        secciones=(
            (_("Causas del reparo"), tuple(str(reglas.CAUSAS[causa]) for causa in juicio.causas)),
            (_("En qué se funda"), juicio.texto),
            (_("Sin fiscalización previa del gasto"), sin_previa),
        ),
        columnas=(_("Qué"), _("A favor de"), _("Operación"), _("Aplicación"), _("Importe")),
        filas=tuple(
            (uno.asunto, uno.tercero or "—", uno.referencia or "—", uno.aplicacion or "—", str(Importe(uno.importe)))
            for uno in examenes
        ),
        aviso=aviso,
        tipo_documental="TD13" if resultado == "reparo" else "TD12",
    )


def _suyas(escrito: EscritoDeControl) -> list[Fiscalizacion]:
    ids = [UUID(str(una)) for una in escrito.datos["fiscalizaciones"]]
    return list(
        Fiscalizacion.objects.select_for_update(of=("self",)).filter(id__in=ids, estado=Estado.EN_FIRMA).order_by("id")
    )


@al_firmar(EscritoDeControl.Clase.RESULTADO)
def _firmado(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The result counts. A reparo that suspends waits for the unit."""
    resultado, causas = str(escrito.datos["resultado"]), [str(una) for una in escrito.datos["causas"]]
    for fila in _suyas(escrito):
        fila.estado, fila.hecha_el = resultado, reloj.ahora()
        fila.save(update_fields=["estado", "hecha_el"])
        if resultado == Estado.REPARO:
            _reparar(fila, causas, escrito.documento_id, actor=actor, reloj=reloj)
        _terminada(fila, actor=actor, reloj=reloj)  # who listens sees what it objects to


@al_devolver(EscritoDeControl.Clase.RESULTADO)
def _devuelto(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """It never counted: it is examined again."""
    for fila in _suyas(escrito):
        fila.estado = Estado.SIN_FIRMAR
        fila.save(update_fields=["estado"])
        _terminada(fila, actor=actor, reloj=reloj)


def _terminada(fila: Fiscalizacion, *, actor: Actor, reloj: Reloj) -> None:
    hecho = ExamenTerminado(fila.id, fila.objeto, fila.estado)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[fila])


def _reparar(fila: Fiscalizacion, causas: Sequence[str], documento_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    suspende, vence = reglas.suspende(causas), ultimo_dia("reparo.dias", reloj)
    reparo = Reparo.objects.create(
        fiscalizacion=fila,
        objeto=fila.objeto,
        causas=list(causas),
        suspende=suspende,
        formulado_el=reloj.ahora(),
        vence=vence,
        estado=Reparo.Estado.ABIERTO if suspende else Reparo.Estado.SIN_EFECTO,
        documento_id=documento_id,
        terminado_el=None if suspende else reloj.ahora(),
    )
    hecho = ObjecionFormulada(reparo.id, fila.objeto, tuple(causas), suspende, vence)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[reparo])


def bloqueado(reparo_id: UUID) -> Reparo:
    """A reparo of an obligation or a payment, its row locked with that of what was examined. Raises NoEncontrado."""
    exigir_transaccion()
    reparo = (
        Reparo.objects.select_for_update(of=("self", "fiscalizacion"))
        .select_related("fiscalizacion")
        .filter(id=reparo_id)
        .exclude(objeto="")
        .first()
    )
    if reparo is None:
        raise NoEncontrado(_("No encontramos ese reparo."))
    return reparo


def exigir_reparo(reparo: Reparo, *estados: str) -> None:
    """Assert that a reparo is in one of those states. Raises FaseIncompatible."""
    if reparo.estado not in estados:
        raise FaseIncompatible(_("Eso ya no procede: el reparo está así: %(e)s.") % {"e": reparo.get_estado_display()})


def _reparo_de(escrito: EscritoDeControl) -> Reparo:
    return bloqueado(UUID(str(escrito.datos["reparo"])))


@al_firmar(EscritoDeControl.Clase.ACEPTACION)
def _aceptado(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The unit mends what was wrong: Intervención examines it again."""
    reparo = _reparo_de(escrito)
    exigir_reparo(reparo, Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO)
    reparo.estado, reparo.respuesta_id, reparo.terminado_el = (
        Reparo.Estado.ACEPTADO,
        escrito.documento_id,
        reloj.ahora(),
    )
    reparo.save(update_fields=["estado", "respuesta", "terminado_el"])
    _contestada(reparo, escrito.documento_id, actor=actor, reloj=reloj)
    reparo.fiscalizacion.estado = Estado.REHECHA
    reparo.fiscalizacion.save(update_fields=["estado"])
    _terminada(reparo.fiscalizacion, actor=actor, reloj=reloj)


@al_firmar(EscritoDeControl.Clase.DISCREPANCIA)
def _en_discrepancia(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The unit does not accept it: the president or the Pleno settles it (TRLRHL 217)."""
    reparo = _reparo_de(escrito)
    exigir_reparo(reparo, Reparo.Estado.ABIERTO)
    reparo.estado, reparo.respuesta_id = Reparo.Estado.DISCREPANCIA, escrito.documento_id
    reparo.resuelve = str(escrito.datos["resuelve"])
    reparo.save(update_fields=["estado", "respuesta", "resuelve"])
    _contestada(reparo, escrito.documento_id, actor=actor, reloj=reloj)


@al_firmar(EscritoDeControl.Clase.RESOLUCION)
def _resuelta(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The president settled it."""
    reparo, levanta = _reparo_de(escrito), bool(escrito.datos["levanta"])
    resolver(reparo, documento_id=escrito.documento_id, levanta=levanta, actor=actor, reloj=reloj)


def resolver(reparo: Reparo, *, documento_id: UUID, levanta: bool, actor: Actor, reloj: Reloj) -> None:
    """The discrepancy is settled: it goes on, or the reparo stands and has to be mended. Writes: Reparo, Fiscalizacion.
    Emits: intervencion.objecion.contestada, intervencion.examen.terminado. Raises FaseIncompatible."""
    exigir_transaccion()
    exigir_reparo(reparo, Reparo.Estado.DISCREPANCIA)
    reparo.decision_id = documento_id
    reparo.estado = Reparo.Estado.LEVANTADO if levanta else Reparo.Estado.CONFIRMADO
    reparo.terminado_el = reloj.ahora() if levanta else None
    reparo.save(update_fields=["decision", "estado", "terminado_el"])
    _contestada(reparo, documento_id, actor=actor, reloj=reloj)
    if levanta:
        reparo.fiscalizacion.estado = Estado.LEVANTADO
        reparo.fiscalizacion.save(update_fields=["estado"])
        _terminada(reparo.fiscalizacion, actor=actor, reloj=reloj)


def _contestada(reparo: Reparo, documento_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    hecho = ObjecionContestada(reparo.id, reparo.objeto, reparo.estado, reparo.resuelve, documento_id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[reparo])


def por_resolver(objetos: Iterable[str]) -> Reparo | None:
    """The first reparo that keeps some of those things waiting."""
    return _por_resolver(objetos).first()


def por_resolver_de(objetos: Iterable[str]) -> dict[str, Reparo]:
    """That which keeps each of those that wait, by it."""
    return {uno.objeto: uno for uno in reversed(_por_resolver(objetos))}


def _por_resolver(objetos: Iterable[str]) -> QuerySet[Reparo]:
    suyos = Reparo.objects.select_related("fiscalizacion").filter(objeto__in=list(objetos), estado__in=POR_RESOLVER)
    return suyos.order_by("id")
