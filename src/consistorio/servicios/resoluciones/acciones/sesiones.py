"""What an organ decides in session: the signed proposal goes to the Secretaría, which records what was agreed (ROF 112-113, 206-207)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.servicios.resoluciones import datos_documento, sesiones
from consistorio.servicios.resoluciones.acciones.elevar import lista_para_decidir
from consistorio.servicios.resoluciones.eventos import AsuntoDevuelto, AsuntoListo, AsuntoPedido
from consistorio.servicios.resoluciones.firmantes import exigir_presidencia
from consistorio.servicios.resoluciones.models import AsuntoSesion, Resolucion
from consistorio.servicios.resoluciones.permisos import ACORDAR, DOCUMENTAR, ELEVAR
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_que_lleva
from consistorio.tramitacion.expedientes.firmas import puesto_de_quien_lo_hace
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento, retirar_acceso
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para

CAMPO = "firma"
SECRETARIA = "secretaria"


@accion(
    "resolucion.asunto.pedido",
    "tarea.adelantada",
    permiso=ELEVAR,
    norma="LPACAP arts. 36, 71.2 y 88.7; LRBRL art. 23; ROF arts. 82 y 113",
)
def llevar_a_sesion(
    *, actor: Actor, expediente_id: UUID, reloj: Reloj, motivo_orden: str = "", dictamen: str = ""
) -> AsuntoSesion:
    """Sign the proposal of what an organ decides in session, with those whom its procedure adds; once signed it waits among the matters of the
    Secretaría.

    Who: staff with `resolucion.elevar` on the case. `motivo_orden`: why, when another alike of an older case had its turn (71.2). `dictamen`: as
    `elevar_a_firma`. Writes AsuntoSesion, Documento, Resolucion, MotivoDeTarea, the circuit. Emits AsuntoPedido, TareaAdelantada. Raises NoEncontrado, NoPermitido
    (no post to sign with), FaseIncompatible (nothing proposed, something awaited, decided by decree, sent already), DatosIncorrectos
    (among it, nobody presides that organ).
    """
    expediente = expediente_que_lleva(actor, expediente_id, ELEVAR)
    resolucion, tarea = lista_para_decidir(
        expediente, motivo_orden=motivo_orden, dictamen=dictamen, actor=actor, reloj=reloj
    )
    if not resolucion.en_sesion or resolucion.numero is not None:
        raise FaseIncompatible(
            _("Esta resolución no se lleva a ninguna sesión."), que_hacer=_("Envíela a la firma desde su tarea.")
        )
    exigir_presidencia(resolucion, reloj)
    dia = hoy(reloj)
    suyo = puesto_de_quien_lo_hace(actor, expediente.unidad_id, en=dia)
    if suyo is None:
        raise NoPermitido(_("Para firmar la propuesta hace falta ocupar un puesto del Ayuntamiento."))
    anadidas = motor.firmas_anadidas(tarea, expediente, en=dia, salvo=[suyo.id])
    documento = _propuesta(resolucion, expediente, anadidas, actor=actor, reloj=reloj)
    asunto = AsuntoSesion.objects.create(
        expediente=expediente, resolucion=resolucion, propuesta=documento, enviado_el=reloj.ahora()
    )
    motor.dar_acceso_a_quien_firma(anadidas, expediente, referencia=asunto.id, causa="firma:asunto", reloj=reloj)
    pedir_firmas(
        documento,
        [PasoPedido(suyo, CAMPO), *(una.pedido for una in anadidas)],
        referencia=f"asunto_sesion:{asunto.id}",
        actor=actor,
        reloj=reloj,
    )
    sesiones.olvidar_devolucion(tarea)
    motor.poner_en_espera(tarea, actor=actor, reloj=reloj)
    resolucion.tarea_id, resolucion.estado = tarea.id, Resolucion.Estado.EN_SESION
    resolucion.save()
    hecho = AsuntoPedido(resolucion.id, expediente.id, asunto.id, documento.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[resolucion, asunto])
    return asunto


@accion("resolucion.asunto.listo", permiso=DOCUMENTAR, norma="LPACAP art. 88.7; ROF art. 82")
def recoger_asunto(*, actor: Actor, asunto_id: UUID, reloj: Reloj) -> AsuntoSesion:
    """The proposal is signed: it joins the case and the Secretaría has it among its matters.

    Who: the job of the same name; idempotent. Writes AsuntoSesion, DocumentoExpediente, Tarea. Emits AsuntoListo. Raises NoEncontrado.
    """
    asunto, expediente = _asunto(asunto_id)
    if asunto.estado != AsuntoSesion.Estado.EN_FIRMA:
        return asunto
    documento = Documento.objects.get(id=asunto.propuesta_id)
    incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="propuesta",
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
    tarea = motor.crear(
        expediente,
        motor.TareaNueva(
            codigo="acuerdo_junta",
            tipo="acuerdo_junta",
            nombre=_("Anotar lo que se acuerde en sesión"),
            fase="finalizacion",
            unidad_id=puesto_de_organo(SECRETARIA).unidad_id,
            datos={"asunto": str(asunto.id)},
        ),
        actor=actor,
        reloj=reloj,
    )
    asunto.estado, asunto.tarea_id = AsuntoSesion.Estado.LISTO, tarea.id
    asunto.save(update_fields=["estado", "tarea_id"])
    retirar_acceso(referencia=asunto.id, momento=reloj.ahora())
    hecho = AsuntoListo(asunto.resolucion_id, expediente.id, asunto.id, documento.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[asunto])
    return asunto


@accion("resolucion.asunto.devuelto", permiso=DOCUMENTAR, norma="LPACAP art. 75.1")
def recoger_asunto_devuelto(*, actor: Actor, asunto_id: UUID, motivo: str, reloj: Reloj) -> AsuntoSesion:
    """The proposal came back without signature: it may be changed and sent again.

    Who: the job of the same name; idempotent. Writes AsuntoSesion, Resolucion, Tarea. Emits AsuntoDevuelto. Raises NoEncontrado.
    """
    asunto, expediente = _asunto(asunto_id)
    if asunto.estado != AsuntoSesion.Estado.EN_FIRMA:
        return asunto
    asunto.estado, asunto.motivo = AsuntoSesion.Estado.DEVUELTO, motivo[:1000]
    asunto.save(update_fields=["estado", "motivo"])
    retirar_acceso(referencia=asunto.id, momento=reloj.ahora())
    resolucion = sesiones.devolver_al_area(asunto, motivo=motivo, actor=actor, reloj=reloj)
    hecho = AsuntoDevuelto(resolucion.id, expediente.id, asunto.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[resolucion, asunto])
    return asunto


@accion(
    "resolucion.asunto.tratado",
    "resolucion.redactada",
    "resolucion.numerada",
    "resolucion.libro.abierto",
    permiso=ACORDAR,
    norma="LRBRL art. 23; ROF arts. 98, 112, 113, 202, 206 y 207; LPACAP arts. 24.3, 84 y 88",
)
def anotar_acuerdo(
    *,
    actor: Actor,
    tarea_id: UUID,
    resultado: str,
    sesion_el: date | None,
    sesion_numero: str,
    reloj: Reloj,
    enmienda: Sequence[str] = (),
    motivo: str = "",
    acta_aprobada: bool = False,
) -> AsuntoSesion:
    """Record what the organ decided in session. What it agreed takes its number in the book of acuerdos, and its certificate goes to be
    signed by the secretario and by whom presides; from there it is notified as any resolution. What was not agreed goes back to the area,
    or waits for another session.

    `sesion_el`, `sesion_numero`: None and "" for what was withdrawn before any session. `enmienda`: the whole decision as it was agreed, when it is not the one proposed. `motivo`: why it was not agreed. `acta_aprobada`:
    without it the certificate says that the minutes are not approved (ROF 206). Who: the Secretaría (`resolucion.acordar`). Writes
    AsuntoSesion, Resolucion, Libro, Tarea. Emits AsuntoTratado, PropuestaRedactada, ResolucionNumerada. Raises NoEncontrado, NoPermitido, FaseIncompatible
    (recorded already; an amendment of what spends, which nobody has examined), DatosIncorrectos (every problem; a sense that the law no longer leaves: 24.3.a, 84), Conflicto (book closed).
    """
    tarea, expediente = tarea_para(actor, tarea_id, ACORDAR)
    asunto = AsuntoSesion.objects.select_for_update().filter(tarea_id=tarea.id, estado="listo").first()
    if asunto is None or not tarea.abierta:
        raise FaseIncompatible(_("Este asunto no espera ninguna sesión."), que_hacer=_("Mire si ya está anotado."))
    textos = [parrafo.strip() for parrafo in enmienda if parrafo.strip()]
    problemas = _problemas(asunto, resultado, sesion_el, sesion_numero, textos, motivo, reloj)
    if problemas:
        raise DatosIncorrectos(_("El resultado de la sesión no está completo."), problemas=problemas)
    asunto.resultado, asunto.sesion_el, asunto.sesion_numero = resultado, sesion_el, sesion_numero.strip()
    asunto.enmienda, asunto.motivo, asunto.acta_aprobada = textos, motivo.strip(), acta_aprobada
    asunto.anotado_por, asunto.anotado_el = actor.id, reloj.ahora()
    asunto.estado = AsuntoSesion.Estado.TRATADO
    asunto.save()
    sesiones.tratar(asunto, tarea, expediente, actor=actor, reloj=reloj)
    return asunto


def _problemas(
    asunto: AsuntoSesion,
    resultado: str,
    sesion_el: date | None,
    sesion_numero: str,
    enmienda: Sequence[str],
    motivo: str,
    reloj: Reloj,
) -> list[Problema]:
    problemas = []
    if resultado not in AsuntoSesion.Resultado.values:
        problemas.append(Problema("resultado", _("Elija qué se decidió.")))
    problemas += _de_la_sesion(asunto, resultado, sesion_el, sesion_numero.strip(), reloj)
    if (resultado == AsuntoSesion.Resultado.ENMENDADO) != bool(enmienda):
        problemas.append(
            Problema("enmienda", _("Copie la decisión entera como se acordó, y solo si se aprobó con una enmienda."))
        )
    if resultado in sesiones.SIN_ACUERDO and not motivo.strip():
        problemas.append(Problema("motivo", _("Explique por qué: lo leerá quien lleva el expediente.")))
    if len(motivo) > 1000:
        problemas.append(Problema("motivo", _("Escriba 1000 letras como mucho.")))
    return problemas


def _de_la_sesion(
    asunto: AsuntoSesion, resultado: str, sesion_el: date | None, numero: str, reloj: Reloj
) -> list[Problema]:
    """What is wrong with the day and the number of the session; neither is asked of what was withdrawn before any."""
    if resultado == AsuntoSesion.Resultado.RETIRADO and sesion_el is None and not numero:
        return []
    problemas = []
    anterior = sesiones.sesion_anterior(asunto)
    if sesion_el is None:
        problemas.append(Problema("sesion_el", _("Escriba el día de la sesión.")))
    elif not en_madrid(asunto.enviado_el).date() <= sesion_el <= hoy(reloj):
        problemas.append(
            Problema("sesion_el", _("La sesión no puede ser anterior al envío de la propuesta ni posterior a hoy."))
        )
    elif anterior is not None and sesion_el <= anterior:
        problemas.append(
            Problema(
                "sesion_el",
                _("En la sesión del %(d)s quedó sobre la mesa: esta es posterior.") % {"d": f"{anterior:%d/%m/%Y}"},
            )
        )
    if not numero or len(numero) > 40:
        problemas.append(Problema("sesion_numero", _("Escriba el número de la sesión, en 40 letras como mucho.")))
    return problemas


def _asunto(asunto_id: UUID) -> tuple[AsuntoSesion, Expediente]:
    previo = AsuntoSesion.objects.filter(id=asunto_id).values_list("expediente_id", flat=True).first()
    if previo is None:
        raise NoEncontrado(_("No encontramos ese asunto."))
    expediente = bloquear(previo)
    return AsuntoSesion.objects.select_for_update().get(id=asunto_id), expediente


def _propuesta(
    resolucion: Resolucion,
    expediente: Expediente,
    anadidas: Sequence[motor.FirmaAnadida],
    *,
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    return crear_desde_plantilla(
        "propuesta",
        datos_documento.de_propuesta(resolucion),
        titulo=_("Propuesta de acuerdo: %s") % resolucion.asunto,
        tipo_documental="TD13",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre="propuesta.pdf",
        firmas=[CampoFirma(CAMPO, actor.nombre, detalle=actor.cargo), *(una.campo for una in anadidas)],
        actor=actor,
        reloj=reloj,
    )
