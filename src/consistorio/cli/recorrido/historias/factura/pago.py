"""Point 8: the payment is intervened, ordered, signed by three, sent to the bank and noted; what is kept of it goes to the tax office."""

from __future__ import annotations

from datetime import date

from consistorio.cli.recorrido.historias.factura.contrato import operacion_de
from consistorio.cli.recorrido.historias.factura.registro import Registradas, dicho
from consistorio.cli.recorrido.historias.factura.reparto import (
    ALCALDESA,
    INTERVENTORA,
    PROFESIONAL,
    TESORERO,
    E,
    de_la_tabla,
    dia,
    hecho,
    mirar,
    saldo,
    tras,
)
from consistorio.cli.recorrido.historias.factura.tablas import BANCO
from consistorio.cli.recorrido.relato import Relato, dejar_trabajar

T = f"{E}tesoreria/"


def pagar(relato: Relato, registradas: Registradas) -> None:
    """From the invoice recognised to the money out."""
    _ordenar(relato)
    relacion = _preparar(relato)
    _firmar(relato, relacion)
    _enviar(relato, relacion)
    _anotar(relato, relacion, registradas)


def _ordenar(relato: Relato) -> None:
    interventora, n = relato.empleado(INTERVENTORA).navegador, relato.empleado(TESORERO).navegador
    with relato.paso("intervenir el pago y ordenarlo", dia=dia(date(2026, 12, 9)), hora="09:00"):
        intervenir = interventora.ir(f"/escritorio/expedientes/{relato.expediente}/hacer/intervenir_pago/")
        suya = str(intervenir.arbol.xpath("//main//select[@name='operacion']/option/@value")[-1])
        hecho(interventora.enviar(intervenir, {"operacion": suya, "comprobado": "on"}, espera=(200, 422)))
        obligacion = mirar(relato, operacion_de(relato, "O ")).titulo
        orden = n.ir(f"{E}2026/operaciones/orden/")
        con_lineas = n.enviar(orden, {"traer": obligacion.rpartition("/")[2]}, boton="Traer sus líneas")
        datos = {"texto": "Estudio de caminos escolares", "tercero": PROFESIONAL}
        hecho(n.enviar(con_lineas, datos, boton="Anotar", espera=(200, 422)))


def _preparar(relato: Relato) -> str:
    """Its address."""
    n = relato.empleado(TESORERO).navegador
    with relato.paso("preparar la relación de pagos", dia=dia(date(2026, 12, 10)), hora="09:00"):
        banco = {
            "codigo": "1",
            "nombre": "Banco Uno",
            "clase": "operativa",
            "cuenta": BANCO,
            "iban": "ES9121000418450200051332",
            "bic": "CAIXESBBXXX",
            "desde": "26/09/2026",
        }
        hecho(n.enviar(n.ir(f"{T}cuentas/abrir/"), banco, boton="Abrirla", espera=(200, 422)))
        pendientes = n.ir(f"{T}pagos/")
        marcados = [str(valor) for valor in pendientes.arbol.xpath("//input[@name='pago']/@value")]
        pagina = n.enviar(pendientes, {"pago": marcados}, boton="Preparar relación")
        propuesto = str(pagina.arbol.xpath("//main//input[@name='descuento-0-importe']/@value")[0])
        relato.comprobar(8, "la retención que se propone", esperado="1.440,00", hallado=propuesto)
        relacion = hecho(n.enviar(pagina, {"fecha": "15/12/2026"}, boton="Preparar la relación", espera=(200, 422)))
        relato.comprobar(8, "sale del banco", esperado="10.176,00 €", hallado=tras(relacion, "Sale del banco"))
    return relacion.url


def _firmar(relato: Relato, relacion: str) -> None:
    n = relato.empleado(TESORERO).navegador
    with relato.paso("la firman las tres personas", dia=dia(date(2026, 12, 14)), hora="09:00"):
        n.enviar(n.ir(relacion), boton="Enviarla a firmar")
        for firmante in (ALCALDESA, INTERVENTORA, TESORERO):
            relato.empleado(firmante).firmar("Relación de pagos")
        dejar_trabajar()
        relato.comprobar(8, "con tres firmas", esperado="Firmada", hallado=dicho(n.ir(relacion), "Firmada"))


def _enviar(relato: Relato, relacion: str) -> None:
    n = relato.empleado(TESORERO).navegador
    with relato.paso("hacer el fichero y enviarlo al banco", dia=dia(date(2026, 12, 15)), hora="09:00"):
        con_fichero = n.enviar(n.ir(relacion), boton="Hacer el fichero")
        fichero = n.ir(con_fichero.enlaces("/transferencias/")[0]).contenido.decode()
        for dice in ("pain.001.001.09", "<CtrlSum>10176.00</CtrlSum>"):
            relato.comprobar(8, "el fichero", esperado=dice, hallado=dice if dice in fichero else fichero[:300])
        n.enviar(n.ir(relacion), boton="Dar por enviada")


def _anotar(relato: Relato, relacion: str, registradas: Registradas) -> None:
    n, interventora = relato.empleado(TESORERO).navegador, relato.empleado(INTERVENTORA).navegador
    with relato.paso("anotar el pago y su retención", dia=dia(date(2026, 12, 15)), hora="12:00"):
        hecho(n.enviar(n.ir(f"{relacion}pagada/"), boton="Anotarlos", espera=(200, 422)))
        dejar_trabajar()
        for cuenta, cuanto in (("4751", "-1.440,00"), ("400", "-8.000,00"), (BANCO, "137.824,00")):
            relato.comprobar(8, f"cuenta {cuenta}", esperado=cuanto, hallado=saldo(relato, cuenta))
        suya = mirar(relato, registradas.suya)
        for rotulo, dias in (("Desde que entró", "43 días"), ("Pago", "25 días")):
            relato.comprobar(8, f"reloj: {rotulo}", esperado=dias, hallado=dicho(suya, dias, en=tras(suya, rotulo)))
        sede = relato.ciudadano(PROFESIONAL).navegador.ir("/mi-carpeta/facturas/")
        relato.comprobar(8, "lo lee la profesional", esperado="Pagada", hallado=dicho(sede, "Pagada"))
        detallar = interventora.ir(f"{E}2026/impuestos/").enlaces("/impuestos/retenciones/")[0]
        hecho(interventora.enviar(interventora.ir(detallar), {"clave": "G-01"}, boton="Anotarla", espera=(200, 422)))
        modelo = mirar(relato, f"{E}2026/impuestos/111/4T/")
        for casilla, cuanto in (("08", "9.600,00"), ("09", "1.440,00"), ("30", "1.440,00")):
            hallado = de_la_tabla(modelo, casilla)["Cifra"]
            relato.comprobar(8, f"modelo 111, casilla {casilla}", esperado=cuanto, hallado=hallado)
