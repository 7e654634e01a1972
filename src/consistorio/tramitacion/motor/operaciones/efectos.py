"""The classes of acts of procedure: who signs each and what happens once it is signed."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import retirar_interesado
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    Informe,
    Plazo,
    Requerimiento,
    Tarea,
    Terminacion,
    TramiteAudiencia,
)
from consistorio.tramitacion.motor.operaciones import (
    audiencias,
    comunicaciones,
    informes,
    plazos,
    rechazos,
    representaciones,
    terminaciones,
    tramites,
)
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, a_todos, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.efectos_declaraciones import ActoComprobada, ActoDocumentacion
from consistorio.tramitacion.motor.operaciones.efectos_externos import ActoConsulta
from consistorio.tramitacion.motor.operaciones.efectos_imparcialidad import (
    ActoAbstencion,
    ActoContestacion,
    ActoDecision,
    ActoSinCurso,
    ActoSustitucion,
)
from consistorio.tramitacion.motor.operaciones.efectos_paralizacion import ActoParalizacion
from consistorio.tramitacion.motor.operaciones.efectos_prueba import (
    ActoPeriodoPrueba,
    ActoPruebaAdmitida,
    ActoPruebaPracticada,
    ActoPruebaRechazada,
)
from consistorio.tramitacion.motor.operaciones.efectos_publicidad import (
    ActoAnuncio,
    ActoInformacionPublica,
    ActoRespuestaAlegaciones,
)
from consistorio.tramitacion.motor.operaciones.flujo import completar, exigir


class ActoRequerimiento(ClaseActo):
    """Request for correction (LPACAP 68.1): signed by who handles the case."""

    codigo = "requerimiento"
    nombre = gettext_lazy("Requerimiento para corregir la solicitud")
    accion = "requerir_subsanacion"
    origen = "requerimiento"
    tipo_tarea = "requerimiento"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is issued and on its way to the applicant; its task waits for the answer."""
        exigir(expediente, "subsanacion")
        requerimiento = tramites.emitir_requerimiento(
            tarea,
            expediente,
            documento_id=acto.documento_id,
            defectos=acto.datos["defectos"],
            dias=acto.datos["dias"],
            suspende=acto.datos["suspende"],
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("Tiene que corregir su solicitud"), f"requerimiento:{requerimiento.id}"
        )
        destinatarios = comunicaciones.presentadores_de(expediente)
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


class ActoRepresentacion(ClaseActo):
    """Request to accredit who acts for a party (LPACAP 5.6): signed by who handles the case."""

    codigo = "representacion"
    nombre = gettext_lazy("Requerimiento para acreditar la representación")
    accion = "requerir_representacion"
    origen = "requerimiento"
    tipo_tarea = "requerimiento"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is issued and on its way to those who are still to accredit it; its task waits for the answer."""
        exigir(expediente, "representacion")
        pedidas = {UUID(parte) for parte in acto.datos["partes"]}
        destinatarios = [p.persona_id for p in representaciones.sin_acreditar(expediente) if p.id in pedidas]
        if not destinatarios:
            raise FaseIncompatible(_("La representación ya está acreditada, o esa persona ya no es parte."))
        requerimiento = tramites.emitir_requerimiento(
            tarea,
            expediente,
            clase=Requerimiento.Clase.REPRESENTACION,
            documento_id=acto.documento_id,
            defectos=acto.datos["defectos"],
            dias=acto.datos["dias"],
            suspende=acto.datos["suspende"],
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id,
            _("Tiene que acreditar que representa a otra persona"),
            f"requerimiento:{requerimiento.id}",
        )
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


class ActoNoAcreditada(ClaseActo):
    """A representation is not taken as accredited, with the reason (LPACAP 5.6, 35.1): signed by who handles the case."""

    codigo = "no_acreditada"
    nombre = gettext_lazy("Decisión de no dar por acreditada la representación")
    accion = "rechazar_representacion"
    origen = "representacion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The person for whom it was filed leaves the case, or ends it, and is told; so is who filed it, if a party too."""
        exigir(expediente, "terminacion")
        rechazos.exigir_rechazable(expediente)
        parte = next((p for p in representaciones.sin_acreditar(expediente) if str(p.id) == acto.datos["parte"]), None)
        if parte is None:
            raise FaseIncompatible(_("La representación ya está acreditada, o esa persona ya no es parte."))
        parte.expediente = expediente
        comunicacion = Comunicacion(
            acto.documento_id, _("No damos por acreditada una representación"), f"no_acreditada:{acto.id}"
        )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
        rechazos.no_acreditar(parte, expediente, comunicacion, actor=actor, reloj=reloj)


