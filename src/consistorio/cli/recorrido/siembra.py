"""Example stories of the demo town: played through its real pages on its first start, so that desks and books are alive."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consistorio.cli import siembra
from consistorio.cli.recorrido.adjuntos import croquis, escrito, presupuesto
from consistorio.cli.recorrido.agenda import Agenda
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.historias.concesion import RESPUESTAS
from consistorio.cli.recorrido.historias.pasos import FAVORABLE, LICENCIAS
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.relato import Relato
from consistorio.nucleo.reloj import MADRID, en_madrid
from consistorio.plataforma.base.rutas import carpeta_var
from consistorio.plataforma.calendario.reloj import mover_reloj

# Days before today of the first fact; the last ones are of yesterday and today
DIAS_ATRAS = 28
ANA, PEDRO, LUCIA, JUAN, ELENA, DOLORES = "12345678Z", "87654321X", "X1234567L", "22222222J", "33333333P", "56789012B"
QUEJA = {
    "clase": "queja",
    "servicio": "Limpieza viaria",
    "texto": "El contenedor de la plaza lleva dos semanas sin vaciar.",
    "medio_notificacion": "electronica",
}
AYUDA = {
    "necesidad": "suministros",
    "situacion": "Me he quedado sin trabajo y debo dos recibos de la luz.",
    "importe": "180",
    "convivientes": "2",
    "ingresos": "640",
    "menores": "1",
    "medio_notificacion": "electronica",
}
INFORME_SOCIAL = {
    "sentido": "favorable",
    "consideraciones": "La familia no puede pagar los recibos.\nNo recibe otra ayuda para lo mismo.",
    "conclusion": "Se informa favorablemente la ayuda.",
}
TERRAZA = {
    "nombre_local": "Bar La Plaza",
    "direccion_local.via": "Plaza Mayor",
    "direccion_local.numero": "3",
    "direccion_local.codigo_postal": "09001",
    "direccion_local.municipio": "Villaejemplo",
    "temporada": "anual",
    "mesas": "6",
    "superficie": "14",
    "declara_seguro": "si",
    "declara_paso": "si",
    "medio_notificacion": "electronica",
}


def sembrar() -> list[str]:
    """Play them against the running town and leave its clock at the machine's time.

    The town is good without them: when a step fails it says which, and what was played until then stays.
    """
    relato = Relato(pueblo(), inicio=_medianoche(dias_atras=DIAS_ATRAS))
    try:
        casos = _en_marcha(relato)
    except PasoFallido as error:
        return ["", f"Los expedientes de ejemplo no están completos. Se pararon en {error}"]
    finally:
        mover_reloj(datetime.now(UTC))
    return ["", "Expedientes de ejemplo:", *(f"  {texto}" for texto in casos)]


def pueblo() -> Pueblo:
    """The town that runs in this folder."""
    var = carpeta_var()
    return Pueblo(var, dict(os.environ), siembra.leer(var / "demo" / "sembrado.json"))


def _medianoche(*, dias_atras: int = 0) -> datetime:
    dia = en_madrid(datetime.now(UTC)) - timedelta(days=dias_atras)
    return datetime(dia.year, dia.month, dia.day, tzinfo=MADRID)


def ultimos_dias(agenda: Agenda) -> tuple[int, int]:
    """When the last correction is asked for and when the last notification leaves, in the days of an agenda that begins today: two days
    ago at the latest, with two between them, and on working days."""
    notificar = agenda.habil_hasta(-2)
    return agenda.habil_hasta(notificar - 2), notificar


def _en_marcha(relato: Relato) -> list[str]:
    """One closed, one unopened, one to sign, one to correct, two fresh; in the order of time."""
    papeles = relato.escenario.var / "demo"
    completa = {"plano": [croquis(papeles)], "presupuesto_detallado": [presupuesto(papeles)]}
    with relato.paso("llegan tres solicitudes", dia=0, hora="20:10", cualquier_dia=True):
        cerrada, notificada, por_firmar = (_licencia(relato, nif, completa) for nif in (ANA, JUAN, LUCIA))
    todas = [cerrada, notificada, por_firmar]
    with relato.paso("se admiten", dia=2, hora="09:00"):
        for caso in todas:
            relato.empleado(LICENCIAS.tramitadora).hacer(caso, "completar_tarea")
    with relato.paso("se informan", dia=7, hora="10:00"):
        for caso in todas:
            relato.empleado(LICENCIAS.tecnico).hacer(caso, "emitir_informe", FAVORABLE)
        relato.empleado(LICENCIAS.tecnico).firmar("Informe", cuantos=len(todas))
    with relato.paso("se proponen", dia=9, hora="09:30"):
        for caso in todas:
            relato.empleado(LICENCIAS.tramitadora).hacer(caso, "proponer", {"sentido": "estima", "decision": ""})
    with relato.paso("se resuelven dos", dia=10, hora="12:00"):
        for caso in (cerrada, notificada):
            relato.empleado(LICENCIAS.jefa).hacer(caso, "elevar")
        relato.empleado(LICENCIAS.organo).firmar("Resolución", cuantos=2)
        relato.empleado(LICENCIAS.secretario).firmar("Resolución", cuantos=2)
    with relato.paso("se notifica y se cierra uno", dia=11, hora="09:00"):
        relato.empleado(LICENCIAS.tramitadora).hacer(cerrada, "notificar")
        relato.ciudadano(ANA).comparecer()
        relato.empleado(LICENCIAS.tributos).hacer(cerrada, "completar_tarea")
        relato.empleado(LICENCIAS.jefa).hacer(cerrada, "cerrar_expediente")
    _un_gasto(relato)
    ahora = relato.siguiente(inicio=_medianoche())
    pedir, avisar = ultimos_dias(ahora.agenda)
    with ahora.paso("falta un documento", dia=pedir - 1, hora="20:30", cualquier_dia=True):
        incompleta = _licencia(ahora, PEDRO, {"plano": [croquis(papeles)]})
    with ahora.paso("se pide la corrección", dia=pedir, hora="09:15"):
        datos = {"faltan": ["presupuesto_detallado"], "dias": "10", "suspende": "si"}
        ahora.empleado(LICENCIAS.tramitadora).hacer(incompleta, "requerir_subsanacion", datos)
        ahora.empleado(LICENCIAS.tramitadora).firmar("Requerimiento")
    with ahora.paso("la persona lee lo que falta", dia=pedir + 1, hora="19:00", cualquier_dia=True):
        ahora.ciudadano(PEDRO).comparecer()
    with ahora.paso("se notifica otra y una va a la firma", dia=avisar, hora="10:00"):
        ahora.empleado(LICENCIAS.tramitadora).hacer(notificada, "notificar")
        ahora.empleado(LICENCIAS.jefa).hacer(por_firmar, "elevar")
    with ahora.paso("llegan una queja y una terraza", dia=-1, hora="21:40", cualquier_dia=True):
        ahora.ciudadano(ELENA).presentar("queja-sugerencia", QUEJA, {})
        plano, seguro = (escrito(papeles, n, ["Bar La Plaza"]) for n in ("plano de la terraza", "póliza del seguro"))
        ahora.ciudadano(DOLORES).presentar("terraza", TERRAZA, {"plano_terraza": [plano], "seguro": [seguro]})
    return [
        "una licencia cerrada (Ana) y otra con la notificación sin abrir (Juan)",
        "una licencia a la firma (Lucía) y otra que espera un documento (Pedro)",
        "una queja (Elena) y una terraza (Dolores) recién presentadas",
        "una ayuda de emergencia propuesta, que Intervención fiscaliza (Elena)",
    ]


def _un_gasto(relato: Relato) -> None:
    """An emergency aid until its proposal: what it spends waits for Intervención."""
    with relato.paso("llega una ayuda de emergencia", dia=12, hora="09:10", cualquier_dia=True):
        pagina, _rechazadas = relato.ciudadano(ELENA).presentar("ayuda-emergencia", AYUDA, {})
        relato.recordar_expediente(pagina)
    caso, social = relato.expediente, relato.empleado("amparo")
    with relato.paso("se admite, se habla con ella y se comprueba", dia=13, hora="09:20"):
        for _tarea in ("revisión", "entrevista", "ingresos"):
            social.hacer(caso, "completar_tarea")
    with relato.paso("se informa y se propone", dia=13, hora="12:00"):
        social.hacer(caso, "emitir_informe", INFORME_SOCIAL)
        social.firmar("Informe")
        social.hacer(caso, "proponer", {"sentido": "estima", "decision": ""})


def _licencia(relato: Relato, nif: str, adjuntos: dict[str, list[Path]]) -> str:
    pagina, _rechazadas = relato.ciudadano(nif).presentar("licencia-obra-menor", RESPUESTAS, adjuntos)
    relato.recordar_expediente(pagina)
    return relato.expediente
