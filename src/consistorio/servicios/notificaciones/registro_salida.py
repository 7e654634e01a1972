"""The exit entry of what leaves for a party (LPACAP 16.1, 16.3: leaving the town hall is an entry too)."""

from __future__ import annotations

from dataclasses import replace

from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import adjunto_de, asentar
from consistorio.documental.registro.tipos import Canal, DatosComplementarios, LibroCodigo, Transporte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.notificaciones.models import Notificacion

POR_LA_SEDE = DatosComplementarios()


def por_correo(codigo: str) -> DatosComplementarios:
    """How a letter travels: certified when it has the code of one."""
    transporte = Transporte.CERTIFICADO if codigo else Transporte.CORREO
    return DatosComplementarios(transporte=transporte, numero_transporte=codigo)


def asentar_salida(
    notificacion: Notificacion,
    *,
    actor: Actor,
    reloj: Reloj,
    canal: Canal = Canal.SEDE,
    complementos: DatosComplementarios = POR_LA_SEDE,
) -> Asiento:
    """File the exit of a notification or communication, when it leaves: at disposal in the sede, or at the post office.

    One for each, however often it is asked. Call it last in the open transaction. Writes and emits as
    `registro.operaciones.asentar`.
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
        canal=canal.value,
        documentos=[adjunto if es_comunicacion else replace(adjunto, csv="")],
        complementos=replace(complementos, numero_expediente=notificacion.expediente.numero),
        clave_idempotencia=f"notificacion:{notificacion.id}",
        actor=actor,
        reloj=reloj,
    )
