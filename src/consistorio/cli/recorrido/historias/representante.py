"""Two parties in one application: a firm, obliged to electronic means, and a neighbour whom that firm represents."""

from __future__ import annotations

from datetime import timedelta

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
from consistorio.cli.recorrido.historias.concesion import RESPUESTAS
from consistorio.cli.recorrido.historias.pasos import cerrar, ejecutar, instruir, notificar, resolver
from consistorio.cli.recorrido.relato import Relato

REPRESENTADO = "22222222J"
ADMINISTRADORA = "11111111H"
EMPRESA, NIF_EMPRESA = "Reformas del Arlanzón, S. L.", "B99999997"
VECINO = {
    "nif": REPRESENTADO,
    "nombre": "Juan",
    "apellido1": "Moreno",
    "apellido2": "Gil",
    "quien_representa": "otra",
    "representante_nif": NIF_EMPRESA,
    "representante_nombre": EMPRESA,
}
VIGENCIA = timedelta(days=365)


def representante(relato: Relato) -> None:
    """Play it to the end."""
    apoderar(relato)
    solicitar(relato)
    instruir(relato, varias_partes=True)
    resolver(relato, sentido="estima")
    notificar(relato)
    # One notification for each party. Both are electronic: the firm is obliged, and so is whom it represents (LPACAP 14.2.d)
    with relato.paso("la empresa abre la suya", dia=17, hora="10:15", cualquier_dia=True):
        relato.ciudadano(ADMINISTRADORA).comparecer()
    with relato.paso("la empresa abre la del vecino", dia=17, hora="10:20", cualquier_dia=True):
        relato.ciudadano(ADMINISTRADORA).comparecer()
    ejecutar(relato)
    cerrar(relato)


def apoderar(relato: Relato) -> None:
    """The neighbour grants the power in the sede and the firm accepts it (LPACAP 6.5)."""
    with relato.paso("otorgar la representación", dia=0, hora="18:00", cualquier_dia=True):
        hasta = (relato.inicio + VIGENCIA).date()
        relato.ciudadano(REPRESENTADO).otorgar(NIF_EMPRESA, EMPRESA, hasta=hasta)
    with relato.paso("aceptar la representación", dia=0, hora="19:30", cualquier_dia=True):
        administradora = relato.ciudadano(ADMINISTRADORA)
        administradora.representar(EMPRESA)
        administradora.aceptar_representacion()


def solicitar(relato: Relato) -> None:
    """The firm files for itself and for the neighbour."""
    with relato.paso("presentar", dia=0, hora="23:58", cualquier_dia=True):
        var = relato.escenario.var
        pagina, rechazadas = relato.ciudadano(ADMINISTRADORA).presentar(
            "licencia-obra-menor",
            RESPUESTAS,
            {"plano": [croquis(var)], "presupuesto_detallado": [presupuesto(var)], "otros": list(relato.entradas)},
            otras_personas=[VECINO],
        )
        relato.recordar_expediente(pagina)
        relato.anotar_rechazadas(rechazadas)
