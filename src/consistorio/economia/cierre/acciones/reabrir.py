"""Open a closed year again: an act that is signed and says why."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import circuito_de, pasos_de
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
from consistorio.servicios.resoluciones.models import Resolucion

LARGO_MOTIVO = 600
# No article opened says who decides it. It is taken as who approves the settlement (the presidency, or in its name), and who certifies what an organ agreed. To be reviewed
_DECIDEN: Final = {
    "TD01": frozenset({"alcaldia"}),
    "TD02": frozenset({"alcaldia", "secretaria"}),
    "TD11": frozenset({"secretaria"}),
}


@accion("cierre.ejercicio.reabierto", permiso=REABRIR, norma=NORMA)
def reabrir_ejercicio(*, actor: Actor, anio: int, documento_id: UUID, motivo: str, reloj: Reloj) -> Reapertura:
    """Undo the closing of a year with entries of contrary sign, in it and in the opening of the next one.

    `documento_id`: the act that decides it: a resolution, an agreement or the certificate of one, signed by all and by who may. Who: with `cierre.reabrir`. Writes: Reapertura, Cierre, Asiento, Ejercicio, SaldoCerrado, RemanenteCredito, Rendicion (those that wait
    to be signed leave the signature folders). Emits: cierre.ejercicio.reabierto. Raises NoEncontrado (it is not closed), DatosIncorrectos, Conflicto (the next year is
    closed too, its Cuenta General is approved, or something of its remnants was already incorporated). What was paid, collected or corrected of what it left stays in the next year.
    """
    cierre = Cierre.objects.select_for_update().filter(ejercicio_id=anio, reapertura=None).first()
    if cierre is None:
        raise NoEncontrado(_("El ejercicio %(anio)d no está cerrado.") % {"anio": anio})
    list(Ejercicio.objects.select_for_update().filter(anio__gte=anio).order_by("anio"))
    if problemas := _problemas(motivo, documento_id):
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


def _problemas(motivo: str, documento_id: UUID) -> list[Problema]:
    hallados = []
    if not motivo.strip() or len(motivo) > LARGO_MOTIVO:
        mensaje = _("Diga por qué se abre, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        hallados.append(Problema("motivo", mensaje))
    if mensaje := _por_que_no_decide(documento_id):
        hallados.append(Problema("documento", mensaje))
    elif Reapertura.objects.filter(documento=documento_id).exists():
        hallados.append(Problema("documento", _("Por ese acuerdo ya se abrió un ejercicio: elija el de esta vez.")))
    return hallados


def _por_que_no_decide(documento_id: UUID) -> str:
    """In words, why a document is not an act that may open a year again; "" when it is."""
    documento = Documento.objects.filter(id=documento_id).first()
    circuito = circuito_de(documento_id)
    if documento is None or circuito is None or circuito.estado != circuito.Estado.COMPLETADO:
        return _("Elija el acuerdo firmado por el que se abre.")
    if documento.tipo_documental not in _DECIDEN:
        return _("Ese documento no es una resolución, un acuerdo ni su certificado: elija el que decide abrirlo.")
    organos = _DECIDEN[documento.tipo_documental]
    if not any({paso.organo, paso.puesto.organo} & organos for paso in pasos_de(circuito)):
        return _(
            "No lo firma quien puede decidirlo: la Alcaldía una resolución, o la Secretaría el certificado de un acuerdo."
        )
    if Resolucion.objects.filter(documento=documento).exclude(estado=Resolucion.Estado.FIRMADA).exists():
        return _("Esa resolución se anuló: elija la que vale.")
    return ""


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
