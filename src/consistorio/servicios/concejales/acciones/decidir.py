"""Grant or refuse what a councillor asks, by a signed act or by silence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.concejales import reglas
from consistorio.servicios.concejales.acceso import peticion_para
from consistorio.servicios.concejales.consultas import por_recoger
from consistorio.servicios.concejales.eventos import (
    EscritoTerminado,
    PeticionConcedidaPorSilencio,
    PeticionResuelta,
)
from consistorio.servicios.concejales.models import DocumentoConcedido, EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.operaciones import bloqueada, cadena_de, escribir
from consistorio.servicios.concejales.permisos import ATENDER, RESOLVER

NORMA = "ROF arts. 14 a 16; LBRL art. 77"
ORGANOS: Final = ("alcaldia", reglas.JUNTA)  # ROF 14.2: the Presidencia or the Comisión de Gobierno
_P, _E, _C = PeticionDeInformacion.Estado, EscritoDePeticion.Estado, EscritoDePeticion.Clase


@accion("concejales.escrito.en_firma", permiso=RESOLVER, norma=NORMA)
def decidir(
    *,
    actor: Actor,
    peticion_id: UUID,
    concede: bool,
    organo: str,
    motivo: str,
    forma: str,
    con_personas: bool,
    por_que_personas: str,
    documentos: Sequence[UUID],
    documentos_sin_personas: bool = False,
    acuerdo: str = "",
    reloj: Reloj,
) -> EscritoDePeticion:
    """Write the decision on a request and send it to who signs it: it counts once signed. What was granted, by an act or by silence, may be widened, never refused.

    `organo`: of `ORGANOS`; `forma`: vista or copia; `con_personas`: with the data of natural persons, and why; `documentos_sin_personas`: who decides looked at the
    documents and says that they carry none; `acuerdo`: which one, when the Junta de Gobierno decides. Who: `concejales.resolver`. Writes: Documento, Circuito,
    EscritoDePeticion. Emits: concejales.escrito.en_firma. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos with every problem.
    """
    peticion = bloqueada(peticion_para(actor, peticion_id, motivo=RESOLVER))
    vencida = reglas.en_silencio(peticion.vence_el, hoy(reloj))
    if not concede and (peticion.estado != _P.PENDIENTE or vencida):
        raise FaseIncompatible(
            _("El plazo para denegarla terminó el %(d)s.") % {"d": f"{peticion.vence_el:%d/%m/%Y}"}
            if peticion.estado != _P.DENEGADA
            else _("La petición ya está denegada."),
            que_hacer=_("Lo que se concedió por silencio o por resolución solo se puede ampliar."),
        )
    problemas = reglas.problemas_de_la_decision(
        concede=concede,
        organo=organo,
        acuerdo=acuerdo,
        motivo=motivo,
        con_personas=con_personas,
        por_que_personas=por_que_personas,
        forma=forma,
        documentos=documentos,
        documentos_sin_personas=documentos_sin_personas,
    )
    if concede and forma not in PeticionDeInformacion.Forma.values:
        problemas.append(Problema("forma", _("Elija si se concede la consulta o también copia.")))
    if organo not in ORGANOS:
        problemas.append(Problema("organo", _("Elija quién resuelve.")))
    hallados = list(Documento.objects.filter(id__in=documentos).order_by("id"))
    if len(hallados) < len(set(documentos)):
        problemas.append(Problema("documentos", _("Alguno de los documentos no existe.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha enviado a firmar."), problemas=problemas)
    return escribir(
        _C.CONCESION if concede else _C.DENEGACION,
        peticion,
        organo=organo,
        secciones=[
            (_("Acuerdo"), [acuerdo.strip()] if organo == reglas.JUNTA else []),
            (_("Por qué"), [motivo.strip()] if motivo.strip() else []),
            (
                _("Qué se concede"),
                _lo_que_se_concede(forma, con_personas, por_que_personas, hallados) if concede else [],
            ),
        ],
        aviso=_("Quien recibe esta información tiene el deber de guardar reserva (artículo 16.3 del ROF).")
        if concede
        else _("Se deniega el acceso a la información pedida."),
        datos={
            "forma": forma,
            "con_personas": con_personas,
            "por_que_personas": por_que_personas.strip() if con_personas else "",
            "documentos": [str(uno.id) for uno in hallados],
            "documentos_sin_personas": documentos_sin_personas,
            "acuerdo": acuerdo.strip() if organo == reglas.JUNTA else "",
        },
        actor=actor,
        reloj=reloj,
    )


def _lo_que_se_concede(forma: str, con_personas: bool, por_que: str, documentos: Sequence[Documento]) -> list[str]:
    copia = forma == PeticionDeInformacion.Forma.COPIA
    dichos = [_("La consulta, con copia de los documentos.") if copia else _("La consulta.")]
    if con_personas:
        dichos.append(_("Con los datos de las personas físicas: %(m)s") % {"m": por_que.strip()})
    else:
        dichos.append(_("Sin los datos de las personas físicas."))
        if documentos:
            dichos.append(_("Los documentos no llevan datos de personas físicas."))
    return dichos + [_("Documento «%(t)s», código %(c)s.") % {"t": uno.titulo, "c": uno.csv} for uno in documentos]


@accion(
    "concejales.escrito.terminado",
    "concejales.peticion.resuelta",
    "concejales.peticion.silencio",
    permiso=ATENDER,
    norma=NORMA,
)
def recoger_escrito(*, actor: Actor, escrito_id: UUID, firmado: bool, reloj: Reloj) -> EscritoDePeticion:
    """A writing was signed, or came back; once more changes nothing. A refusal signed after its term has no effect: silence granted before.

    Who: the job of the signatures. Writes: EscritoDePeticion, PeticionDeInformacion, DocumentoConcedido. Emits: concejales.escrito.terminado and, when it settles it,
    concejales.peticion.resuelta or concejales.peticion.silencio. Raises NoEncontrado.
    """
    suyo = EscritoDePeticion.objects.select_related("peticion").filter(id=escrito_id).first()
    if suyo is None:
        raise NoEncontrado(_("No encontramos ese escrito."))
    peticion = bloqueada(suyo.peticion)
    escrito = EscritoDePeticion.objects.select_for_update().get(id=escrito_id)
    if escrito.estado != _E.EN_FIRMA:
        return escrito
    escrito.estado, escrito.terminado_el = _E.FIRMADO if firmado else _E.DEVUELTO, reloj.ahora()
    circuito = circuito_de(escrito.documento_id)
    firmada = en_madrid(circuito.terminado_el or reloj.ahora()).date() if circuito is not None else hoy(reloj)
    tarde = escrito.clase == _C.DENEGACION and (
        peticion.estado != _P.PENDIENTE or not reglas.en_plazo(firmada, peticion.vence_el)
    )
    if firmado and tarde:
        escrito.estado = _E.SIN_EFECTO
    escrito.save(update_fields=["estado", "terminado_el"])
    hecho = EscritoTerminado(escrito.id, peticion.id, escrito.estado)
    anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[escrito])
    if escrito.estado == _E.FIRMADO and escrito.clase != _C.CERTIFICADO:
        _resolver(peticion, escrito, actor=actor, reloj=reloj)
    elif tarde and peticion.estado == _P.PENDIENTE and reglas.en_silencio(peticion.vence_el, hoy(reloj)):
        _por_silencio(peticion, actor=actor, reloj=reloj)
    return escrito


def _resolver(peticion: PeticionDeInformacion, escrito: EscritoDePeticion, *, actor: Actor, reloj: Reloj) -> None:
    concede = escrito.clase == _C.CONCESION
    dados = [DocumentoConcedido(peticion=peticion, documento_id=UUID(uno)) for uno in escrito.datos["documentos"]]
    ya = set(peticion.documentos.values_list("documento_id", flat=True))
    dados = DocumentoConcedido.objects.bulk_create(uno for uno in dados if uno.documento_id not in ya)
    if concede:
        copia = PeticionDeInformacion.Forma.COPIA  # what was granted before is not taken back
        peticion.estado = _P.CONCEDIDA
        peticion.forma = copia if copia in (peticion.forma, escrito.datos["forma"]) else peticion.Forma.VISTA
        peticion.con_personas = peticion.con_personas or bool(escrito.datos["con_personas"])
        peticion.por_que_personas = str(escrito.datos["por_que_personas"]) or peticion.por_que_personas
    else:
        peticion.estado = _P.DENEGADA
    peticion.resuelta_el, peticion.enterado_concejal_el = reloj.ahora(), None
    peticion.save()
    hecho = PeticionResuelta(
        peticion.id,
        peticion.estado,
        peticion.forma,
        peticion.con_personas,
        tuple(uno.documento_id for uno in dados),
    )
    anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[peticion, *dados])


@accion(
    "concejales.peticion.silencio", "concejales.escrito.terminado", permiso=ATENDER, norma="ROF art. 14.2; LBRL art. 77"
)
def conceder_por_silencio(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> bool:
    """Note that the term of a request passed without a refusal: its consultation is granted, and what would have refused it leaves the signature folders. A refusal
    signed in time that waits to be collected stops it. False: nothing to do; again, nothing happens.

    Who: the sweep. Writes: PeticionDeInformacion, EscritoDePeticion. Emits: concejales.peticion.silencio, concejales.escrito.terminado.
    """
    suya = PeticionDeInformacion.objects.filter(id=peticion_id).first()
    if suya is None:
        return False
    peticion = bloqueada(suya)
    vencida = reglas.en_silencio(peticion.vence_el, hoy(reloj))
    if peticion.estado != _P.PENDIENTE or not vencida or por_recoger(peticion.id) is not None:
        return False
    pendiente = peticion.escritos.filter(clase=_C.DENEGACION, estado=_E.EN_FIRMA).first()
    if pendiente is not None:
        retirar_firmas(pendiente.documento_id, actor=actor, reloj=reloj)
        pendiente.estado, pendiente.terminado_el = _E.RETIRADO, reloj.ahora()
        pendiente.save(update_fields=["estado", "terminado_el"])
        hecho = EscritoTerminado(pendiente.id, peticion.id, pendiente.estado)
        anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[pendiente])
    _por_silencio(peticion, actor=actor, reloj=reloj)
    return True


def _por_silencio(peticion: PeticionDeInformacion, *, actor: Actor, reloj: Reloj) -> None:
    """What is granted is its consultation: copies need an express authorisation (ROF 16.1.a)."""
    peticion.estado, peticion.forma = _P.SILENCIO, PeticionDeInformacion.Forma.VISTA
    peticion.resuelta_el = reloj.ahora()
    peticion.save(update_fields=["estado", "forma", "resuelta_el"])
    hecho = PeticionConcedidaPorSilencio(peticion.id, peticion.vence_el)
    anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[peticion])
