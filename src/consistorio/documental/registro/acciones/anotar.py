"""Entries made by staff: what comes to the counter, and what leaves."""

from __future__ import annotations

from consistorio.documental.documentos.acceso import documento_con_csv
from consistorio.documental.registro import mostrador, operaciones
from consistorio.documental.registro.comprobaciones import (
    exigir,
    huella_de_entrada,
    huella_de_salida,
    problemas_de_entrada,
    problemas_de_salida,
    problemas_de_unidad,
)
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import (
    EntradaMostrador,
    LibroCodigo,
    SalidaMostrador,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("registro.asiento.practicado", permiso="registro.anotar", norma="LPACAP arts. 16.1, 16.4 y 16.5")
def anotar_en_mostrador(*, actor: Actor, reloj: Reloj, clave_idempotencia: str, entrada: EntradaMostrador) -> Asiento:
    """File what a person brings to the office or sends by post, from what was typed at the counter: persons by their document,
    files as received. Nobody is turned away for being obliged to electronic means: entry and receipt carry the warning of 68.4.

    The same key with the same content answers the same entry. Who: registry office (`registro.anotar`); scans said to be authentic
    copies ask for `copia.cotejar`. Writes Persona (new ones), Documento, Cotejo and what `operaciones.asentar` writes.
    Raises DatosIncorrectos (every problem), Conflicto (the key was used for something else), NoPermitido.
    """
    anterior, huella = operaciones.asiento_de_clave(clave_idempotencia), huella_de_entrada(entrada)
    if anterior is not None:
        return operaciones.el_mismo(anterior, huella)
    problemas = problemas_de_entrada(entrada, actor=actor, reloj=reloj)
    exigir([*problemas, *problemas_de_unidad(entrada.unidad_id, reloj)])
    return mostrador.asentar_entrada(
        partes=mostrador.partes_de(entrada.partes, actor=actor, reloj=reloj),
        documentos=mostrador.documentos_de(entrada.ficheros, actor=actor, reloj=reloj),
        asunto=entrada.asunto,
        unidad=mostrador.unidad_de(entrada.unidad_id, reloj),
        canal=entrada.canal,
        presentado=entrada.presentado,
        numero_reservado=entrada.numero_reservado,
        complementos=mostrador.complementos_de(entrada, actor=actor, reloj=reloj),
        huella=huella,
        clave_idempotencia=clave_idempotencia,
        clave_libre=True,
        actor=actor,
        reloj=reloj,
    )


@accion("registro.asiento.practicado", permiso="registro.anotar", norma="LPACAP arts. 16.1 y 16.2")
def anotar_salida(*, actor: Actor, reloj: Reloj, clave_idempotencia: str, salida: SalidaMostrador) -> Asiento:
    """Note in the exit book an official document sent to persons or other administrations, from what was typed at the office.

    The same key with the same content answers the same entry. Who: registry office (`registro.anotar`). Writes Persona (new ones),
    Documento and what `operaciones.asentar` writes. Raises DatosIncorrectos (every problem), Conflicto, NoPermitido.
    """
    anterior, huella = operaciones.asiento_de_clave(clave_idempotencia), huella_de_salida(salida)
    if anterior is not None:
        return operaciones.el_mismo(anterior, huella)
    exigir(problemas_de_salida(salida, actor=actor, reloj=reloj))
    hechos = [
        operaciones.adjunto_de(documento_con_csv(codigo, actor=actor, motivo="Anotar su salida"))
        for codigo in salida.csv
    ]
    traidos = mostrador.documentos_de(salida.ficheros, origen_administracion=True, actor=actor, reloj=reloj)
    return operaciones.asentar(
        libro=LibroCodigo.SALIDA,
        asunto=salida.asunto,
        interesado=None,
        mas_partes=mostrador.partes_de(salida.partes, actor=actor, reloj=reloj),
        unidad_destino=mostrador.unidad_de(salida.unidad_id, reloj),
        canal=salida.canal,
        documentos=[*hechos, *traidos],
        complementos=salida.complementos,
        numero_reservado=salida.numero_reservado,
        huella=huella,
        clave_idempotencia=clave_idempotencia,
        clave_libre=True,
        actor=actor,
        reloj=reloj,
    )
