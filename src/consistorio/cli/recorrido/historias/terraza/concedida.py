"""The case of B, under the version of the area: it is asked to be corrected, pays, is granted, and nobody opens its notification."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.comprobaciones import leido, lo_dice, que_dice
from consistorio.cli.recorrido.historias.pasos import CADUCADAS, barrer
from consistorio.cli.recorrido.historias.terraza.reparto import (
    ACABA,
    ACCIDENTAL,
    ADMINISTRADOR,
    INFORME,
    METROS,
    POLICIA,
    RESPUESTAS,
    TERRAZA,
    TESORERA,
    VIA_PUBLICA,
    B,
    dia,
    en_cajas,
    en_la_mesa,
    en_la_sede,
    fila_con,
    limite,
    opcion,
)
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.personas import esperar
from consistorio.cli.recorrido.relato import Relato

CUENTA = "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €"
DIA_A_DIA = (
    "10/03/2026 : Se parte del martes 10 de marzo de 2026.",
    "10/06/2026 : 3 meses, hasta el mismo número de día, el 10 (30.4): el miércoles 10 de junio de 2026.",
    (
        "17/06/2026 : Suspendido del viernes 13 de marzo de 2026 al viernes 20 de marzo de 2026, 7 días naturales: requerimiento de "
        "subsanación (LPACAP art. 22.1.a). Pasa al miércoles 17 de junio de 2026."
    ),
    "17/06/2026 : El plazo vence al terminar el miércoles 17 de junio de 2026.",
)


def pedir(relato: Relato) -> None:
    """B files under version 2, which asks for the square metres, and without the insurance."""
    plano = escrito(relato.escenario.var, "plano de la terraza", ["Bar Central"])
    with relato.paso("B pide una terraza", dia=dia(3, 10), hora="10:00", cualquier_dia=True):
        respuestas = {**RESPUESTAS, "nombre_local": "Café Sol", METROS: "24"}
        adjuntos = {"plano_terraza": [plano], "otros": list(relato.entradas)}
        pagina, rechazadas = relato.ciudadano(B).presentar(TERRAZA, respuestas, adjuntos)
        relato.recordar_expediente(pagina)
        relato.anotar_rechazadas(rechazadas)
        suyo = limite(relato, relato.expediente)
        relato.comprobar(4, "último día para resolver lo de B", esperado="10 de junio de 2026", hallado=suyo)


def subsanar(relato: Relato) -> None:
    """The insurance is asked for, stopping the term, which runs again from the day on which it is supplied (22.1.a, 68.1)."""
    b, tramitadora = relato.expediente, relato.empleado(VIA_PUBLICA.tramitadora)
    with relato.paso("requerir el seguro, suspendiendo", dia=dia(3, 12), hora="09:00"):
        datos = {"faltan": ["seguro"], "dias": "10", "suspende": "si"}
        tramitadora.hacer(b, "requerir_subsanacion", datos)
        tramitadora.firmar("Requerimiento")
        hallado = limite(relato, b)
        relato.comprobar(5, "sin notificar, todavía corre", esperado="10 de junio de 2026", hallado=hallado)
    with relato.paso("B lo lee", dia=dia(3, 13), hora="10:00", cualquier_dia=True):
        relato.ciudadano(B).comparecer()
        hasta = leido(en_la_sede(relato, B, b), r"Hasta el (\d+ de \w+ de \d+)")
        relato.comprobar(5, "último día para contestar", esperado="27 de marzo de 2026", hallado=hasta)
        parado = "Está suspendido desde el "
        hallado = que_dice(en_la_mesa(relato, b, "plazo/"), parado)
        relato.comprobar(5, "el plazo para resolver", esperado=parado, hallado=hallado)
    with relato.paso("B aporta el seguro", dia=dia(3, 20), hora="12:00", cualquier_dia=True):
        seguro = escrito(relato.escenario.var, "póliza del seguro", ["Café Sol"])
        relato.ciudadano(B).aportar(b, "subsanacion", "Envío la póliza.", [seguro])
        plazo = en_la_mesa(relato, b, "plazo/")
        relato.comprobar(
            6, "último día, tras 7 días parado", esperado="17 de junio de 2026", hallado=leido(plazo, ACABA)
        )
        pasos = [" ".join(" ".join(paso.itertext()).split()) for paso in plazo.arbol.xpath("//main//ol/li")]
        for esperado, hallado in zip(DIA_A_DIA, [*pasos, *[""] * len(DIA_A_DIA)], strict=False):
            relato.comprobar(6, "cómo se cuenta", esperado=esperado, hallado=hallado)


def instruir(relato: Relato) -> None:
    """Two reports at the same time, which stop nothing, and the fee is paid."""
    b, tramitadora, tecnico = (
        relato.expediente,
        relato.empleado(VIA_PUBLICA.tramitadora),
        relato.empleado(VIA_PUBLICA.tecnico),
    )
    with relato.paso("admitir: se abren los dos informes y el pago", dia=dia(3, 23), hora="09:00"):
        tramitadora.hacer(b, "completar_tarea")
        tramites = en_la_mesa(relato, b, "tramites/")
        for informe in ("Informe técnico sobre el espacio", "Informe de Policía Local"):
            abierto = lo_dice(fila_con(tramites, informe), "Pendiente hasta el 08/04/2026")
            relato.comprobar(7, f"a la vez, {informe}", esperado="Pendiente hasta el 08/04/2026", hallado=abierto)
        relato.comprobar(7, "no suspenden", esperado="17 de junio de 2026", hallado=limite(relato, b))
    with relato.paso("B paga la tasa", dia=dia(3, 23), hora="11:00"):
        debe = en_la_sede(relato, B, b)
        relato.comprobar(7, "la cuenta", esperado=CUENTA, hallado=que_dice(debe, CUENTA))
        referencia = leido(debe, r"Referencia ([\d ]+\d)")
        cobros = relato.empleado(TESORERA).navegador
        cobro = {"importe": "504,00", "medio": "transferencia", "referencia_banco": "BANCO-2026-0323"}
        cobrar = cobros.ir(f"/escritorio/tesoreria/?referencia={referencia}")
        escrito_cobro = {**cobro, **en_cajas("fecha", relato.momento.date())}
        hecho = cobros.enviar(cobrar, escrito_cobro, boton="Anotar el cobro", espera=(200, 422))
        anotado = "Cobro anotado. Paga todo lo que faltaba."
        relato.comprobar(7, "el cobro", esperado=anotado, hallado=que_dice(hecho, anotado))
        pagado = "Pagado el 23 de marzo de 2026."
        relato.comprobar(7, "lo lee B", esperado=pagado, hallado=que_dice(en_la_sede(relato, B, b), pagado))
    with relato.paso("informar", dia=dia(3, 24), hora="10:00"):
        for quien in (relato.empleado(POLICIA), tecnico):
            quien.hacer(b, "emitir_informe", INFORME)
            quien.firmar("Informe")
    with relato.paso("proponer", dia=dia(3, 30), hora="09:00"):
        tramitadora.hacer(b, "proponer", {"sentido": "estima", "decision": ""})


def conceder(relato: Relato) -> None:
    """The decree bears the signature of who is appointed Secretaría accidental; at the party's disposal, it stops the clock (40.4, 43.3), and ten
    natural days later it counts as rejected (43.2)."""
    b = relato.expediente
    with relato.paso("nombramiento accidental", dia=dia(4, 13), hora="09:00"):
        nombrar_accidental(relato, desde=date(2026, 4, 14), hasta=date(2026, 4, 24))
    with relato.paso("decreto y puesta a disposición", dia=dia(4, 14), hora="09:00"):
        relato.empleado(VIA_PUBLICA.jefa).hacer(b, "elevar")
        relato.empleado(VIA_PUBLICA.organo).firmar("Resolución")
        relato.empleado(ACCIDENTAL).firmar("Resolución")
        relato.empleado(VIA_PUBLICA.tramitadora).hacer(b, "notificar")
        esperar("a notification at the citizen's disposal", relato.ciudadano(B).notificacion_pendiente)
        cargo = "Secretaría General acctal."
        relato.comprobar(8, "el decreto lo firma", esperado=cargo, hallado=en_el_decreto(relato, b, cargo))
        ocupa = "La terraza ocupa 24 metros cuadrados, desde el 01/06/2026 hasta el 30/11/2026."
        relato.comprobar(8, "con el texto del área", esperado=ocupa, hallado=en_el_decreto(relato, b, ocupa))
        plazo = en_la_mesa(relato, b, "plazo/")
        for dice in (
            "Se cumplió el 14 de abril de 2026 (artículos 40.4 y 43.3).",
            "Faltaban 64 días: acababa el 17 de junio de 2026.",
        ):
            relato.comprobar(8, "el reloj se para", esperado=dice, hallado=que_dice(plazo, dice))
    with relato.paso("caducar la notificación", dia=dia(4, 25), hora="00:10", cualquier_dia=True):
        barrer(CADUCADAS)
        esperar("the expiry of the notification", relato.ciudadano(B).sin_notificaciones_pendientes)
        comunicada = fila_con(en_la_mesa(relato, b, "comunicaciones/"), "Terraza de Café Sol", "No se abrió a tiempo")
        caduca = lo_dice(comunicada, "24 de abril de 2026, a las 23:59:59")
        relato.comprobar(8, "caduca", esperado="24 de abril de 2026, a las 23:59:59", hallado=caduca)
        recurre = leido(en_la_sede(relato, B, b), r"Puede recurrir hasta el (\d+ de \w+ de \d+)")
        relato.comprobar(8, "reposición hasta", esperado="25 de mayo de 2026", hallado=recurre)
    with relato.paso("cumplir y cerrar", dia=dia(4, 27), hora="10:00"):
        relato.empleado(POLICIA).hacer(b, "completar_tarea")
        relato.empleado(VIA_PUBLICA.jefa).hacer(b, "cerrar_expediente")


def nombrar_accidental(relato: Relato, *, desde: date, hasta: date) -> None:
    """Who administers writes the appointment down, as its decree says (RD 128/2018 art. 52)."""
    n = relato.empleado(ADMINISTRADOR).navegador
    pagina = n.ir("/administracion/sustituciones/suplencia/")
    datos = {
        "puesto_id": opcion(pagina, "puesto_id", "Secretaría General ("),
        "suplente_id": opcion(pagina, "suplente_id", "Salcedo"),
        "norma": "Decreto 2026/118, de 10 de abril",
        "forma": "accidental",
        **en_cajas("desde", desde),
        **en_cajas("hasta", hasta),
    }
    hecho = n.enviar(pagina, datos, boton="Designar", espera=(200, 422))
    if hecho.estado == 422:
        raise PasoFallido(hecho.resumen())


def en_el_decreto(relato: Relato, expediente: str, frase: str) -> str:
    """The phrase, when the PDF of the decree says it; else the beginning of what it says."""
    caso = en_la_mesa(relato, expediente)
    documento = relato.empleado(VIA_PUBLICA.tramitadora).navegador.ir(
        caso.enlaces("/documentos/", texto="Resolución ")[0]
    )
    fichero = relato.empleado(VIA_PUBLICA.tramitadora).navegador.ir(documento.enlaces("/fichero/")[0])
    pdf = Path(relato.escenario.var) / "decreto.pdf"
    pdf.write_bytes(fichero.contenido)
    texto = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return lo_dice(" ".join(texto.split()), frase)
