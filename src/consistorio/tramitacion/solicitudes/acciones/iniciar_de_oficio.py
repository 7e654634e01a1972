"""Begin a case of office, once the organ has agreed to it."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.registro import mostrador
from consistorio.documental.registro.comprobaciones import problemas_escritos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import MADRID, Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion
from consistorio.tramitacion.solicitudes import apertura
from consistorio.tramitacion.solicitudes.apertura import ParteNueva
from consistorio.tramitacion.solicitudes.eventos import InicioDeOficioAcordado
from consistorio.tramitacion.solicitudes.models import InicioDeOficio
from consistorio.tramitacion.solicitudes.permisos import INICIAR_DE_OFICIO
from consistorio.tramitacion.solicitudes.tipos import Acuerdo, Destinatario

LARGO_ORGANO = 160


@accion(
    "solicitud.inicio_de_oficio.acordado",
    "motor.comunicacion.pedida",
    permiso=INICIAR_DE_OFICIO,
    norma="LPACAP arts. 21.3.a, 21.4, 25.1, 40 y 58 a 62",
)
def iniciar_de_oficio(
    *, actor: Actor, procedimiento: str, acuerdo: Acuerdo, destinatario: Destinatario, reloj: Reloj
) -> Expediente:
    """Open a case of office: the agreement with its organ and reason, whom it is about, the term from its date, the first tasks.

    The party is notified the agreement. Who: `expediente.iniciar_de_oficio`, for a procedure that this person's units answer for
    and that may start so. Writes: Documento, Persona (if new), Expediente, Interesado, InicioDeOficio, Plazo, Tarea.
    Emits: solicitud.inicio_de_oficio.acordado, motor.comunicacion.pedida and those of every room that it touches.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (every problem).
    """
    problemas = problemas_de_inicio(procedimiento, acuerdo, destinatario, actor=actor, reloj=reloj)
    if problemas:
        raise DatosIncorrectos(_("No se ha iniciado el expediente."), problemas=problemas)
    version = catalogo.vigente(procedimiento)
    persona = mostrador.persona_escrita(destinatario.persona, "", actor=actor, reloj=reloj)
    parte = ParteNueva(
        persona,
        canal=destinatario.canal,
        papel=Interesado.Papel.INTERESADO,
        correo=persona.correo,
        telefono=persona.telefono,
        domicilio=como_datos(dict(destinatario.domicilio)),
    )
    expediente, _partes = apertura.abrir_caso(version, [parte], datos={}, textos={}, actor=actor, reloj=reloj)
    documento = _documento(expediente, acuerdo, actor=actor, reloj=reloj)
    apertura.incorporar_documentos(expediente, [(documento, "")], origen="inicio", actor=actor, reloj=reloj)
    inicio = InicioDeOficio.objects.create(
        expediente=expediente,
        forma=acuerdo.forma,
        organo=acuerdo.organo.strip(),
        motivo=acuerdo.motivo.strip(),
        acordado_el=acuerdo.fecha,
        documento_id=documento.id,
        anotado_el=reloj.ahora(),
    )
    hecho = InicioDeOficioAcordado(expediente.id, acuerdo.forma, acuerdo.fecha, documento.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[inicio])
    motor.iniciar_de_oficio(
        expediente, acuerdo=datetime.combine(acuerdo.fecha, time(), MADRID), actor=actor, reloj=reloj
    )
    motor.comunicar(
        expediente,
        Comunicacion(
            documento.id,
            _("Se ha iniciado un procedimiento: %(p)s") % {"p": version.procedimiento.nombre},
            f"inicio_de_oficio:{expediente.id}",
        ),
        destinatarios=motor.destinatarios_de(expediente),
        actor=actor,
        reloj=reloj,
    )
    return expediente


def _documento(expediente: Expediente, acuerdo: Acuerdo, *, actor: Actor, reloj: Reloj) -> Documento:
    if acuerdo.contenido is None:
        raise DatosIncorrectos(
            _("No se ha iniciado el expediente."), problemas=[Problema("fichero", _("Añada el acuerdo firmado."))]
        )
    return incorporar(
        acuerdo.contenido,
        titulo=_("Acuerdo de inicio de %(o)s") % {"o": acuerdo.organo.strip()},
        nombre=acuerdo.nombre,
        tipo_documental="TD02",
        origen_administracion=True,
        organo=expediente.unidad.dir3,
        actor=actor,
        reloj=reloj,
    )


def problemas_de_inicio(
    procedimiento: str, acuerdo: Acuerdo, destinatario: Destinatario, *, actor: Actor, reloj: Reloj
) -> list[Problema]:
    """Everything that stops a case of office from being begun, whom it is about included. Only reads. Raises NoEncontrado."""
    problemas = []
    definicion = catalogo.vigente(procedimiento).tipada
    unidad = catalogo.unidad_de_area(definicion.area, en=hoy(reloj))
    if not definicion.admite_oficio:
        problemas.append(Problema("procedimiento", _("Este procedimiento solo se inicia a solicitud de una persona.")))
    elif unidad.id not in actor.unidades:
        problemas.append(Problema("procedimiento", _("Este procedimiento lo lleva %(u)s.") % {"u": unidad.nombre}))
    if acuerdo.forma not in InicioDeOficio.Forma.values:
        problemas.append(Problema("forma", _("Diga cómo se inicia.")))
    if not acuerdo.motivo.strip():
        problemas.append(Problema("motivo", _("Explique por qué se inicia.")))
    if not 0 < len(acuerdo.organo.strip()) <= LARGO_ORGANO:
        problemas.append(Problema("organo", _("Escriba qué órgano lo acordó.")))
    if acuerdo.fecha > hoy(reloj):
        problemas.append(Problema("fecha", _("La fecha del acuerdo no puede ser futura.")))
    if acuerdo.contenido is None:
        problemas.append(Problema("fichero", _("Añada el acuerdo firmado.")))
    return [*problemas, *problemas_escritos(destinatario.persona, "")]
