"""Points 9 and 10: the year is rehearsed, closed and settled; what nobody fiscalised is decided and recognised in the next one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.cli.recorrido.historias.factura.registro import Registradas
from consistorio.cli.recorrido.historias.factura.reparto import (
    ALCALDESA,
    INTERVENTORA,
    E,
    de_la_tabla,
    dia,
    hecho,
    mirar,
    saldo,
)
from consistorio.cli.recorrido.historias.factura.tablas import APLICACION
from consistorio.cli.recorrido.navegador import Pagina, PasoFallido
from consistorio.cli.recorrido.relato import Relato, dejar_trabajar
from consistorio.documental.documentos.models import Documento
from consistorio.economia.cierre.models import Rendicion
from consistorio.servicios.intervencion.models import EscritoDeControl

CIERRE = f"{E}2026/cierre/"
INFORME = {
    "naturaleza": "Contrato menor de servicios",
    "realizado_el": "9/11/2026",
    "incumplimientos": "No se retuvo crédito ni se aprobó el gasto (Ley 9/2017, artículo 118).",
    "prestacion": "El traslado se hizo, a precio de mercado.",
    "credito": "Hay crédito en 920.22706.",
    "revision": "No conviene: habría que indemnizar por lo mismo.",
    "opinion": "Favorable a continuar.",
}
REMANENTE = (
    ("1. Fondos líquidos", "137.824,00"),
    ("3. Obligaciones pendientes no presupuestarias", "1.440,00"),
    ("I. Remanente de tesorería total", "148.384,00"),
    ("IV. Remanente de tesorería para gastos generales", "148.384,00"),
    ("V. Obligaciones pendientes de aplicar", "1.210,00"),
    ("VII. Remanente para gastos generales ajustado", "147.174,00"),
)


def cerrar(relato: Relato, registradas: Registradas) -> None:
    """The last day of the year: what is owed without having been recognised is noted, and the closing does what its rehearsal said."""
    interventora = relato.empleado(INTERVENTORA).navegador
    with relato.paso("ensayar el cierre y cerrar", dia=dia(date(2026, 12, 31)), hora="13:00", cualquier_dia=True):
        devengar = interventora.ir(f"{registradas.sin_control}devengar/")
        hecho(interventora.enviar(devengar, boton="Anotarlo", espera=(200, 422)))
        ensayo = interventora.ir(CIERRE)
        hecho(interventora.enviar(interventora.ir(f"{E}ejercicios/2026/cerrar/"), boton="Cerrarlo", espera=(200, 422)))
        cerrado = interventora.ir(CIERRE)
        iguales = "sí" if _cifras(ensayo) == _cifras(cerrado) else "no"
        relato.comprobar(9, "cerrar da lo que dijo el ensayo", esperado="sí", hallado=iguales)
        gastos = de_la_tabla(cerrado, "2. Gastos corrientes")
        for columna, cuanto in (
            ("Obligaciones reconocidas", "71.616,00"),
            ("Pagos", "63.616,00"),
            ("Pendiente de pago", "8.000,00"),
        ):
            relato.comprobar(9, columna, esperado=cuanto, hallado=gastos[columna])
        for concepto, cuanto in REMANENTE:
            relato.comprobar(9, concepto, esperado=cuanto, hallado=de_la_tabla(cerrado, concepto)["Importe"])
        _remanente_de_credito(relato)


def _cifras(pagina: Pagina) -> list[str]:
    return [str(celda.text_content()).strip() for celda in pagina.arbol.xpath("//main//table//td")]


def _remanente_de_credito(relato: Relato) -> None:
    """What was committed, what was only authorised, and the rest (RD 500/1990 art. 98)."""
    suya = de_la_tabla(mirar(relato, f"{E}2026/gastos/"), APLICACION)

    def euros(columna: str) -> Decimal:
        return Decimal(suya[columna].replace(".", "").replace(",", "."))

    for que, mas, menos, cuanto in (
        ("comprometido", "Dispuesto", "Obligado", "18000.00"),
        ("autorizado", "Autorizado", "Dispuesto", "2000.00"),
        ("lo demás", "Definitivos", "Autorizado", "8384.00"),
        ("en total", "Definitivos", "Obligado", "28384.00"),
    ):
        relato.comprobar(9, f"remanente de crédito, {que}", esperado=cuanto, hallado=euros(mas) - euros(menos))


def seguir(relato: Relato, registradas: Registradas) -> None:
    """The next year: what is still owed, the settlement, and the end of the omission."""
    with relato.paso("el año siguiente está abierto", dia=dia(date(2027, 1, 1)), hora="09:00", cualquier_dia=True):
        relato.comprobar(10, "cuenta 401", esperado="-8.000,00", hallado=saldo(relato, "401", anio=2027))
        prorrogado = relato.escenario.orden("contabilidad", "prorrogar", "--ejercicio", "2027")
        if prorrogado.returncode:
            raise PasoFallido(prorrogado.stdout + prorrogado.stderr)
    _liquidar(relato)
    _convalidar(relato, registradas)


def _liquidar(relato: Relato) -> None:
    interventora = relato.empleado(INTERVENTORA).navegador
    with relato.paso("aprobar la liquidación", dia=dia(date(2027, 2, 26)), hora="09:00"):
        interventora.enviar(interventora.ir(CIERRE), accion="formar/liquidacion")
        relato.empleado(INTERVENTORA).firmar("Liquidación del presupuesto")
        dejar_trabajar()
        _anotar(relato, "Informe", "26/02/2027")
        _anotar(relato, "Aprobación", "26/02/2027")
    with relato.paso("dar cuenta al Pleno", dia=dia(date(2027, 3, 4)), hora="19:00"):
        _anotar(relato, "Dación", "04/03/2027")
        rendicion = Rendicion.objects.get(clase=Rendicion.Clase.LIQUIDACION)
        pasos = ", ".join(rendicion.pasos.order_by("fecha", "id").values_list("codigo", flat=True))
        relato.comprobar(10, "pasos de la liquidación", esperado="informe, aprobacion, pleno", hallado=pasos)


def _anotar(relato: Relato, paso: str, fecha: str) -> None:
    interventora = relato.empleado(INTERVENTORA).navegador
    documento = Documento.objects.get(id=Rendicion.objects.get(clase=Rendicion.Clase.LIQUIDACION).documento_id)
    enlace = interventora.ir(CIERRE).enlaces("/paso/", texto=paso)[0]
    datos = {"fecha": fecha, "documento": documento.csv}
    hecho(interventora.enviar(interventora.ir(enlace), datos, boton="Anotarlo", espera=(200, 422)))


def _convalidar(relato: Relato, registradas: Registradas) -> None:
    """Intervención reports, the Alcaldía decides that it goes on, and the obligation takes the place of what was only owed."""
    interventora, alcaldesa = relato.empleado(INTERVENTORA), relato.empleado(ALCALDESA)
    omision = registradas.sin_control
    with relato.paso("informar y decidir la omisión", dia=dia(date(2027, 3, 8)), hora="09:00"):
        informe = interventora.navegador.ir(f"{omision}informe/")
        hecho(interventora.navegador.enviar(informe, INFORME, boton="Escribirlo", espera=(200, 422)))
        interventora.firmar("omisión")
        dejar_trabajar()
        decision = alcaldesa.navegador.ir(f"{omision}decision/")
        datos = {"sentido": "si", "texto": "El trabajo se hizo y hay crédito."}
        hecho(alcaldesa.navegador.enviar(decision, datos, boton="Escribirla", espera=(200, 422)))
        alcaldesa.firmar("Decisión")
        dejar_trabajar()
    with relato.paso("reconocer lo que se debía", dia=dia(date(2027, 3, 9)), hora="09:00"):
        factura = next(f for f in mirar(relato, omision).enlaces("/economia/facturas/") if f.count("-") > 1)
        pagina = interventora.navegador.ir(f"{factura}intervenir/")
        decidida = (
            EscritoDeControl.objects.filter(clase=EscritoDeControl.Clase.DECISION).latest("id").documento.csv
        )  # of an expense of 2026
        datos = {"origen": "aplicacion", "resultado": "favorable", "antes": "con_dotacion", "antes_prueba": decidida}
        hecho(interventora.navegador.enviar(pagina, datos, boton="Dar el resultado", espera=(200, 422)))
        interventora.firmar("Intervención del reconocimiento de la obligación")
        for cuenta, cuanto in (("413", "0,00"), ("400", "-1.210,00"), ("401", "-8.000,00")):
            relato.comprobar(10, f"cuenta {cuenta}", esperado=cuanto, hallado=saldo(relato, cuenta, anio=2027))
