"""The figures of an area and of the whole town, of a year and of three, at two hundred thousand cases.

Asked over HTTP of the product's own server, as who heads a unit with six cases of every ten and as who sees the cases of all.
"""

from __future__ import annotations

from benchmarks import siembra
from benchmarks.banco import Banco, Gasto
from benchmarks.cifras import Cifra
from benchmarks.lecturas import Pagina, pedir, servidor, sesion

META = 1_000
QUIENES = {"marta": "of a unit", "javier": "of the whole town"}


def medir(banco: Banco) -> list[Cifra]:
    """Sow, and ask."""
    from django.db import connections

    from benchmarks.presentar import _presentar, borradores
    from consistorio.plataforma.cola.vaciado import vaciar_colas
    from consistorio.tramitacion.expedientes.models import Expediente

    total = int(banco.opciones.get("expedientes", banco.cuanto(200_000, 2_000)))
    if not Expediente.objects.filter(numero__startswith="BEN/").exists():
        _presentar(borradores(1), Gasto())
        vaciar_colas()
        siembra.Siembra(Expediente.objects.get().id).hasta(total)
    connections.close_all()
    cifras = []
    with servidor(banco) as (puerto, pid):
        for usuario, de_que in QUIENES.items():
            for cuanto, desde in (("a year", ""), ("three years", f"?desde={_hace_tres_anios()}")):
                pagina = Pagina("", lambda _azar, desde=desde: ("GET", f"/escritorio/estadistica/{desde}", ""))
                cookie = sesion(usuario)
                pedir(puerto, cookie, pagina, clientes=1, veces=2)
                with banco.gasto(pid) as gasto:
                    gasto.tiempos = pedir(puerto, cookie, pagina, clientes=1, veces=banco.cuanto(15, 2)).tiempos
                cifras.append(
                    Cifra(
                        que=f"Statistics {de_que}, {cuanto}, {total:,} cases in four years",
                        valor=gasto.ms(50),
                        unidad="ms (p50)",
                        p95=gasto.ms(95),
                        meta=META if cuanto == "a year" else None,
                        **gasto.por(len(gasto.tiempos)),
                    )
                )
    return cifras


def _hace_tres_anios() -> str:
    """The first month that may be asked for."""
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.servicios.estadistica.reglas import MESES_COMO_MUCHO, mes_siguiente

    return f"{mes_siguiente(hoy(reloj_de_la_casa()).replace(day=1), 1 - MESES_COMO_MUCHO):%Y-%m}"
