"""The check of who acts for a party without a registered power, and what follows when a power ends (LPACAP 5 and 6)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import anotar_acreditacion, cambiar_representante
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, crear, poner_en_espera

TIPO = "acreditacion"


def sin_acreditar(expediente: Expediente) -> list[Interesado]:
    """The parties whose representative has not accredited it, in the order in which they came."""
    partes = expediente.interesados.filter(hasta=None, acreditacion=Interesado.Acreditacion.PENDIENTE)
    return list(partes.select_related("persona", "representante").order_by("desde", "id"))


def pedir_comprobacion(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Tarea | None:
    """Somebody of the unit has to check who acts without a registered power; the act stands meanwhile (LPACAP 5.6).

    Writes: Tarea. Emits: tarea.creada.
    """
    exigir_transaccion()
    if not sin_acreditar(expediente) or expediente.tareas.filter(tipo=TIPO, cerrada_el=None).exists():
        return None
    return crear(
        expediente,
        TareaNueva(
            codigo=TIPO,
            tipo=TIPO,
            nombre=_("Comprobar la representación"),
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
        ),
        actor=actor,
        reloj=reloj,
    )


def comprobar_otra_vez(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Who was taken as not accredited supplied it before the decision was notified (LPACAP 5.6, 73.3): it is checked again.

    Writes: Interesado, Tarea. Emits: expediente.representacion.anotada, tarea.creada.
    """
    exigir_transaccion()
    for parte in expediente.interesados.filter(hasta=None, acreditacion=Interesado.Acreditacion.NO_ACREDITADA):
        parte.expediente = expediente
        anotar_acreditacion(parte, Interesado.Acreditacion.PENDIENTE, actor=actor, reloj=reloj)
    pedir_comprobacion(expediente, actor=actor, reloj=reloj)


def esperar_acreditacion(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """The check waits for the answer to a request. Writes: Tarea."""
    pedir_comprobacion(expediente, actor=actor, reloj=reloj)
    for tarea in expediente.tareas.select_related("expediente").filter(tipo=TIPO, cerrada_el=None):
        poner_en_espera(tarea, actor=actor, reloj=reloj)


def cerrar_comprobacion(expediente: Expediente, codigo: str, *, actor: Actor, reloj: Reloj) -> None:
    """End the check once no party waits for it. Writes: Tarea."""
    if sin_acreditar(expediente):
        return
    for tarea in expediente.tareas.select_related("expediente").filter(tipo=TIPO, cerrada_el=None):
        completar(tarea, {"codigo": codigo}, actor=actor, reloj=reloj, expediente=expediente)


def termino_el_poder(parte: Interesado, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj) -> UUID:
    """A power ended while the case runs: from now the party acts and is notified by themselves, and both things are told to them.

    What the representative did before stands. `causa`: in words. Writes: Interesado, Documento, DocumentoExpediente.
    Emits: expediente.interesado.cambiado, motor.comunicacion.pedida.
    """
    exigir_transaccion()
    anterior = parte.representante
    parte.expediente = expediente
    cambiar_representante(parte, representante=None, representacion=None, actor=actor, reloj=reloj)
    documento = comunicaciones.generar(
        expediente,
        "diligencia",
        {
            "titulo": _("Fin de una representación"),
            "texto": _(
                "%(quien)s ya no representa a %(parte)s en este expediente: %(causa)s. Desde ahora las notificaciones se dirigen a "
                "%(parte)s. Lo que su representante hizo antes sigue valiendo."
            )
            % {
                "quien": anterior.nombre_completo if anterior else "",
                "parte": parte.persona.nombre_completo,
                "causa": causa,
            },
            "expediente": expediente.numero,
            "fecha": reloj.ahora(),
        },
        titulo=_("Fin de una representación"),
        tipo_documental="TD99",
        origen="representacion",
        actor=actor,
        reloj=reloj,
    )
    comunicacion = comunicaciones.Comunicacion(
        documento.id,
        _("Ha terminado una representación en su expediente"),
        f"representacion:{parte.id}",
        comunicaciones.INFORMA,
    )
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=(parte.persona_id,), actor=actor, reloj=reloj)
    return documento.id
