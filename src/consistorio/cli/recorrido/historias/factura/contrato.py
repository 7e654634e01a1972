"""Points 2 and 3: a contrato menor from its certified credit to its commitment, with what was kept too much given back."""

from __future__ import annotations

from datetime import date

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.factura.reparto import (
    ALCALDESA,
    CONTRATACION,
    INTERVENTORA,
    PROFESIONAL,
    SECRETARIO,
    E,
    dia,
    disponible,
    hecho,
    mirar,
)
from consistorio.cli.recorrido.historias.factura.tablas import APLICACION
from consistorio.cli.recorrido.historias.terraza.reparto import en_cajas
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.relato import Relato

OBJETO = "Estudio de caminos escolares"
INFORME = {
    "sentido": "favorable",
    "consideraciones": "El Ayuntamiento no tiene medios para hacerlo.",
    "conclusion": "Hace falta contratarlo.",
}


def contratar(relato: Relato) -> None:
    """Until what is awarded is committed."""
    _iniciar(relato)
    _retener(relato)
    _adjudicar(relato)
    _comprometer(relato)


def _iniciar(relato: Relato) -> None:
    gestora = relato.empleado(CONTRATACION)
    with relato.paso("iniciar el contrato", dia=dia(date(2026, 9, 28)), hora="09:00"):
        acuerdo = escrito(relato.escenario.var, "acuerdo de inicio", [OBJETO])
        pagina = gestora.navegador.ir("/escritorio/expedientes/iniciar/?procedimiento=contrato-menor")
        datos = {
            "forma": "propia",
            "motivo": "Hace falta un estudio de los caminos a los colegios.",
            "nif": PROFESIONAL,
            "nombre": "Ana",
            "canal": "electronica",
            **en_cajas("fecha", date(2026, 9, 28)),
        }
        adjunto = {"fichero": [(acuerdo.name, acuerdo)]}
        iniciado = gestora.navegador.enviar(
            pagina, datos, boton="Iniciar el expediente", ficheros=adjunto, espera=(200, 422)
        )
        relato.recordar_expediente(hecho(iniciado))
        gestora.hacer(
            relato.expediente,
            "transcribir_solicitud",
            {
                "objeto": OBJETO,
                "clase_contrato": "servicio",
                "importe": "9600,00",
                "importe_total": "12100,00",
                "meses": "2",
                "aplicacion": APLICACION,
            },
        )


def _retener(relato: Relato) -> None:
    interventora = relato.empleado(INTERVENTORA)
    with relato.paso("retener el crédito", dia=dia(date(2026, 10, 1)), hora="09:00"):
        interventora.hacer(relato.expediente, "retener_credito", {"importe": "12100,00"})
        interventora.firmar("Certificado de existencia de crédito")
        relato.comprobar(2, "disponible", esperado="2.900,00", hallado=disponible(relato, APLICACION))
        rejilla = interventora.navegador.ir(f"{E}2026/operaciones/gasto/")
        otra = {"clase": "RC", "texto": "Otra asistencia", "linea-0-codigo": APLICACION, "linea-0-importe": "3000"}
        rehusada = interventora.navegador.enviar(rejilla, otra, boton="Anotar", espera=(200, 422))
        dice = "Faltan 100,00 €"
        hallado = dice if any(dice in error for error in rehusada.errores) else rehusada.resumen()
        relato.comprobar(2, "otra retención de 3.000", esperado=dice, hallado=hallado)


def _adjudicar(relato: Relato) -> None:
    caso, gestora = relato.expediente, relato.empleado(CONTRATACION)
    with relato.paso("informar y pedir presupuestos", dia=dia(date(2026, 10, 1)), hora="10:00"):
        gestora.hacer(caso, "emitir_informe", INFORME)
        gestora.firmar("Informe")
        gestora.hacer(caso, "completar_tarea")
    with relato.paso("proponer y adjudicar", dia=dia(date(2026, 10, 2)), hora="09:00"):
        gestora.hacer(caso, "proponer", {"sentido": "estima", "decision": ""})
        gestora.hacer(caso, "elevar")
        relato.empleado(ALCALDESA).firmar("Resolución")
        relato.empleado(SECRETARIO).firmar("Resolución")
        gestora.hacer(caso, "notificar")
    with relato.paso("la profesional lo lee", dia=dia(date(2026, 10, 2)), hora="20:00", cualquier_dia=True):
        relato.ciudadano(PROFESIONAL).comparecer()


def _comprometer(relato: Relato) -> None:
    interventora = relato.empleado(INTERVENTORA)
    with relato.paso("comprometer y devolver lo que sobra", dia=dia(date(2026, 10, 5)), hora="09:00"):
        interventora.hacer(relato.expediente, "comprometer_gasto", {"importe": "11616,00"})
        navegador = interventora.navegador
        retencion = navegador.ir(operacion_de(relato, "RC "))
        corregir = navegador.ir(retencion.enlaces("/corregir/")[0])
        navegador.enviar(
            corregir, {"texto": "Lo que sobra de la retención", "linea-0": "484,00"}, boton="Anotar la corrección"
        )
        relato.comprobar(3, "disponible", esperado="3.384,00", hallado=disponible(relato, APLICACION))


def operacion_de(relato: Relato, clase: str) -> str:
    """Address of the operation of the case whose name begins so. Raises PasoFallido."""
    economia = mirar(relato, f"/escritorio/expedientes/{relato.expediente}/economia/")
    for enlace in economia.arbol.xpath("//main//a[contains(@href, '/economia/operaciones/')]"):
        if enlace.text_content().strip().startswith(clase):
            return str(enlace.get("href"))
    raise PasoFallido(f"{economia.resumen()}: no operation «{clase}»")