class ActoSeguir(ClaseActo):
    """The procedure goes on in spite of a withdrawal or a waiver (LPACAP 94.5, 35.1): signed by who handles the case."""

    codigo = "seguir"
    nombre = gettext_lazy("Decisión de seguir con el procedimiento")
    accion = "rechazar_desistimiento"
    origen = "desistimiento"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """What was asked is dropped and those who asked are told why."""
        terminacion = Terminacion.objects.select_for_update().get(
            id=UUID(acto.datos["terminacion"]), expediente=expediente
        )
        terminacion.expediente = expediente
        terminaciones.cambiar_terminacion(terminacion, "descartada", actor=actor, reloj=reloj)
        terminaciones.cerrar_escritos(expediente, terminacion, actor=actor, reloj=reloj)
        comunicacion = Comunicacion(acto.documento_id, _("Seguimos con el procedimiento"), f"seguir:{acto.id}")
        partes = terminaciones.partes_que_terminan(expediente, terminacion.clase)
        destinatarios = [parte.persona_id for parte in partes]
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoDesisteUna(ClaseActo):
    """Some of those who applied withdraw or waive, and the procedure goes on for the rest (LPACAP 94.2): signed by who handles the case."""

    codigo = "desiste_una"
    nombre = gettext_lazy("Aceptación del desistimiento o la renuncia de una persona")
    accion = "aceptar_desistimiento"
    origen = "desistimiento"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Those who withdrew are told and leave the case; nothing changes for the others."""
        exigir(expediente, "terminacion")
        terminacion = Terminacion.objects.select_for_update().get(
            id=UUID(acto.datos["terminacion"]), expediente=expediente
        )
        terminacion.expediente = expediente
        salen = terminaciones.partes_que_terminan(expediente, terminacion.clase)
        if {str(parte.id) for parte in salen} != set(acto.datos["partes"]) or not terminaciones.siguen_solicitantes(
            expediente, salen
        ):
            raise FaseIncompatible(
                _("Desde que se escribió ha cambiado quién desiste o quién sigue: escríbalo otra vez.")
            )
        terminaciones.cambiar_terminacion(terminacion, terminaciones.PARCIAL, actor=actor, reloj=reloj)
        terminaciones.cerrar_escritos(expediente, terminacion, actor=actor, reloj=reloj)
        comunicacion = Comunicacion(
            acto.documento_id, _("Aceptamos su desistimiento o su renuncia"), f"desiste_una:{acto.id}"
        )
        comunicar(  # before they leave the case
            expediente, comunicacion, destinatarios=[parte.persona_id for parte in salen], actor=actor, reloj=reloj
        )
        for parte in salen:
            parte.expediente = expediente
            retirar_interesado(parte, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoAudiencia(ClaseActo):
    """Hearing (LPACAP 82, 89.2): signed by who handles the case."""

    codigo = "audiencia"
    nombre = gettext_lazy("Trámite de audiencia")
    accion = "abrir_audiencia"
    origen = "audiencia"
    tipo_tarea = "audiencia"
    fase = "instruccion"
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is open and on its way to every party; its task waits for what they allege."""
        exigir(expediente, "audiencia")
        lleva = acto.datos.get("lleva")
        audiencia = audiencias.abrir_audiencia(
            tarea,
            expediente,
            documento_id=acto.documento_id,
            lleva_id=UUID(lleva) if lleva else None,
            dias=acto.datos["dias"],
            actor=actor,
            reloj=reloj,
        )
        asunto = _("Puede alegar sobre la propuesta de resolución") if lleva else _("Puede ver el expediente y alegar")
        comunicacion = Comunicacion(acto.documento_id, asunto, f"audiencia:{audiencia.id}")
        destinatarios = [parte.persona_id for parte in tramites.partes_del_tramite(audiencia, expediente)]
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


