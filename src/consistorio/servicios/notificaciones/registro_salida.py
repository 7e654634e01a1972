"""The exit entry of what is put at disposal (LPACAP 16.1, 16.3: leaving the town hall is an entry too)."""

from __future__ import annotations

from dataclasses import replace

from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import adjunto_de, asentar
from consistorio.documental.registro.tipos import Canal, DatosComplementarios, LibroCodigo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.notificaciones.models import Notificacion


def asentar_salida(notificacion: Notificacion, *, actor: Actor, reloj: Reloj) -> Asiento:
    """File the exit of a notification or communication; one for each, however often it is asked.

    Call it last in the open transaction. Writes and emits as `registro.operaciones.asentar`.
    """
    # No code of verification of what is notified: the addressee reads the entry, and must appear to read the act (43.1)
    es_comunicacion = notificacion.clase == Notificacion.Clase.COMUNICACION
    adjunto = adjunto_de(notificacion.cedula or notificacion.documento, principal=True)
    return asentar(
        libro=LibroCodigo.SALIDA.value,
        asunto=f"{notificacion.get_clase_display()} {notificacion.numero}: {notificacion.asunto}",
        interesado=notificacion.destinatario,
        representante=notificacion.representante,
        unidad_destino=notificacion.expediente.unidad,
        canal=(Canal.CORREO_POSTAL if notificacion.canal == Notificacion.Canal.PAPEL else Canal.SEDE).value,
        documentos=[adjunto if es_comunicacion else replace(adjunto, csv="")],
        complementos=DatosComplementarios(numero_expediente=notificacion.expediente.numero),
        clave_idempotencia=f"notificacion:{notificacion.id}",
        actor=actor,
        reloj=reloj,
    )
