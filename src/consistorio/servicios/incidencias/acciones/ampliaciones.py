"""The decision that extends terms: proposed, signed, applied case by case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.servicios.incidencias.acceso import ampliacion_para, incidencia_para
from consistorio.servicios.incidencias.consultas import posteriores
from consistorio.servicios.incidencias.eventos import AmpliacionAplicada, AmpliacionPropuesta, AmpliacionResuelta
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, Incidencia
from consistorio.servicios.incidencias.permisos import APLICAR, GESTIONAR
from consistorio.servicios.incidencias.terminos import llegan_antes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.operaciones.incidencias import prorrogar

automatizadas.declarar(
    automatizadas.Actuacion(
        "plazos_por_incidencia",
        gettext_lazy("Ampliación de los plazos por una incidencia técnica"),
        "LPACAP art. 32.4",
        gettext_lazy(
            "Cuando la Alcaldía firma la ampliación, el programa la publica y cambia en cada expediente el último día de los plazos que no habían vencido."
        ),
        gettext_lazy("La decisión firmada y las fechas de los plazos."),
        firma=gettext_lazy("Firma de la Alcaldía en la decisión"),
        permisos=(APLICAR,),
    )
)

ORGANO = "alcaldia"
CAMPO = "organo"
REFERENCIA = "incidencia"


@accion("incidencia.ampliacion.propuesta", permiso=GESTIONAR, norma="LPACAP arts. 32.4, 35.1.e y 36; LBRL art. 21.1.s")
def proponer_ampliacion(
    *, actor: Actor, incidencia_id: UUID, hasta: date, motivo: str, reloj: Reloj
) -> AmpliacionDePlazos:
    """Write the decision that extends, up to a hábil day, the terms of the parties that have not ended, and send it to the mayor.

    Who: whoever keeps the sede running. Writes: Documento, AmpliacionDePlazos, the circuit. Emits: incidencia.ampliacion.propuesta.
    Raises: DatosIncorrectos (every problem), NoEncontrado (the incident, or nobody holds the post), FaseIncompatible (not
    published), Conflicto (another one waits to be signed).
    """
    incidencia = incidencia_para(incidencia_id)
    if incidencia.estado != Incidencia.Estado.PUBLICADA:
        raise FaseIncompatible(
            _("Publique antes la incidencia: la ley pide publicar las dos cosas (artículo 32.4)."),
        )
    if incidencia.ampliaciones.filter(estado=AmpliacionDePlazos.Estado.EN_FIRMA).exists():
        raise Conflicto(
            _("Ya hay una ampliación de esta incidencia pendiente de firma."),
            que_hacer=_("Espere a que se firme o se devuelva."),
        )
    _comprobar(hasta, motivo.strip(), reloj)
    puesto = puesto_de_organo(ORGANO)
    firmante = titular_de(puesto, en=hoy(reloj))
    documento = _documento(incidencia, firmante, hasta=hasta, motivo=motivo.strip(), actor=actor, reloj=reloj)
    ampliacion = AmpliacionDePlazos.objects.create(
        id=uuid7(),
        incidencia=incidencia,
        hasta=hasta,
        motivo=motivo.strip(),
        documento=documento,
        propuesta_el=reloj.ahora(),
        propuesta_por=actor.id,
    )
    referencia = f"{REFERENCIA}:{ampliacion.id}"
    pedir_firmas(documento, [PasoPedido(puesto, CAMPO)], referencia=referencia, actor=actor, reloj=reloj)
    hecho = AmpliacionPropuesta(incidencia.id, ampliacion.id, documento.id, hasta)
    anotar(incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[ampliacion])
    return ampliacion


def _comprobar(hasta: date, motivo: str, reloj: Reloj) -> None:
    problemas = []
    if hasta <= hoy(reloj):
        problemas.append(Problema("hasta", _("La fecha tiene que ser posterior a hoy.")))
    elif not calendario_de_la_sede(en=hoy(reloj)).es_habil(hasta):
        problemas.append(Problema("hasta", _("Ese día es inhábil: elija un día hábil del calendario de la sede.")))
    if len(motivo) < 10:
        problemas.append(Problema("motivo", _("Explique por qué: la decisión tiene que estar motivada.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha propuesto la ampliación."), problemas=problemas)


def _documento(
    incidencia: Incidencia, firmante: Firmante, *, hasta: date, motivo: str, actor: Actor, reloj: Reloj
) -> Documento:
    final = (
        _("hasta el %(d)s") % {"d": f"{en_madrid(incidencia.hasta):%d/%m/%Y, %H:%M}"}
        if incidencia.hasta
        else _("y sigue sin resolverse")
    )
    return crear_desde_plantilla(
        "diligencia",
        {
            "titulo": _("Ampliación de plazos por incidencia técnica"),
            "texto": [
                _("La sede electrónica no ha funcionado con normalidad desde el %(desde)s %(final)s: %(que)s.")
                % {
                    "desde": f"{en_madrid(incidencia.desde):%d/%m/%Y, %H:%M}",
                    "final": final,
                    "que": incidencia.titulo,
                },
                incidencia.descripcion,
                motivo,
                _(
                    "Los plazos para que las personas interesadas presenten escritos o documentos que no hayan vencido cuando "
                    "se firma esta decisión, y que terminarían antes del %(hasta)s, se amplían hasta ese día, incluido."
                )
                % {"hasta": fecha_larga(hasta)},
                _("Contra esta decisión no cabe recurso separado (artículo 32.3 de la Ley 39/2015)."),
                _("Se publica en la sede electrónica con la incidencia (artículo 32.4 de la Ley 39/2015)."),
            ],
        },
        titulo=_("Ampliación de plazos hasta el %(hasta)s por incidencia técnica") % {"hasta": f"{hasta:%d/%m/%Y}"},
        tipo_documental="TD02",
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        nombre="ampliacion-de-plazos.pdf",
        firmas=(CampoFirma(CAMPO, f"{firmante.empleado.nombre}, {firmante.cargo_texto}"),),
        actor=actor,
        reloj=reloj,
    )


@accion("incidencia.ampliacion.resuelta", permiso=APLICAR, norma="LPACAP arts. 32.4 y 36")
def recoger_firma(*, actor: Actor, ampliacion_id: UUID, reloj: Reloj) -> AmpliacionDePlazos:
    """The decision is signed: it counts from then, and a job takes it to the cases. Signed when its date had come, it has no effect.

    Who: the job of the same name; idempotent. Writes: AmpliacionDePlazos. Emits: incidencia.ampliacion.resuelta. Raises NoEncontrado.
    """
    ampliacion = ampliacion_para(ampliacion_id)
    circuito = circuito_de(ampliacion.documento_id)
    if ampliacion.estado != AmpliacionDePlazos.Estado.EN_FIRMA or circuito is None or circuito.terminado_el is None:
        return ampliacion
    sirve = en_madrid(circuito.terminado_el).date() < ampliacion.hasta
    ampliacion.estado = AmpliacionDePlazos.Estado.FIRMADA if sirve else AmpliacionDePlazos.Estado.SIN_EFECTO
    ampliacion.firmada_el = circuito.terminado_el
    ampliacion.save(update_fields=["estado", "firmada_el"])
    _anotar_resuelta(ampliacion, actor=actor, reloj=reloj)
    if sirve:
        encolar("incidencias.aplicar", clave=f"incidencia:{ampliacion.id}", ampliacion_id=ampliacion.id)
    return ampliacion


@accion("incidencia.ampliacion.resuelta", permiso=APLICAR, norma="LPACAP art. 32.4")
def recoger_devolucion(*, actor: Actor, ampliacion_id: UUID, reloj: Reloj) -> AmpliacionDePlazos:
    """The decision came back unsigned: another may be proposed.

    Who: the job of the same name; idempotent. Writes: AmpliacionDePlazos. Emits: incidencia.ampliacion.resuelta. Raises NoEncontrado.
    """
    ampliacion = ampliacion_para(ampliacion_id)
    if ampliacion.estado == AmpliacionDePlazos.Estado.EN_FIRMA:
        ampliacion.estado = AmpliacionDePlazos.Estado.DEVUELTA
        ampliacion.save(update_fields=["estado"])
        _anotar_resuelta(ampliacion, actor=actor, reloj=reloj)
    return ampliacion


def _anotar_resuelta(ampliacion: AmpliacionDePlazos, *, actor: Actor, reloj: Reloj) -> None:
    incidencia = ampliacion.incidencia
    hecho = AmpliacionResuelta(incidencia.id, ampliacion.id, ampliacion.estado)
    anotar(incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[ampliacion])


@accion("motor.termino.prorrogado", permiso=APLICAR, norma="LPACAP art. 32.4")
def aplicar_a_expediente(*, actor: Actor, ampliacion_id: UUID, expediente_id: UUID, reloj: Reloj) -> int:
    """Extend the terms of one case that had not ended when the decision was signed, and put the decision in it. How many moved.

    Who: the job `incidencias.aplicar`; idempotent. Writes: what `motor.operaciones.incidencias.prorrogar` says.
    Emits: motor.termino.prorrogado, expediente.documento.incorporado. Raises NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    ampliacion = ampliacion_para(ampliacion_id)
    if ampliacion.firmada_el is None or ampliacion.estado != AmpliacionDePlazos.Estado.FIRMADA:
        return 0
    if expediente.estado != Expediente.Estado.ABIERTO:
        return 0
    acuerdo = AcuerdoDeAmpliacion(
        ampliacion.incidencia_id, ampliacion.documento_id, en_madrid(ampliacion.firmada_el).date(), ampliacion.hasta
    )
    return prorrogar(expediente, acuerdo, actor=actor, reloj=reloj)