class ActoAdvertencia(ClaseActo):
    """Warning of lapse (LPACAP 95.1): signed by who handles the case."""

    codigo = "caducidad"
    nombre = gettext_lazy("Advertencia de caducidad")
    accion = "advertir_caducidad"
    origen = "caducidad"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is on its way to the applicant, from whose notification three months run."""
        exigir(expediente, "terminacion")
        terminacion = terminaciones.abrir_terminacion(
            expediente,
            clase="caducidad",
            estado="advertida",
            documento_id=acto.documento_id,
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("Su expediente está parado y puede archivarse"), f"caducidad:{terminacion.id}"
        )
        destinatarios = comunicaciones.presentadores_de(expediente)
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoAmpliacion(ClaseActo):
    """Extension of the term to decide: agreed by the organ that decides (LPACAP 23.1)."""

    codigo = "ampliacion"
    nombre = gettext_lazy("Ampliación del plazo para resolver")
    accion = "ampliar_plazo"
    origen = "ampliacion"
    fase = "finalizacion"
    del_organo = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The term ends when the document says, if it can still be extended; every party is told."""
        exigir(expediente, "ampliacion")
        ampliacion = plazos.ampliar(
            expediente,
            cantidad=acto.datos["cantidad"],
            motivo=acto.datos["motivo"],
            documento_id=acto.documento_id,
            segun_escrito=acto.datos["vence"],
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("Se amplía el plazo para resolver"), f"ampliacion:{ampliacion.id}"
        )
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoSilencio(ClaseActo):
    """Certificate of silence: issued by the organ that decides (LPACAP 24.4)."""

    codigo = "silencio"
    nombre = gettext_lazy("Certificado de silencio")
    accion = "certificar_silencio"
    origen = "certificado_silencio"
    del_organo = True
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is issued and every party gets it."""
        plazo = Plazo.objects.select_for_update().get(expediente=expediente)
        plazos.certificar(plazo, expediente, documento_id=acto.documento_id, actor=actor, reloj=reloj)
        comunicacion = Comunicacion(
            acto.documento_id, _("Certificado de silencio administrativo"), f"silencio:{plazo.id}"
        )
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)
        plazos.dejar_de_vigilar(referencia=tarea.id)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="expedido")


class ActoInforme(ClaseActo):
    """Report (LPACAP 80): signed by who writes it."""

    codigo = "informe"
    nombre = gettext_lazy("Informe")
    accion = "emitir_informe"
    origen = "informe"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is issued and the procedure goes on."""
        informe = Informe.objects.select_for_update().get(tarea=tarea)
        sentido = acto.datos["sentido"]
        informes.registrar_emision(
            informe, expediente, documento_id=acto.documento_id, sentido=sentido, actor=actor, reloj=reloj
        )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo=sentido)


