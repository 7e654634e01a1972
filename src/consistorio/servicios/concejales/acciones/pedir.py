"""Ask for information as a member of the Corporación, for the certificate of its silence, and say that one knows how it ended."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.operaciones import asentar, asiento_de_clave
from consistorio.documental.registro.tipos import Canal, LibroCodigo
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, vigente
from consistorio.plataforma.organizacion.models import Empleado, Unidad
from consistorio.servicios.concejales.acceso import peticion_para
from consistorio.servicios.concejales.consultas import hubo_silencio
from consistorio.servicios.concejales.eventos import DadoPorEnterado, PeticionPresentada
from consistorio.servicios.concejales.models import EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.operaciones import bloqueada, cadena_de, escribir
from consistorio.servicios.concejales.permisos import PEDIR, RESOLVER
from consistorio.servicios.concejales.reglas import LARGO_TEXTO, ultimo_dia
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER

NORMA = "ROF arts. 14 a 16; LBRL art. 77"
ALCALDIA: Final = "alcaldia"
SECRETARIA: Final = "secretaria"
MINIMO_QUE: Final = 10
PRIMER_ANIO: Final = 1900
_C = PeticionDeInformacion.Clase


@dato
class Peticion:
    """What is asked, as it is written. `expediente`: its number; `codigo`: how the codes of the budget begin (as in `anotar_ambito`), or "" for all of it; `forma`: of
    `PeticionDeInformacion.Forma`."""

    clase: str
    que: str
    para_que: str = ""
    forma: str = "vista"
    unidad_id: UUID | None = None
    expediente: str = ""
    anio: int | None = None
    codigo: str = ""


@accion("concejales.peticion.presentada", permiso=PEDIR, norma=NORMA)
def pedir(*, actor: Actor, clave: UUID, pedido: Peticion, reloj: Reloj) -> PeticionDeInformacion:
    """File a request of antecedentes, data or information. `clave`: of the sheet; sent twice, it is the one that is there.

    Its term to be refused begins the day after. Who: a member of the Corporación, for themselves. Writes: Asiento, PeticionDeInformacion. Emits:
    registro.asiento.practicado, concejales.peticion.presentada. Raises NoPermitido, DatosIncorrectos with every problem.
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("La información la pide cada miembro de la Corporación."))
    llave = f"concejales:{actor.id}:{clave}"
    anterior = asiento_de_clave(llave)
    if anterior is not None:
        return PeticionDeInformacion.objects.select_related("asiento").get(asiento=anterior)
    expediente = _expediente(pedido)
    problemas = _problemas(pedido, expediente, reloj)
    if problemas:
        raise DatosIncorrectos(_("No se ha presentado la petición."), problemas=problemas)
    concejal = Empleado.objects.select_related("persona").get(id=actor.id)
    asiento = asentar(
        libro=LibroCodigo.ENTRADA.value,
        asunto=_("Petición de información de un miembro de la Corporación"),
        interesado=concejal.persona,
        unidad_destino=puesto_de_organo(ALCALDIA).unidad,
        canal=Canal.INTERNO.value,
        clave_idempotencia=llave,
        clave_libre=True,
        actor=actor,
        reloj=reloj,
    )
    presentada = asiento.presentado_el
    peticion = PeticionDeInformacion.objects.create(
        concejal=concejal,
        cargo=actor.cargo[:160],
        clase=pedido.clase,
        unidad_id=pedido.unidad_id,
        expediente=expediente,
        anio=pedido.anio if pedido.clase == _C.PRESUPUESTO else None,
        codigo=pedido.codigo.strip() if pedido.clase == _C.PRESUPUESTO else "",
        que=pedido.que.strip(),
        para_que=pedido.para_que.strip(),
        forma_pedida=pedido.forma,
        asiento=asiento,
        presentada_el=presentada,
        vence_el=ultimo_dia(en_madrid(presentada).date(), calendario_de_la_sede()),
    )
    hecho = PeticionPresentada(peticion.id, asiento.id, concejal.id, pedido.clase, peticion.vence_el)
    anotar(cadena_de(peticion), hecho, actor=actor, reloj=reloj, filas=[peticion])
    return peticion


def _expediente(pedido: Peticion) -> Expediente | None:
    if pedido.clase != _C.EXPEDIENTE:
        return None
    return Expediente.objects.filter(numero=pedido.expediente.strip().upper()).first()


