"""The one way of every act of procedure: written, signed by whom it behoves, in effect; or back, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO, CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas, sellar
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import alias_actual, automatizadas, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import nombres_de_organos, puesto_de_organo
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.firmas import pedir_firma_de_quien_lo_hace, puesto_de_quien_lo_hace
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, firmante_en, registrar_origen
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso, incorporar_documento
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.eventos import ActoDevuelto, ActoEnFirma, ActoFirmado, ActoSinEfecto
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.circuitos import (
    FirmaAnadida,
    dar_acceso_a_quien_firma,
    firmas_anadidas,
)
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo
from consistorio.tramitacion.motor.operaciones.efectos import clase_de
from consistorio.tramitacion.motor.operaciones.firmas import retirar_acto_de, terminar
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, cancelar, crear, poner_en_espera, reanudar
from consistorio.tramitacion.motor.operaciones.tramites import soltar_esperas

automatizadas.declarar(
    automatizadas.Actuacion(
        "certificado_silencio",
        gettext_lazy("Certificado de silencio expedido por el programa"),
        "LPACAP art. 24.4",
        gettext_lazy(
            "Si se encarga a un proceso, el programa certifica el silencio que ya se produjo y lo sella. Si lo expide una persona, lo firma ella."
        ),
        gettext_lazy("Solicitud, fechas del plazo y sentido del silencio."),
        modulos=(__name__,),
    )
)

CAMPO = "firma"
# By which somebody speaks of their own impartiality: theirs to sign although they are set apart
DE_SI_MISMO = ("abstencion", "recusacion_contestada")
registrar_origen(
    "acto",
    OrigenDeFirmas(ActoTramite, propios=Q(clase__in=DE_SI_MISMO), vivos=Q(estado=ActoTramite.Estado.EN_FIRMA)),
)


@dato
class Escrito:
    """What the document of an act says: its template with the data, its title and its kind (NTI)."""

    plantilla: str
    datos: Mapping[str, object]
    titulo: str
    tipo_documental: str


def dictar(
    expediente: Expediente,
    clase: str,
    escrito: Escrito,
    *,
    datos: Mapping[str, Valor],
    actor: Actor,
    reloj: Reloj,
    tarea: Tarea | None = None,
) -> ActoTramite:
    """Write an act and send it to be signed; what it decides takes effect when it is (`ClaseActo.surtir`).

    An employee's act goes to the folder of their own post, or to that of the organ that decides the case when the law gives it
    the act; and to those of the posts that the procedure adds in that task (`catalogo.firmas`). A system process signs nothing: its act carries the organ's seal and takes effect now (LRJSP 41-42). `tarea`: the
    one it is about; else the one that waits to have it written again, that of the procedure for that step, or a new one. `datos`: what the effect needs.
    Writes: Documento, ActoTramite, Tarea, Circuito, and the effect of automated acts. Emits: motor.acto.en_firma or
    motor.acto.firmado. Raises: FaseIncompatible (one like it already waits), NoPermitido (no post to sign with),
    DatosIncorrectos (nobody holds the organ, or a post that the procedure adds).
    """
    exigir_transaccion()
    tipo = clase_de(clase)
    exigir_sin_firmar(expediente, clase, tarea)
    tarea = tarea or _por_escribir(expediente, clase) or _del_modelo(expediente, tipo)
    tarea = tarea or _crear_tarea(expediente, tipo, actor=actor, reloj=reloj)
    automatico = actor.clase is ClaseActor.SISTEMA
    campos, anadidas = ([SELLO_DE_ORGANO], ()) if automatico else _campos(tipo, tarea, expediente, actor, reloj)
    documento = crear_desde_plantilla(
        escrito.plantilla,
        escrito.datos,
        titulo=escrito.titulo,
        tipo_documental=escrito.tipo_documental,
        organo=tarea.unidad.dir3,
        unidad=tarea.unidad.nombre,
        expediente=expediente.numero,
        firmas=campos,
        actor=actor,
        reloj=reloj,
    )
    acto = ActoTramite.objects.create(
        expediente=expediente,
        tarea=tarea,
        clase=clase,
        documento_id=documento.id,
        datos=dict(datos),
        dictado_por=actor.id,
        dictado_el=reloj.ahora(),
    )
    if automatico:
        sellar(documento, referencia=f"acto:{acto.id}", reloj=reloj)
        _surtir(acto, tarea, expediente, documento, actor=actor, reloj=reloj)
        return acto
    _pedir_firma(acto, tarea, expediente, documento, anadidas, actor=actor, reloj=reloj)
    _anotar_devolucion(tarea, "")
    poner_en_espera(tarea, actor=actor, reloj=reloj)
    hecho = ActoEnFirma(expediente.id, acto.id, clase, documento.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[acto])
    return acto


def exigir_sin_firmar(expediente: Expediente, clase: str, tarea: Tarea | None = None) -> None:
    """Assert that no act of that class (about that task, if given) waits for its signature. Raises FaseIncompatible."""
    en_firma = expediente.actos.filter(clase=clase, estado=ActoTramite.Estado.EN_FIRMA)
    if tarea is not None:
        en_firma = en_firma.filter(tarea=tarea)
    if en_firma.exists():
        raise FaseIncompatible(
            _("%(a)s: ya está escrito.") % {"a": clase_de(clase).nombre},
            que_hacer=_("Falta firmarlo en el portafirmas. Si ya no hace falta, retírelo de la firma."),
        )


def _por_escribir(expediente: Expediente, clase: str) -> Tarea | None:
    """The open task of an act of that class that came back."""
    ultimo = (
        expediente.actos.filter(clase=clase, tarea__cerrada_el=None)
        .select_related("tarea__unidad", "tarea__expediente")
        .order_by("-dictado_el", "-id")
        .first()
    )
    return ultimo.tarea if ultimo is not None else None


def _del_modelo(expediente: Expediente, tipo: ClaseActo) -> Tarea | None:
    """The open task that the procedure foresees for the step that the act opens, if nothing was written for it yet."""
    if not tipo.abre_el_tramite:
        return None
    previstas = expediente.tareas.filter(tipo=tipo.tipo_tarea, del_modelo=True, cerrada_el=None, actos=None)
    return previstas.select_related("unidad", "expediente").order_by("creada_el", "id").first()


def _crear_tarea(expediente: Expediente, tipo: ClaseActo, *, actor: Actor, reloj: Reloj) -> Tarea:
    return crear(
        expediente,
        TareaNueva(
            codigo=tipo.codigo,
            tipo=tipo.tipo_tarea,
            nombre=str(tipo.nombre),
            fase=tipo.fase or expediente.fase,
            unidad_id=expediente.unidad_id,
        ),
        actor=actor,
        reloj=reloj,
    )


def _campos(
    tipo: ClaseActo, tarea: Tarea, expediente: Expediente, actor: Actor, reloj: Reloj
) -> tuple[list[CampoFirma], tuple[FirmaAnadida, ...]]:
    """The places to sign of an act in order, and those of them that its procedure adds: after who writes it, or before the organ."""
    dia, organo = hoy(reloj), _organo_de(tipo, expediente)
    if not organo:
        suyo = puesto_de_quien_lo_hace(actor, tarea.unidad_id, en=dia)
        anadidas = firmas_anadidas(tarea, expediente, en=dia, salvo=[suyo.id] if suyo is not None else [])
        return [CampoFirma(CAMPO, actor.nombre, detalle=actor.cargo), *(una.campo for una in anadidas)], anadidas
    try:
        puesto = puesto_de_organo(organo)
        firmante = firmante_en(expediente, puesto, en=dia)
    except NoEncontrado as error:
        raise DatosIncorrectos(
            _("Hoy nadie puede firmar este acto por «%(o)s»: %(m)s")
            % {"o": nombres_de_organos().get(organo, organo), "m": error.mensaje},
            que_hacer=error.que_hacer,
        ) from error
    anadidas = firmas_anadidas(tarea, expediente, en=dia, salvo=[puesto.id])
    del_organo = CampoFirma(CAMPO, firmante.empleado.nombre, detalle=firmante.cargo_texto)
    return [*(una.campo for una in anadidas), del_organo], anadidas


def _organo_de(tipo: ClaseActo, expediente: Expediente) -> str:
    """Whose post signs: that of the organ to which the law gives the act, or that which decides the case; "" for who writes it."""
    return tipo.organo or (organo_competente(expediente).codigo if tipo.del_organo else "")


def _pedir_firma(
    acto: ActoTramite,
    tarea: Tarea,
    expediente: Expediente,
    documento: Documento,
    anadidas: Sequence[FirmaAnadida],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    referencia, pedidas = f"acto:{acto.id}", [una.pedido for una in anadidas]
    dar_acceso_a_quien_firma(anadidas, expediente, referencia=acto.id, causa="firma:acto", reloj=reloj)
    organo = _organo_de(clase_de(acto.clase), expediente)
    if not organo:
        if (
            pedir_firma_de_quien_lo_hace(
                documento,
                campo=CAMPO,
                unidad_id=tarea.unidad_id,
                referencia=referencia,
                actor=actor,
                reloj=reloj,
                despues=pedidas,
            )
            is None
        ):
            raise NoPermitido(_("Para firmar este acto hace falta ocupar un puesto del Ayuntamiento."))
        return
    puesto = puesto_de_organo(organo)
    pasos = [*pedidas, PasoPedido(puesto, CAMPO)]
    pedir_firmas(documento, pasos, referencia=referencia, actor=actor, reloj=reloj)
    firmante = firmante_en(expediente, puesto, en=hoy(reloj)).empleado
    dar_acceso(expediente.id, referencia=acto.id, causa="firma:acto", momento=reloj.ahora(), empleado_id=firmante.id)


def firmado(acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """The act carries its signature: its document joins the case and it takes effect. One that has ceased to be legal takes
    none: its task says why and it may be written again.

    Writes: DocumentoExpediente, ActoTramite, Tarea, and its effect. Emits: motor.acto.firmado or motor.acto.sin_efecto.
    """
    exigir_transaccion()
    documento = Documento.objects.get(id=acto.documento_id)
    try:
        with transaction.atomic(using=alias_actual()):
            _surtir(acto, tarea, expediente, documento, actor=actor, reloj=reloj)
    except (Conflicto, DatosIncorrectos) as error:
        acto.refresh_from_db()
        terminar(acto, ActoTramite.Estado.SIN_EFECTO, motivo=str(error), reloj=reloj)
        hecho = ActoSinEfecto(expediente.id, acto.id, acto.clase, acto.documento_id)
        anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[acto])
        tarea.refresh_from_db()
        _por_hacer_otra_vez(tarea, str(error), actor=actor, reloj=reloj)


def _surtir(
    acto: ActoTramite, tarea: Tarea, expediente: Expediente, documento: Documento, *, actor: Actor, reloj: Reloj
) -> None:
    tipo = clase_de(acto.clase)
    incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen=tipo.origen,
        visible_interesado=tipo.visible,
        actor=actor,
        reloj=reloj,
    )
    terminar(acto, ActoTramite.Estado.FIRMADO, reloj=reloj)
    hecho = ActoFirmado(expediente.id, acto.id, acto.clase, acto.documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[acto])
    tipo.surtir(acto, tarea, expediente, actor=actor, reloj=reloj)


def devuelto(
    acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, motivo: str, actor: Actor, reloj: Reloj
) -> None:
    """The act came back without signature: its task is to be done again, with the reason.

    Writes: ActoTramite, Tarea. Emits: motor.acto.devuelto, tarea.estado.
    """
    exigir_transaccion()
    terminar(acto, ActoTramite.Estado.DEVUELTO, motivo=motivo, reloj=reloj)
    hecho = ActoDevuelto(expediente.id, acto.id, acto.clase, acto.documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[acto])
    _por_hacer_otra_vez(tarea, motivo, actor=actor, reloj=reloj)


def desechar(tarea: Tarea, expediente: Expediente, *, motivo: str, actor: Actor, reloj: Reloj) -> None:
    """Give up the act of a task, waiting or come back. A task that was only for that act is no longer needed; one that the
    procedure demands (a report, a certificate) is to be done again.

    Writes: ActoTramite, Circuito, Tarea. Emits: motor.acto.retirado, tarea.cancelada or tarea.estado. Raises FaseIncompatible.
    """
    exigir_transaccion()
    ultimo = tarea.actos.order_by("-dictado_el", "-id").first()
    if ultimo is None or ultimo.estado == ActoTramite.Estado.FIRMADO:
        raise FaseIncompatible(_("Esta tarea no tiene ningún acto que retirar."))
    retirado = retirar_acto_de(tarea, expediente, motivo=motivo, actor=actor, reloj=reloj)
    if tarea.del_modelo or not clase_de(ultimo.clase).tarea_propia:
        if not retirado:
            raise FaseIncompatible(_("Este trámite es obligatorio: escríbalo otra vez."))
        _por_hacer_otra_vez(tarea, motivo, actor=actor, reloj=reloj)
        return
    cancelar(tarea, actor=actor, reloj=reloj)
    soltar_esperas(expediente, actor=actor, reloj=reloj)


def _por_hacer_otra_vez(tarea: Tarea, motivo: str, *, actor: Actor, reloj: Reloj) -> None:
    if tarea.abierta:
        _anotar_devolucion(tarea, motivo)
        reanudar(tarea, actor=actor, reloj=reloj)


def _anotar_devolucion(tarea: Tarea, motivo: str) -> None:
    """Keep in the task why it has to be done again, or forget it."""
    otros = {clave: valor for clave, valor in tarea.datos.items() if clave != "devuelto"}
    tarea.datos = {**otros, "devuelto": motivo} if motivo else otros
    tarea.save(update_fields=["datos"])