class ActoMasPlazo(ClaseActo):
    """More time, or not, for the party to answer a request or a hearing (LPACAP 32): signed by who handles the case."""

    codigo = "mas_plazo"
    nombre = gettext_lazy("Decisión sobre más plazo para la persona interesada")
    accion = "ampliar_tramite"
    origen = "ampliacion"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The term of the request or of the hearing ends later; those whom it concerns are told, also of a refusal (32.3)."""
        clase, dias = acto.datos["clase"], acto.datos["dias"]
        modelo = Requerimiento if clase == "requerimiento" else TramiteAudiencia
        tramite = modelo.objects.select_for_update().get(id=UUID(acto.datos["tramite"]), expediente=expediente)
        if dias:
            tramites.ampliar_tramite(
                tramite, expediente, dias=dias, segun_escrito=acto.datos["vence"], actor=actor, reloj=reloj
            )
        asunto = _("Tiene más plazo para contestar") if dias else _("No se amplía su plazo para contestar")
        comunicacion = Comunicacion(acto.documento_id, asunto, f"mas_plazo:{acto.id}")
        destinatarios = [parte.persona_id for parte in tramites.partes_del_tramite(tramite, expediente)]
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
        codigo = "ampliado" if dias else "denegado"
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo=codigo)
        for pedido in expediente.tareas.select_related("expediente").filter(
            codigo="escrito_ampliacion", cerrada_el=None
        ):
            completar(pedido, {"codigo": codigo}, actor=actor, reloj=reloj, expediente=expediente)


class ActoProvidencia(ClaseActo):
    """An order that moves the procedure on (LPACAP 71): signed by who handles the case."""

    codigo = "providencia"
    nombre = gettext_lazy("Providencia")
    accion = "dictar_providencia"
    origen = "providencia"
    fase = "ordenacion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is in the case."""
        exigir(expediente, "libre")
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoCarta(ClaseActo):
    """A letter to parties that informs (LPACAP 53.1.a): signed by who handles the case."""

    codigo = "carta"
    nombre = gettext_lazy("Escrito a las personas interesadas")
    accion = "escribir_a_las_partes"
    origen = "carta"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is on its way to those of its addressees who are still parties."""
        exigir(expediente, "libre")
        personas = {UUID(persona) for persona in acto.datos["personas"]}
        destinatarios = [p for p in comunicaciones.destinatarios_de(expediente) if p in personas]
        if not destinatarios:
            raise FaseIncompatible(_("Las personas a las que se escribió ya no son interesadas en el expediente."))
        comunicacion = Comunicacion(
            acto.documento_id, acto.datos["asunto"], f"carta:{acto.id}", efecto=comunicaciones.INFORMA
        )
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


CLASES: dict[str, ClaseActo] = {
    clase.codigo: clase()
    for clase in (
        ActoRequerimiento,
        ActoRepresentacion,
        ActoNoAcreditada,
        ActoDocumentacion,
        ActoComprobada,
        ActoSeguir,
        ActoDesisteUna,
        ActoAudiencia,
        ActoAdvertencia,
        ActoParalizacion,
        ActoAmpliacion,
        ActoSilencio,
        ActoInforme,
        ActoMasPlazo,
        ActoProvidencia,
        ActoCarta,
        ActoPeriodoPrueba,
        ActoPruebaAdmitida,
        ActoPruebaRechazada,
        ActoPruebaPracticada,
        ActoAnuncio,
        ActoInformacionPublica,
        ActoRespuestaAlegaciones,
        ActoConsulta,
        ActoAbstencion,
        ActoContestacion,
        ActoDecision,
        ActoSinCurso,
        ActoSustitucion,
    )
}


def registrar_clase(clase: type[ClaseActo]) -> type[ClaseActo]:
    """Add a class of act of a room above. Raises ValueError when its code is taken by another."""
    anterior = CLASES.get(clase.codigo)
    if anterior is not None and type(anterior).__qualname__ != clase.__qualname__:
        msg = f"class of act {clase.codigo} is taken by {type(anterior).__qualname__}"
        raise ValueError(msg)
    CLASES[clase.codigo] = clase()
    return clase


def clase_de(codigo: str) -> ClaseActo:
    """The class of act with this code."""
    return CLASES[codigo]