def _problemas(pedido: Peticion, expediente: Expediente | None, reloj: Reloj) -> list[Problema]:
    de_presupuesto = pedido.clase == _C.PRESUPUESTO
    vigentes = Unidad.objects.filter(vigente(hoy(reloj)))
    return [
        Problema(campo, mensaje)
        for campo, mal, mensaje in (
            ("clase", pedido.clase not in _C.values, _("Elija de qué es la información.")),
            ("forma", pedido.forma not in PeticionDeInformacion.Forma.values, _("Elija si quiere verla o una copia.")),
            ("que", len(pedido.que.strip()) < MINIMO_QUE, _("Escriba qué información pide.")),
            ("que", len(pedido.que) > LARGO_TEXTO, _("Escriba un texto más corto.")),
            ("para_que", len(pedido.para_que) > LARGO_TEXTO, _("Escriba un texto más corto.")),
            (
                "expediente",
                pedido.clase == _C.EXPEDIENTE and expediente is None,
                _("No hay ningún expediente con ese número. Escríbalo entero, o pida la información sin él."),
            ),
            (
                "anio",
                de_presupuesto and not PRIMER_ANIO <= (pedido.anio or 0) <= MAXYEAR,
                _("Escriba de qué año es el presupuesto."),
            ),
            ("codigo", de_presupuesto and len(pedido.codigo.strip()) > 40, _("Escriba un código más corto.")),
            (
                "unidad",
                pedido.unidad_id is not None and not vigentes.filter(id=pedido.unidad_id).exists(),
                _("Elija un área que exista hoy."),
            ),
        )
        if mal
    ]


@accion("concejales.escrito.en_firma", permiso=PEDIR, norma="ROF art. 14.2; LBRL art. 77; LPACAP art. 24.4")
def pedir_certificado(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> EscritoDePeticion:
    """Ask for the certificate of the silence of a request: Secretaría signs it.

    Who: whoever made the request. Writes: Documento, Circuito, EscritoDePeticion. Emits: concejales.escrito.en_firma. Raises NoEncontrado, FaseIncompatible (it was not
    granted by silence, or the certificate waits to be signed), Conflicto (it is there), DatosIncorrectos (nobody holds Secretaría).
    """
    peticion = bloqueada(_propia(actor, peticion_id, motivo=PEDIR))
    if not hubo_silencio(peticion):
        raise FaseIncompatible(_("Solo se certifica el silencio de lo que se concedió por silencio."))
    clase = EscritoDePeticion.Clase.CERTIFICADO
    if peticion.escritos.filter(clase=clase, estado=EscritoDePeticion.Estado.FIRMADO).exists():
        raise Conflicto(_("El certificado ya está expedido."), que_hacer=_("Descárguelo en la petición."))
    dicho = {"d": f"{peticion.vence_el:%d/%m/%Y}"}
    return escribir(
        clase,
        peticion,
        organo=SECRETARIA,
        secciones=[
            (
                _("Certifico"),
                [
                    _("Que el plazo para resolver esta petición terminó el %(d)s sin que se denegara.") % dicho,
                    _("Que, por ello, la información se entiende concedida por silencio administrativo."),
                ],
            )
        ],
        aviso=_("Permite la consulta. Las copias necesitan autorización expresa (artículo 16.1.a del ROF)."),
        datos={},
        actor=actor,
        reloj=reloj,
    )


@accion("concejales.peticion.enterado", permiso=VER, norma="ROF art. 14; LBRL art. 77")
def darse_por_enterado(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> PeticionDeInformacion:
    """Say that one knows how a request ended: whoever made it, or who resolves them. Once more changes nothing.

    Who: those. Writes: PeticionDeInformacion. Emits: concejales.peticion.enterado. Raises NoEncontrado, FaseIncompatible (it waits), NoPermitido (only sees it).
    """
    peticion = bloqueada(peticion_para(actor, peticion_id, motivo=VER))
    if peticion.estado == PeticionDeInformacion.Estado.PENDIENTE:
        raise FaseIncompatible(_("La petición todavía no está resuelta."))
    if peticion.concejal_id == actor.id:
        quien = "concejal"
    elif actor.puede(RESOLVER):
        quien = "organo"
    else:
        raise NoPermitido(_("Se da por enterado quien la pidió o quien la resuelve."))
    campo = f"enterado_{quien}_el"
    if getattr(peticion, campo) is not None:
        return peticion
    setattr(peticion, campo, reloj.ahora())
    peticion.save(update_fields=[campo])
    anotar(cadena_de(peticion), DadoPorEnterado(peticion.id, quien), actor=actor, reloj=reloj)
    return peticion


def _propia(actor: Actor, peticion_id: UUID, *, motivo: str) -> PeticionDeInformacion:
    peticion = peticion_para(actor, peticion_id, motivo=motivo)
    if peticion.concejal_id != actor.id:
        raise NoPermitido(_("Lo pide quien presentó la petición."))
    return peticion
