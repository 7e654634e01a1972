"""Ask another administration, or wait for a court, and take in its answer (LPACAP 22.1.d, 22.1.g, 79-80; LRJSP 141)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.documental.registro.tipos import Canal
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import limites, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Consulta, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, externas
from consistorio.tramitacion.motor.operaciones.lo_escrito import LoEscrito, lo_escrito_para
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_consulta

CANALES = (Canal.SIR, Canal.CORREO_POSTAL, Canal.OTRO_REGISTRO)
MAXIMO_ASUNTO = 200


@accion(
    "motor.acto.en_firma",
    "motor.consulta.pedida",
    permiso=TRAMITAR,
    norma="LPACAP arts. 16.1, 22.1.d, 22.1.g, 36, 79 y 81.2; LRJSP arts. 43 y 141",
)
def consultar(
    *,
    actor: Actor,
    expediente_id: UUID,
    clase: str,
    nif: str,
    nombre: str,
    asunto: str,
    precepto: str,
    texto: Sequence[str],
    dias: int,
    canal: str,
    reloj: Reloj,
    suspende: bool = False,
) -> ActoTramite:
    """Write what is asked of another administration; signed by who writes it, it leaves by the registry, and its task waits for the answer.
    Where the procedure foresees the dictamen of an advisory body on the proposal, it carries the proposal whole (81.2), and is a mandatory report.

    `clase`: informe (a mandatory one), pronunciamiento (of a court) or otra; only the first two may stop the term (22.1.d, 22.1.g), which
    is an express decision. `nif`, `nombre`: of the administration or the court; `precepto`: what rule asks for it, or why it is useful
    (79.1); `dias`: hábiles to answer; `canal`: how it leaves. Who: tramitador. Writes: Persona (new), Documento, ActoTramite, Tarea; once
    signed, Consulta, Asiento, Suspension. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible,
    DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_consulta(expediente)
    lleva = lo_escrito_para(expediente, "consulta")
    clase = clase if lleva is None else Consulta.Clase.INFORME
    problemas = _problemas(clase, asunto, precepto, texto, dias, canal, suspende=suspende)
    destinatario = _destinatario(nif, nombre, problemas, actor=actor, reloj=reloj)
    return operaciones.dictar(
        expediente,
        "consulta",
        _escrito(expediente, destinatario, asunto.strip(), precepto.strip(), texto, dias, lleva=lleva),
        datos={
            "clase": clase,
            "destinatario": str(destinatario.id),
            "nif": nif.strip(),
            "nombre": destinatario.nombre_completo,
            "asunto": asunto.strip(),
            "precepto": precepto.strip(),
            "texto": list(texto),
            "dias": dias,
            "canal": canal,
            "suspende": suspende,
            **({} if lleva is None else {"lleva": str(lleva.documento_id)}),
        },
        actor=actor,
        reloj=reloj,
    )


def _destinatario(nif: str, nombre: str, problemas: list[Problema], *, actor: Actor, reloj: Reloj) -> Persona:
    """Whom it is asked of, if nothing is wrong. Raises DatosIncorrectos with every problem."""
    try:
        destinatario = persona_por_nif(nif, razon_social=nombre.strip(), actor=actor, reloj=reloj)
    except DatosIncorrectos as error:
        raise DatosIncorrectos(
            _("La consulta no está completa."),
            problemas=[
                *(Problema("nombre" if p.campo == "razon_social" else p.campo, p.mensaje) for p in error.problemas),
                *problemas,
            ],
        ) from error
    if destinatario.clase == "fisica":
        problemas.append(Problema("nif", _("Ese NIF es de una persona física: escriba el de la Administración.")))
    if problemas:
        raise DatosIncorrectos(_("La consulta no está completa."), problemas=problemas)
    return destinatario


def _escrito(
    expediente: Expediente,
    destinatario: Persona,
    asunto: str,
    precepto: str,
    texto: Sequence[str],
    dias: int,
    *,
    lleva: LoEscrito | None,
) -> Escrito:
    plazo = (
        ngettext(
            "Le pedimos que conteste en %(n)d día hábil y que cite el número de este expediente.",
            "Le pedimos que conteste en %(n)d días hábiles y que cite el número de este expediente.",
            dias,
        )
        if lleva is None
        else _("El dictamen se emite en el plazo de dos meses (artículo 81.2). Cite el número de este expediente.")
    )
    datos = {
        "asunto": asunto,
        "destinatario": destinatario.nombre_completo,
        "expediente": expediente.numero,
        "procedimiento": expediente.version.procedimiento.nombre,
        "texto": list(texto),
        "plazo": plazo % {"n": dias} if lleva is None else plazo,
        "norma": precepto,
        **({} if lleva is None else {"propuesta": lleva.para_documento()}),
    }
    return Escrito("consulta", datos, asunto, "TD06")