@accion("incidencia.ampliacion.aplicada", permiso=APLICAR, norma="LPACAP art. 32.4")
def dar_por_aplicada(*, actor: Actor, ampliacion_id: UUID, terminos: int, reloj: Reloj) -> AmpliacionDePlazos:
    """Every case that it touches has it. `terminos`: how many terms it moved. It stays on its way while one signed before, in whose days
    it was signed, is: when that one has got everywhere, this one goes again to the terms that only that one kept open.

    Who: the job `incidencias.aplicar`; idempotent. Writes: AmpliacionDePlazos. Emits: incidencia.ampliacion.aplicada.
    Raises NoEncontrado.
    """
    ampliacion = ampliacion_para(ampliacion_id)
    if ampliacion.firmada_el is None or ampliacion.estado != AmpliacionDePlazos.Estado.FIRMADA:
        return ampliacion
    if ampliacion.aplicada_el is not None or llegan_antes(ampliacion, ampliacion.firmada_el):
        return ampliacion
    ampliacion.aplicada_el, ampliacion.terminos = reloj.ahora(), terminos
    ampliacion.save(update_fields=["aplicada_el", "terminos"])
    hecho = AmpliacionAplicada(ampliacion.incidencia_id, ampliacion.id, terminos)
    anotar(ampliacion.incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[ampliacion])
    for siguiente in posteriores(ampliacion):
        encolar("incidencias.aplicar", clave=f"incidencia:{siguiente}", ampliacion_id=siguiente)
    return ampliacion
