"""A licence asked for on paper at the counter by somebody not obliged to electronic means, and notified on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from consistorio.cli.recorrido.adjuntos import CROQUIS, PRESUPUESTO, escaneo
from consistorio.cli.recorrido.historias.pasos import LICENCIAS, cerrar, ejecutar, instruir, notificar, resolver
from consistorio.cli.recorrido.relato import Relato

OFICINA = "rosa"
VECINO = {"nif": "67890123B", "canal_notificacion": "papel", "canal": "oficina", "documentacion_fisica": "3"}
DOMICILIO = {"via": "Calle Mayor", "numero": "14", "codigo_postal": "09001", "municipio": "Villaejemplo"}
PIDE = [
    "Óscar Núñez Peña, vecino de Villaejemplo, pide licencia para cambiar la bañera por un plato de ducha.",
    "La obra es en su casa: Calle Mayor, 14, 09001 Villaejemplo. Cuesta 3.200,50 euros, sin IVA.",
    "Declara que tiene derecho a hacer la obra en ese lugar y que los datos son ciertos.",
    "Quiere recibir las notificaciones en papel, en su domicilio: Calle Mayor, 14.",
]
DICE = {
    "tipo_obra": "interior",
    "descripcion": "Cambiar la bañera por un plato de ducha.",
    **{f"emplazamiento.{parte}": valor for parte, valor in DOMICILIO.items()},
    "presupuesto": "3.200,50",
    "declara_propiedad": "on",
    "medio_notificacion": "papel",
    **{f"domicilio_notificacion.{parte}": valor for parte, valor in DOMICILIO.items()},
}


def mostrador(relato: Relato) -> None:
    """Play it to the end."""
    solicitar(relato)
    enviar(relato, "enviar la comunicación inicial por correo", dia=2)
    completar(relato)
    instruir(relato)
    resolver(relato, sentido="estima")
    notificar(relato)
    enviar(relato, "enviar la notificación por correo", dia=16)
    entregar(relato)
    ejecutar(relato, dia=21)
    cerrar(relato, dia=22)


def solicitar(relato: Relato) -> None:
    """The registry office scans and collates what he brings, files it, and opens the case at once (LPACAP 16.4, 16.5)."""
    var = relato.escenario.var
    with relato.paso("registrar en el mostrador", dia=1, hora="09:40"):
        papeles = [
            escaneo(var, "solicitud en papel", PIDE),
            escaneo(var, "croquis del baño", CROQUIS),
            escaneo(var, "presupuesto detallado", PRESUPUESTO),
        ]
        datos = {"tramite": "licencia-obra-menor", "asunto": "Licencia para cambiar la bañera", "validez": "EE03"}
        _registrar(relato, {**datos, **DOMICILIO}, [*papeles, *relato.entradas])
    tramitadora = relato.empleado(LICENCIAS.tramitadora)
    with relato.paso("ver el expediente en la unidad", dia=1, hora="10:30"):
        relato.recordar_expediente(tramitadora.abrir_el_ultimo())
    with relato.paso("pasar lo que dice el papel", dia=1, hora="10:40"):
        tramitadora.hacer(relato.expediente, "transcribir_solicitud", DICE)


def completar(relato: Relato) -> None:
    """He brings one more paper: it waits in the unit's inbox until the unit joins it to the case and looks at it."""
    with relato.paso("registrar otro papel", dia=4, hora="12:15"):
        foto = escaneo(relato.escenario.var, "estado actual del baño", ["La bañera está junto a la ventana."])
        datos = {"unidad": "Licencias", "asunto": "Estado actual del baño", "validez": "EE03"}
        _registrar(relato, datos, [foto])
    tramitadora = relato.empleado(LICENCIAS.tramitadora)
    with relato.paso("unirlo a su expediente", dia=5, hora="09:20"):
        tramitadora.unir_entrada("Estado actual del baño", "otro")
    with relato.paso("verlo", dia=5, hora="09:30"):
        tramitadora.hacer(relato.expediente, "completar_tarea")


def _registrar(relato: Relato, datos: Mapping[str, str], papeles: Sequence[Path]) -> None:
    rechazados = relato.empleado(OFICINA).registrar({**VECINO, **datos}, papeles)
    relato.anotar_rechazadas(rechazados)


def enviar(relato: Relato, que: str, *, dia: int) -> None:
    """What goes on paper is printed, put in its envelope and taken to the post office: its exit entry is of then."""
    with relato.paso(que, dia=dia, hora="12:30"):
        relato.empleado(LICENCIAS.tramitadora).enviar_por_correo(relato.expediente)


def entregar(relato: Relato) -> None:
    """Two attempts at the door, in different parts of the day and within three days (LPACAP 42.2): the second is delivered."""
    tramitadora = relato.empleado(LICENCIAS.tramitadora)
    with relato.paso("primer intento de entrega", dia=17, hora="13:00"):
        tramitadora.anotar_intento(relato.expediente, {**_fecha(relato), "hora": "10:30", "resultado": "ausente"})
    with relato.paso("segundo intento: entregada", dia=18, hora="18:30"):
        entregada = {"hora": "17:45", "resultado": "entregada", "receptor": "Óscar Núñez Peña"}
        tramitadora.anotar_intento(relato.expediente, {**_fecha(relato), **entregada})


def _fecha(relato: Relato) -> dict[str, str]:
    momento = relato.momento
    return {"fecha.dia": str(momento.day), "fecha.mes": str(momento.month), "fecha.anio": str(momento.year)}
