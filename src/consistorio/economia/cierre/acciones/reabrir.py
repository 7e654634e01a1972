"""Open a closed year again: an act that is signed and says why."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.economia.cierre.acciones.cerrar import NORMA
from consistorio.economia.cierre.eventos import EjercicioReabierto
from consistorio.economia.cierre.models import Cierre, PasoDeRendicion, Reapertura, Rendicion
from consistorio.economia.cierre.permisos import REABRIR
from consistorio.economia.contabilidad.ejercicios import volver_a_abrir
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.libros import con_apuntes
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar_varios
from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.economia.presupuesto.operaciones.remanentes import devolver_remanentes
from consistorio.economia.presupuesto.operaciones.vuelta import devolver_cerrados, enlazar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones.consultas import acto_de, con_efecto
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.reglas import FAVORABLES

LARGO_MOTIVO = 600
# No article opened says who decides it. It is taken as who approves the settlement (the presidency, or in its name) and the organs that decide in session. To be reviewed
_DECIDEN: Final = frozenset({"alcaldia", "junta_gobierno", "pleno"})


@accion("cierre.ejercicio.reabierto", permiso=REABRIR, norma=NORMA)
def reabrir_ejercicio(*, actor: Actor, anio: int, documento_id: UUID, motivo: str, reloj: Reloj) -> Reapertura:
    """Undo the closing of a year with entries of contrary sign, in it and in the opening of the next one.

    `documento_id`: the act that decides it, numbered in its book (ROF 200) and later than the closing: a resolution or an agreement of an organ that may, or its certificate.
    Who: with `cierre.reabrir`. Writes: Reapertura, Cierre, Asiento, Ejercicio, SaldoCerrado, RemanenteCredito, Rendicion (those that wait to be signed leave the signature
    folders). Emits: cierre.ejercicio.reabierto. Raises NoEncontrado (it is not closed), DatosIncorrectos, Conflicto (the next year is closed too, its Cuenta General is
    approved, or something of its remnants was already incorporated). What was paid, collected or corrected of what it left stays in the next year.
    """
    cierre = Cierre.objects.select_for_update().filter(ejercicio_id=anio, reapertura=None).first()
    if cierre is None:
        raise NoEncontrado(_("El ejercicio %(anio)d no está cerrado.") % {"anio": anio})
    list(Ejercicio.objects.select_for_update().filter(anio__gte=anio).order_by("anio"))
    if problemas := _problemas(cierre, motivo, documento_id):
        raise DatosIncorrectos(_("El ejercicio no se ha abierto."), problemas=problemas)
    if Ejercicio.objects.filter(anio__gt=anio, estado=Ejercicio.Estado.CERRADO).exists():
        raise Conflicto(_("Hay ejercicios posteriores cerrados."), que_hacer=_("Ábralos antes, del último al primero."))
    retiradas = _retirar(cierre, actor=actor, reloj=reloj)
    enlazados = enlazar(anio + 1)
    devolver_cerrados(anio + 1)
    devolver_remanentes(anio)
    volver_a_abrir(anio)
    reapertura = Reapertura.objects.create(
        documento_id=documento_id, motivo=motivo.strip(), reabierto_el=reloj.ahora(), autor_id=actor.id
    )
    contrarios = [
        *_contrarios(anio, cierre.primer_asiento, cierre.ultimo_asiento),
        *_contrarios(anio + 1, cierre.primera_apertura, cierre.ultima_apertura),
    ]
    asientos = asentar_varios(contrarios, actor=actor, reloj=reloj)
    cierre.reapertura = reapertura
    cierre.save(update_fields=["reapertura"])
    hecho = EjercicioReabierto(anio, cierre.id, reapertura.id, documento_id, len(asientos))
    filas = [reapertura, cierre, *asientos, *retiradas, *enlazados]
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=filas)
    return reapertura


def _retirar(cierre: Cierre, *, actor: Actor, reloj: Reloj) -> list[Rendicion]:
    """What is said of that closing is signed no more. Raises Conflicto once the Pleno approved the Cuenta General (TRLRHL 212)."""
    rendiciones = list(cierre.rendiciones.select_for_update().order_by("id"))
    if PasoDeRendicion.objects.filter(
        rendicion__in=rendiciones, rendicion__clase=Rendicion.Clase.CUENTA_GENERAL, codigo="aprobacion"
    ).exists():
        raise Conflicto(
            _("La Cuenta General de %(anio)d ya está aprobada.") % {"anio": cierre.ejercicio_id},
            que_hacer=_("Anote lo que falte en el ejercicio siguiente."),
        )
    en_firma = [una for una in rendiciones if una.estado == Rendicion.Estado.EN_FIRMA]
    for una in en_firma:
        retirar_firmas(una.documento_id, actor=actor, reloj=reloj)
        una.estado = Rendicion.Estado.DEVUELTA
        una.save(update_fields=["estado"])
    return en_firma


def _problemas(cierre: Cierre, motivo: str, documento_id: UUID) -> list[Problema]:
    hallados = []
    if not motivo.strip() or len(motivo) > LARGO_MOTIVO:
        mensaje = _("Diga por qué se abre, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        hallados.append(Problema("motivo", mensaje))
    acto = acto_de(documento_id)
    if acto is not None and Reapertura.objects.filter(documento__in=_papeles(acto)).exists():
        hallados.append(Problema("documento", _("Por ese acuerdo ya se abrió un ejercicio: elija el de esta vez.")))
    elif mensaje := _por_que_no_decide(acto, cierre):
        hallados.append(Problema("documento", mensaje))
    return hallados


def _por_que_no_decide(acto: Resolucion | None, cierre: Cierre) -> str:
    """In words, why it is not an act that may open that closed year again; "" when it is."""
    if acto is None:
        return _(
            "Ese documento no es una resolución ni un acuerdo de los libros, ni su certificado: elija el que decide abrirlo."
        )
    if acto.estado not in (Resolucion.Estado.FIRMADA, Resolucion.Estado.ANULADA):
        return _("Elija el acuerdo firmado por el que se abre.")
    if not con_efecto(acto):
        return _("Esa resolución se anuló o quedó sin efecto: elija la que vale.")
    if acto.organo not in _DECIDEN:
        return _(
            "No lo decide quien puede: la Alcaldía (o quien la sustituye o tiene su delegación), la Junta de Gobierno o el Pleno."
        )
    if acto.sentido not in FAVORABLES:
        return _("Esa resolución no concede lo que se pedía: elija la que decide abrirlo.")
    if acto.firmada_el is None or acto.firmada_el <= cierre.cerrado_el:
        return _("Ese acuerdo se firmó antes de cerrar el ejercicio: no puede decidir que se abra otra vez.")
    return ""


def _papeles(acto: Resolucion) -> list[UUID]:
    """The document of an act and those of its certificates: the same act does not open two years."""
    suyos = [acto.documento_id, *acto.certificados.values_list("documento_id", flat=True)]
    return [uno for uno in suyos if uno is not None]


def _contrarios(anio: int, primero: int, ultimo: int) -> list[AsientoNuevo]:
    """The same entries with the sign changed, the last one first."""
    asientos = Asiento.objects.filter(ejercicio=anio, numero__range=(primero, ultimo)).order_by("-numero")
    return [
        AsientoNuevo(
            uno.asiento.fecha,
            _("Reapertura: %(texto)s") % {"texto": uno.asiento.texto},
            negativo(Partida(a.debe_id, a.haber_id, a.importe, a.regla) for a in uno.apuntes),
            clase=uno.asiento.clase,
        )
        for uno in con_apuntes(list(asientos))
    ]
