"""Points 4 to 7: the invoice of the professional is filed, conformed by who substitutes and intervened; another one was never fiscalised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consistorio.cli.datos_demo.facturae import Pedida, firmada
from consistorio.cli.datos_demo.facturae import factura as hecha
from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.factura.contrato import OBJETO
from consistorio.cli.recorrido.historias.factura.reparto import (
    ADMINISTRADOR,
    IBAN,
    INTERVENTORA,
    JEFA,
    OTRA,
    PROFESIONAL,
    SUPLENTE,
    TESORERO,
    E,
    dia,
    disponible,
    hecho,
    mirar,
    saldo,
    tras,
)
from consistorio.cli.recorrido.historias.factura.tablas import APLICACION
from consistorio.cli.recorrido.historias.terraza.reparto import en_cajas, opcion
from consistorio.cli.recorrido.navegador import Pagina
from consistorio.cli.recorrido.relato import Relato
from consistorio.documental.firma.cms import Firmador
from consistorio.economia.facturas.models import Factura
from consistorio.integraciones.pki_demo.siembra import pki_de_la_casa
from consistorio.nucleo.reloj import RelojSistema
from consistorio.tramitacion.expedientes.models import Expediente

CENTROS = (("01", "LA0009983"), ("02", "L01999998"), ("03", "LA0009986"))
SUYA = Pedida(
    "31", "A", "2026-11-02", "9600.00", irpf="15.00", emisor=PROFESIONAL, centros=CENTROS, iban=IBAN, concepto=OBJETO
)
SIN_CONTROL = Pedida(
    "7", "T", "2026-11-26", "1000.00", emisor=OTRA, centros=CENTROS, concepto="Traslado del archivo de Urbanismo"
)


@dataclass(frozen=True)
class Registradas:
    """Address at the desk of the invoice that is paid and of the one that nobody fiscalised."""

    suya: str
    sin_control: str


def facturar(relato: Relato) -> Registradas:
    """Until the first is an obligation, and the second an omission that stops."""
    _dar_de_alta(relato)
    suya = _presentar(relato)
    _repetir(relato, suya)
    _conformar(relato, suya)
    _intervenir(relato, suya)
    return Registradas(suya, _omitir(relato))


def _dar_de_alta(relato: Relato) -> None:
    """Who is paid has an account that two people have seen."""
    n = relato.empleado(TESORERO).navegador
    with relato.paso("dar de alta a la profesional y su cuenta", dia=dia(date(2026, 10, 6)), hora="09:30"):
        quien = {"numero": PROFESIONAL, "nombre": "Ana", "apellido1": "García", "apellido2": "López"}
        ficha = hecho(n.enviar(n.ir(f"{E}terceros/nuevo/"), quien, boton="Dar de alta", espera=(200, 422)))
        papel = escrito(relato.escenario.var, "certificado de titularidad", [IBAN])
        nuevo = n.ir(ficha.enlaces("/economia/terceros/", texto="Añadir un documento")[0])
        datos = {"clase": "titularidad", "titulo": "Certificado de titularidad"}
        con_papel = n.enviar(
            nuevo, datos, boton="Añadir", ficheros={"fichero": [(papel.name, papel)]}, espera=(200, 422)
        )
        cuenta = n.ir(hecho(con_papel).enlaces("/economia/terceros/", texto="Anotar una cuenta")[0])
        certificado = str(cuenta.arbol.xpath("//main//select[@name='documento']/option[last()]/@value")[0])
        anotada = n.enviar(cuenta, {"iban": IBAN, "documento": certificado}, boton="Anotar", espera=(200, 422))
        otra = relato.empleado(INTERVENTORA).navegador
        confirmar = otra.ir(otra.ir(hecho(anotada).url).enlaces("/confirmar/")[0])
        hecho(otra.enviar(confirmar, {"iban": IBAN}, boton="Confirmar", espera=(200, 422)))


def presentar(relato: Relato, pedida: Pedida, *, insiste: bool = False) -> Pagina:
    """Who issued an invoice sends it by the sede; `insiste`: whatever is said against it. Raises PasoFallido."""
    fichero = firmado(relato.escenario.var, pedida)
    n = relato.ciudadano(pedida.emisor).navegador
    pagina, adjunto = n.ir("/mi-carpeta/facturas/presentar/"), {"fichero": [(fichero.name, fichero)]}
    dada = n.enviar(pagina, boton="Presentar la factura", ficheros=adjunto, espera=(200, 422))
    if insiste:
        dada = n.enviar(dada, {"asi": "si"}, boton="Presentar la factura", espera=(200, 422))
    return hecho(dada)


def firmado(var: Path, pedida: Pedida) -> Path:
    """The file of an invoice, signed by who issues it."""
    firmador = Firmador(pki_de_la_casa().mano(f"ciudadania/{pedida.emisor}"))
    fichero = var / f"factura-{pedida.numero}.xsig"
    fichero.write_bytes(firmada(hecha(pedida), firmador, RelojSistema().ahora()))
    return fichero


def en_el_escritorio(factura: Factura) -> str:
    """Its address there."""
    return f"{E}facturas/{factura.id}/"


def _la_ultima() -> Factura:
    return Factura.objects.latest("entrada_el", "id")


def _presentar(relato: Relato) -> str:
    with relato.paso(
        "la profesional presenta su factura", dia=dia(date(2026, 11, 2)), hora="19:00", cualquier_dia=True
    ):
        numero = Expediente.objects.get(id=relato.expediente).numero
        presentada = presentar(relato, replace(SUYA, expediente=numero))
        codigo = "RCF-2026-000001"
        relato.comprobar(4, "su código en el registro contable", esperado=codigo, hallado=dicho(presentada, codigo))
        suya = _la_ultima()
        relato.comprobar(4, "su estado para FACe", esperado="1300", hallado=suya.estado_face)
        relato.comprobar(4, "total, tras retener 1.440", esperado="10176.00", hallado=suya.total)
        firma = dicho(mirar(relato, en_el_escritorio(suya)), "FirmaVálida")
        relato.comprobar(4, "su firma", esperado="FirmaVálida", hallado=firma)
    return en_el_escritorio(suya)


def dicho(pagina: Pagina, frase: str, *, en: str = "") -> str:
    """The phrase, when the page says it (or that part of it); else what it says."""
    texto = en or pagina.texto
    return frase if frase in texto else texto


def _repetir(relato: Relato, suya: str) -> None:
    interventora = relato.empleado(INTERVENTORA).navegador
    with relato.paso("la presenta otra vez y se rechaza", dia=dia(date(2026, 11, 3)), hora="10:00"):
        presentar(relato, replace(SUYA, concepto=f"{OBJETO}, otra vez"), insiste=True)
        otra = _la_ultima()
        pagina = interventora.ir(en_el_escritorio(otra))
        dice = "Es la misma que RCF-2026-000001"
        relato.comprobar(5, "lo que se ve en ella", esperado=dice, hallado=dicho(pagina, dice))
        datos = {"motivo": "duplicada", "texto": "Ya se presentó el 2 de noviembre."}
        hecho(
            interventora.enviar(interventora.ir(f"{pagina.url}rechazar/"), datos, boton="Rechazar", espera=(200, 422))
        )
        otra.refresh_from_db()
        relato.comprobar(5, "su estado para FACe", esperado="2600", hallado=otra.estado_face)
        lista = relato.ciudadano(PROFESIONAL).navegador.ir("/mi-carpeta/facturas/")
        relato.comprobar(5, "lo lee quien la presentó", esperado="Rechazada", hallado=dicho(lista, "Rechazada"))


def _conformar(relato: Relato, suya: str) -> None:
    """The head of the unit is away from this day: the list of who substitutes has it, without anybody giving it."""
    with relato.paso("designan a quien suple a la jefa", dia=dia(date(2026, 11, 20)), hora="08:30"):
        n = relato.empleado(ADMINISTRADOR).navegador
        pagina = n.ir("/administracion/sustituciones/suplencia/")
        datos = {
            "puesto_id": opcion(pagina, "puesto_id", "Jefatura de Licencias ("),
            "suplente_id": opcion(pagina, "suplente_id", "Benito"),
            "norma": "Decreto 2026/640, de 19 de noviembre",
            "forma": "suplencia",
            **en_cajas("desde", date(2026, 11, 20)),
            **en_cajas("hasta", date(2026, 11, 24)),
        }
        hecho(n.enviar(pagina, datos, boton="Designar", espera=(200, 422)))
    with relato.paso("conforma quien suple", dia=dia(date(2026, 11, 20)), hora="09:00"):
        suplente = relato.empleado(SUPLENTE)
        lista = suplente.navegador.ir(f"{E}facturas/")
        relato.comprobar(
            6, "la tiene quien suple", esperado="sí", hallado="sí" if suya in "".join(lista.enlaces()) else "no"
        )
        hecho(
            suplente.navegador.enviar(suplente.navegador.ir(f"{suya}conformar/"), boton="Conformar", espera=(200, 422))
        )
        suplente.firmar("Conformidad de la factura")
        dice = "ConformidadHecho en 18 días"
        relato.comprobar(6, "el reloj de la conformidad", esperado=dice, hallado=dicho(mirar(relato, suya), dice))


def _intervenir(relato: Relato, suya: str) -> None:
    interventora = relato.empleado(INTERVENTORA)
    with relato.paso("intervenir y reconocer la obligación", dia=dia(date(2026, 11, 27)), hora="09:00"):
        pagina = interventora.navegador.ir(f"{suya}intervenir/")
        hecho(
            interventora.navegador.enviar(
                pagina, {"resultado": "favorable"}, boton="Dar el resultado", espera=(200, 422)
            )
        )
        interventora.firmar("Intervención del reconocimiento de la obligación")
        relato.comprobar(7, "cuenta 400", esperado="-19.616,00", hallado=saldo(relato, "400"))
        obligado = tras(
            mirar(relato, f"/escritorio/expedientes/{relato.expediente}/economia/"), "Obligaciones reconocidas"
        )
        relato.comprobar(7, "lo dice su expediente", esperado="11.616,00 €", hallado=obligado)


def _omitir(relato: Relato) -> str:
    """What was ordered without being fiscalised is neither recognised nor paid until it is decided (RD 424/2017 art. 28)."""
    jefa, interventora = relato.empleado(JEFA), relato.empleado(INTERVENTORA)
    with relato.paso("otra factura, de lo que nadie fiscalizó", dia=dia(date(2026, 11, 27)), hora="11:00"):
        presentar(relato, SIN_CONTROL)
        otra = en_el_escritorio(_la_ultima())
        hecho(jefa.navegador.enviar(jefa.navegador.ir(f"{otra}conformar/"), boton="Conformar", espera=(200, 422)))
        jefa.firmar("Conformidad de la factura")
        pagina = interventora.navegador.ir(f"{otra}omision/")
        datos = {
            "como": "La factura llega sin que conste encargo ni compromiso. El traslado se encargó de palabra el 9 de noviembre.",
            "aplicacion": APLICACION,
            "decide": "presidencia",
        }
        omision = hecho(interventora.navegador.enviar(pagina, datos, boton="Anotarla", espera=(200, 422)))
        relato.comprobar(7, "disponible, sin reconocerla", esperado="3.384,00", hallado=disponible(relato, APLICACION))
    return omision.url
