"""The acts that are for everybody: who signs each and what happens once it is signed (LPACAP 45, 83)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, InformacionPublica, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones, publicidad
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.flujo import exigir


class ActoAnuncio(ClaseActo):
    """An announcement on the notice board of the sede (LPACAP 45): signed by who handles the case."""

    codigo = "anuncio"
    nombre = gettext_lazy("Anuncio en el tablón")
    accion = "anunciar"
    origen = "anuncio"
    tipo_tarea = "publicacion"
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is shown from now; its task waits for its last day and the record of its exposure."""
        exigir(expediente, "libre")
        publicidad.pedir_anuncio(
            expediente,
            documento_id=acto.documento_id,
            referencia=f"anuncio:{acto.id}",
            clase=publicidad.EDICTO,
            titulo=acto.datos["titulo"],
            dias=acto.datos["dias"],
            actor=actor,
            reloj=reloj,
        )


class ActoInformacionPublica(ClaseActo):
    """Opening of a public information (LPACAP 83.1): agreed by the organ that decides, whose post signs."""

    codigo = "informacion_publica"
    nombre = gettext_lazy("Apertura de la información pública")
    accion = "abrir_informacion"
    origen = "informacion_publica"
    tipo_tarea = "informacion_publica"
    fase = "instruccion"
    del_organo = True
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is shown from now on the notice board with what can be seen of the case; its days run from the gazette."""
        exigir(expediente, "informacion")
        informacion = publicidad.abrir_informacion(
            tarea,
            expediente,
            documento_id=acto.documento_id,
            titulo=acto.datos["titulo"],
            dias=acto.datos["dias"],
            actor=actor,
            reloj=reloj,
        )
        publicidad.pedir_anuncio(
            expediente,
            documento_id=acto.documento_id,
            referencia=f"informacion:{informacion.id}",
            clase=publicidad.INFORMACION_PUBLICA,
            titulo=informacion.titulo,
            dias=None,
            expuestos=[UUID(uno) for uno in acto.datos["expuestos"]],
            actor=actor,
            reloj=reloj,
        )


class ActoRespuestaAlegaciones(ClaseActo):
    """The reasoned answer to allegations, maybe the same for many (LPACAP 83.3): signed by who handles the case."""

    codigo = "respuesta_alegaciones"
    nombre = gettext_lazy("Respuesta a las alegaciones de la información pública")
    accion = "responder_alegaciones"
    origen = "respuesta_alegaciones"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is on its way to those who alleged, who are no parties because of it."""
        exigir(expediente, "libre")
        informacion = InformacionPublica.objects.select_for_update().get(
            id=UUID(acto.datos["informacion"]), expediente=expediente
        )
        pedidas = [UUID(una) for una in acto.datos["alegaciones"]]
        alegaciones = list(informacion.alegaciones.filter(id__in=pedidas, respondida_el=None).order_by("id"))
        if not alegaciones:
            raise FaseIncompatible(_("A esas alegaciones ya se ha contestado."))
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="respondida")
        publicidad.responder(
            alegaciones, informacion, expediente, documento_id=acto.documento_id, actor=actor, reloj=reloj
        )
        comunicacion = Comunicacion(
            acto.documento_id,
            _("Contestamos a sus alegaciones en la información pública"),
            f"respuesta_alegaciones:{acto.id}",
            efecto=comunicaciones.INFORMA,
        )
        personas = list(dict.fromkeys(una.persona_id for una in alegaciones))
        comunicar(expediente, comunicacion, destinatarios=personas, actor=actor, reloj=reloj)
