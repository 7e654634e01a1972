"""What the area does to its procedure, through the pages of the designer: it changes it, tries it on a made-up case and sends it to trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from consistorio.cli.recorrido.comprobaciones import leido, lo_dice, que_dice
from consistorio.cli.recorrido.historias.terraza.reparto import METROS, NOMBRE, TERRAZA, VIA_PUBLICA, dia, en_cajas
from consistorio.cli.recorrido.navegador import Navegador, Pagina, PasoFallido
from consistorio.cli.recorrido.relato import Relato

AREA, QUIEN_PUBLICA = VIA_PUBLICA.jefa, VIA_PUBLICA.secretario
PRIMER_DIA = Path(__file__).with_name("primer-dia.json")
MESA = "/escritorio/procedimientos/"
INFORME = {
    "nombre": "Informe de Policía Local",
    "tipo": "informe",
    "fase": "instruccion",
    "area": "policia_local",
    "norma": "LPACAP art. 79.1",
    "plazo": "10",
}
PREGUNTA = {"etiqueta": "¿Cuántos metros cuadrados ocupa?", "tipo": "numero"}
PAGO = {
    "nombre": "Pagar la tasa",
    "tipo": "pago",
    "fase": "instruccion",
    "area": "tributos",
    "norma": "TRLRHL arts. 20.3.l y 26",
    "paralela": "on",
}
QUE_SE_PAGA = {
    "regimen": "autoliquidacion",
    "concepto": "ocupacion",
    "base": METROS,
    "unidad": "m²",
    "periodos": "fechas",
    "desde": "desde",
    "hasta": "hasta",
    "cuenta": "empezados",
    "devengo": "solicitud",
    "antes_de": "propuesta",
}
TEXTO = [
    "Autorizar a [[interesado]] a ocupar la vía pública: [[titulo]].",
    f"La terraza ocupa [[respuesta_{METROS}]] metros cuadrados, desde el [[respuesta_desde]] hasta el [[respuesta_hasta]].",
    "Se pone como dicen el plano y los informes del expediente, y deja libre el paso de peatones y las salidas de emergencia.",
]
TARIFA = {
    "texto": "La de la ordenanza fiscal, por metro cuadrado y mes.",
    "concepto_1": "ocupacion",
    "nombre_1": "Ocupación de la vía pública con mesas y sillas",
    "importe_1": "3,50",
    "por_1": "por metro cuadrado y mes",
    "precepto_1": "Ordenanza fiscal n.º 7, artículo 6",
    "articulo": "TRLRHL arts. 20.3.l y 24.1.a",
    "desde.dia": "1",
    "desde.mes": "1",
    "desde.anio": "2026",
}


def personalizar(relato: Relato, *, en_marcha: str) -> None:
    """On the 9th of March the area makes version 2 without a programmer, and sees what would become of the case that is running."""
    with relato.paso("escribir la tarifa", dia=dia(3, 9), hora="08:30"):
        escribir_tarifa(relato)
    with relato.paso("el área cambia su procedimiento", dia=dia(3, 9), hora="09:00"):
        borrador = cambiar(relato)
    with relato.paso("lo prueba con un caso inventado", dia=dia(3, 9), hora="10:00"):
        simular(relato, borrador, date(2026, 3, 10))
    with relato.paso("quiere cambiar el silencio", dia=dia(3, 9), hora="10:30"):
        cambiar_el_silencio(relato, borrador)
    with relato.paso("lo envía a ensayo", dia=dia(3, 9), hora="11:00"):
        enviar_a_ensayo(relato, borrador)
    with relato.paso("otra persona lo publica", dia=dia(3, 9), hora="12:00"):
        publicar(relato)
        dice = "La versión nueva cambia datos legales (la tasa): el expediente sigue con los de la suya."
        hallado = lo_dice(prever(relato, en_marcha), dice)
        relato.comprobar(2, "pasar A a la versión 2", esperado=dice, hallado=hallado)


def publicar_la_primera(relato: Relato) -> None:
    """The procedure of the first day comes with the installation, as those that the product ships."""
    hecho = relato.escenario.orden("manage", "cargar_procedimiento", str(PRIMER_DIA), "--publicar")
    if hecho.returncode:
        raise PasoFallido(f"the procedure was not loaded: {hecho.stderr[-2000:]}")


def escribir_tarifa(relato: Relato) -> None:
    """Gestión Tributaria writes what the ordenanza fiscal says."""
    n = relato.empleado("olga").navegador
    pagina = n.ir(f"/administracion/datos-legales/{TERRAZA}/tasa/")
    _bien(n.enviar(pagina, {**TARIFA, "pendiente": []}, boton="Guardar", espera=(200, 422)))


def cambiar(relato: Relato) -> Pagina:
    """A parallel report, a question, what is paid and the text of the decision. Answers the page of the draft."""
    n = relato.empleado(AREA).navegador
    borrador = n.enviar(n.ir(MESA), boton=f"Preparar otra versión de {NOMBRE}")
    borrador = _rellenar(n, borrador, "/tareas/nueva/", INFORME)
    borrador = _rellenar(n, borrador, "/preguntas/ocupacion/nueva/", PREGUNTA)
    borrador = _rellenar(n, borrador, "/tareas/nueva/", PAGO)
    tarea = n.ir(borrador.enlaces("/tareas/", texto=PAGO["nombre"])[0])
    borrador = _rellenar(n, tarea, "/pago/", QUE_SE_PAGA)
    textos = n.ir(borrador.enlaces("/textos/")[0])
    return _rellenar(n, textos, "/textos/estima/", {"decision": "\n\n".join(TEXTO)})


def simular(relato: Relato, borrador: Pagina, entrada: date) -> Pagina:
    """A made-up case: it comes in, is asked to be corrected three days later, and is answered in seven. Answers its page."""
    n = relato.empleado(AREA).navegador
    prueba = n.ir(borrador.enlaces("/probar/")[0])
    prueba = n.enviar(prueba, en_cajas("entrada", entrada), boton="Empezar")
    relato.comprobar(
        2,
        "caso inventado: entra el 10-03 y hay que resolver hasta",
        esperado="10 de junio de 2026",
        hallado=leido(prueba, r"Hay que resolver y notificar hasta el (\d+ de \w+ de \d+)"),
    )
    prueba = n.enviar(prueba, {"dias": "3"}, boton="Se notifica que la corrija, parando el plazo")
    prueba = n.enviar(prueba, {"dias": "7"}, boton="Contesta la persona interesada")
    relato.comprobar(
        2,
        "caso inventado: siete días parado, y entonces hasta",
        esperado="17 de junio de 2026",
        hallado=leido(prueba, r"Hay que resolver y notificar hasta el (\d+ de \w+ de \d+)"),
    )
    return prueba


def enviar_a_ensayo(relato: Relato, borrador: Pagina) -> Pagina:
    """It is closed: somebody else will publish it."""
    n = relato.empleado(AREA).navegador
    borrador = n.ir(borrador.url)
    for dice in ("Informe de Policía Local", PREGUNTA["etiqueta"], PAGO["nombre"]):
        relato.comprobar(2, "qué cambia de la publicada", esperado=dice, hallado=que_dice(borrador, dice))
    return _bien(n.enviar(borrador, boton="Enviar a ensayo", espera=(200, 422)))


def publicar(relato: Relato) -> None:
    """Who may publish, and did not write it, publishes what is in trial."""
    n = relato.empleado(QUIEN_PUBLICA).navegador
    catalogo = n.ir("/administracion/catalogo/")
    version = n.ir(str(catalogo.arbol.xpath("//a[@aria-label=$n]/@href", n=f"{NOMBRE} 2")[0]))
    hecho = n.enviar(n.ir(version.enlaces("/publicar/")[0]), boton="Publicar")
    for dice in ("Versión publicada.", f"{NOMBRE}, versión 2"):
        relato.comprobar(2, "la publica otra persona", esperado=dice, hallado=que_dice(hecho, dice))


def cambiar_el_silencio(relato: Relato, borrador: Pagina) -> None:
    """The area tries what is not its own: it is told who may, and by which article."""
    n = relato.empleado(AREA).navegador
    enlace = n.ir(borrador.url).enlaces(f"/datos-legales/{TERRAZA}/silencio/")[0]
    negada = n.ir(enlace, espera=(403,))
    dice = "El sentido del silencio lo cambia Secretaría, y no el área. Hoy se apoya en: LPACAP art. 24.1, párrafo segundo."
    relato.comprobar(3, "el área quiere cambiar el silencio", esperado=dice, hallado=que_dice(negada, dice))


def prever(relato: Relato, expediente: str) -> str:
    """What the area reads of moving that case to the published version: nothing is moved."""
    n = relato.empleado(AREA).navegador
    lista = n.ir(MESA)
    fila = next(f for f in lista.arbol.xpath("//tbody/tr") if NOMBRE in f.text_content())
    prevision = n.ir(str(fila.xpath(".//a[contains(@href, '/expedientes/')]/@href")[0]))
    filas = prevision.arbol.xpath("//tbody/tr[.//a[contains(@href, $caso)]]", caso=expediente)
    return " ".join(filas[0].text_content().split()) if filas else f"(no está) {prevision.texto}"


def _rellenar(n: Navegador, pagina: Pagina, enlace: str, datos: Mapping[str, str]) -> Pagina:
    return _bien(n.enviar(n.ir(pagina.enlaces(enlace)[0]), datos, boton="Guardar", espera=(200, 422)))


def _bien(pagina: Pagina) -> Pagina:
    if pagina.estado == 422:
        raise PasoFallido(pagina.resumen())
    return pagina