def _problemas(
    clase: str, asunto: str, precepto: str, texto: Sequence[str], dias: int, canal: str, *, suspende: bool
) -> list[Problema]:
    problemas = []
    if clase not in Consulta.Clase.values:
        problemas.append(Problema("clase", _("Elija qué se pide.")))
    if not asunto.strip() or len(asunto.strip()) > MAXIMO_ASUNTO:
        mensaje = _("Diga qué se pide, en %(n)d caracteres como mucho.") % {"n": MAXIMO_ASUNTO}
        problemas.append(Problema("asunto", mensaje))
    if not precepto.strip() or len(precepto.strip()) > MAXIMO_ASUNTO:
        problemas.append(Problema("precepto", _("Diga qué norma lo exige, o por qué conviene pedirlo.")))
    if not any(parrafo.strip() for parrafo in texto):
        problemas.append(Problema("texto", _("Escriba lo que se pide.")))
    caben = limites.de_consulta()
    if not caben.admite(dias):
        mensaje = _("El plazo va de %(a)d a %(b)d días hábiles.") % {"a": caben.minimo, "b": caben.maximo}
        problemas.append(Problema("dias", mensaje))
    if canal not in CANALES:
        problemas.append(Problema("canal", _("Elija cómo sale.")))
    if suspende and clase == Consulta.Clase.OTRA:
        mensaje = _(
            "Solo suspende el plazo un informe preceptivo o el pronunciamiento de un tribunal (artículos 22.1.d y 22.1.g)."
        )
        problemas.append(Problema("suspende", mensaje))
    return problemas


@accion("motor.consulta.contestada", permiso=TRAMITAR, norma="LPACAP arts. 22.1.d, 22.1.g y 80")
def recibir_respuesta(
    *, actor: Actor, consulta_id: UUID, documento_id: UUID, dia: date, reloj: Reloj, conforme: str = ""
) -> Consulta:
    """Note that another administration answered: with which document of the case, and on which day it came. `conforme`: of a dictamen on the
    proposal, whether it agrees with it (`Consulta.Conformidad`); nothing of what is not one.

    Who: tramitador. Writes: Consulta, Tarea, Suspension, Plazo. Emits: motor.consulta.contestada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not awaited), DatosIncorrectos.
    """
    consulta, _tarea, expediente = _esperada(actor, consulta_id)
    problemas = []
    suyos = documentos_utiles(expediente).exclude(documento_id=consulta.documento_id)
    if not suyos.filter(documento_id=documento_id).exists():
        problemas.append(Problema("documento", _("Elija el documento del expediente en el que contestan.")))
    if not en_madrid(consulta.pedida_el).date() <= dia <= hoy(reloj):
        mensaje = _("El día en que llegó va desde el %(d)s, cuando se pidió, hasta hoy.")
        problemas.append(Problema("dia", mensaje % {"d": f"{en_madrid(consulta.pedida_el):%d/%m/%Y}"}))
    if (consulta.lleva_id is not None) != (conforme in Consulta.Conformidad.values):
        problemas.append(Problema("conforme", _("Diga si el dictamen está conforme con la propuesta.")))
    if problemas:
        raise DatosIncorrectos(_("La respuesta no está completa."), problemas=problemas)
    externas.recibir(
        consulta, expediente, respuesta_id=documento_id, dia=dia, conforme=conforme, actor=actor, reloj=reloj
    )
    return consulta


@accion("motor.consulta.no_esperada", "tarea.cancelada", permiso=TRAMITAR, norma="LPACAP arts. 22.1.d y 80.3")
def seguir_sin_respuesta(*, actor: Actor, consulta_id: UUID, reloj: Reloj) -> Consulta:
    """Go on without an answer whose term is over: a mandatory report, after three months; that of a court is always awaited.

    Who: tramitador. Writes: Consulta, Tarea, Suspension, Plazo. Emits: motor.consulta.no_esperada, tarea.cancelada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not awaited, or not late enough).
    """
    consulta, tarea, expediente = _esperada(actor, consulta_id)
    motivo = externas.por_que_esperarla(consulta, en=hoy(reloj))
    if motivo:
        raise FaseIncompatible(_("Todavía hay que esperar la respuesta."), que_hacer=motivo)
    externas.dejar_de_esperarla(consulta, tarea, expediente, actor=actor, reloj=reloj)
    return consulta


def _esperada(actor: Actor, consulta_id: UUID) -> tuple[Consulta, Tarea, Expediente]:
    consulta = Consulta.objects.filter(id=consulta_id).first()
    if consulta is None:
        raise NoEncontrado(_("No encontramos esa consulta."))
    expediente = expediente_que_lleva(actor, consulta.expediente_id, TRAMITAR)
    consulta = Consulta.objects.select_for_update(of=("self",)).select_related("destinatario").get(id=consulta_id)
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=consulta.tarea_id)
    tarea.expediente = expediente
    if not tarea.abierta or consulta.recibida_el is not None:
        raise FaseIncompatible(_("Esa respuesta ya no se espera."))
    return consulta, tarea, expediente
