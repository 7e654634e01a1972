"""The box that looks in everything, at a million cases and two million documents.

Asked over HTTP, with real sessions, for who sees all, for who sees six cases of every ten and for who sees one of every thousand, for words that are in
every document, in one of each two hundred, in one, in none, and misspelt. The aims: 100 ms (p50), and who sees less never waits half as much again.
"""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

from benchmarks import siembra
from benchmarks.banco import Banco, Gasto
from benchmarks.cifras import Cifra
from benchmarks.lecturas import Pagina, frente_a_quien_lo_ve_todo, pedir, servidor, sesion

META = 100
BUSQUEDAS = {
    "a word of every document": "licencia",
    "a word of one document in 200": "palabra77",
    "a word of one document": "rara{n}",
    "two words of titles": "reforma cocina",
    "a street": "calle del rio {n}",
    "a person": "{suyo_de}",
    "a number": "BEN/{suyo}/",
    "a word of every communication": "zanja",
    "nothing": "inexistente",
    "a misspelt word": "refroma terrazza",
}


def medir(banco: Banco) -> list[Cifra]:
    """Sow, and ask."""
    from django.db import connections

    from benchmarks.presentar import _presentar, borradores
    from consistorio.plataforma.cola.vaciado import vaciar_colas
    from consistorio.tramitacion.expedientes.models import Expediente

    _presentar(borradores(1), Gasto())
    vaciar_colas()
    modelo = Expediente.objects.get()
    _comunicar(modelo.id)
    total = int(banco.opciones.get("expedientes", banco.cuanto(1_000_000, 3_000)))
    siembra.Siembra(modelo.id).hasta(total)
    connections.close_all()
    cifras: list[Cifra] = []
    with servidor(banco) as (puerto, pid):
        for que, texto in BUSQUEDAS.items():
            tiempos: dict[str, Gasto] = {}
            for quien, usuario in siembra.QUIENES.items():
                escrito = texto.format(n=total // 1000 * 600 + 600, **siembra.lo_que_busca(quien))
                tiempos[quien] = _pedir(banco, puerto, pid, usuario, escrito)
                cifras.append(_cifra(f"Search of {que}, {total:,} cases, {quien} of them theirs", tiempos[quien]))
            cifras.append(frente_a_quien_lo_ve_todo(f"Search of {que}", tiempos))
    return cifras


def _comunicar(expediente_id: object) -> None:
    """What is said about the case that is copied."""
    from django.db import transaction

    from benchmarks.pueblo import empleado
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
    from consistorio.servicios.comunicaciones.operaciones import Envio, enviar
    from consistorio.servicios.comunicaciones.tipos import Mensaje
    from consistorio.tramitacion.expedientes.models import Expediente

    reloj, caso = reloj_de_la_casa(), Expediente.objects.get(id=expediente_id)
    secretaria = unidad_por_dir3("LA0009982", en=hoy(reloj))
    mensaje = Mensaje(caso.unidad_id, "Zanja telefónica", "Se abre el lunes.", (), ())
    with transaction.atomic():
        enviar(
            Envio(mensaje, (secretaria.id,), expediente_id=caso.id),
            [],
            clave=uuid4(),
            actor=empleado(siembra.MUCHAS),
            reloj=reloj,
        )


def _pedir(banco: Banco, puerto: int, pid: int, usuario: str, texto: str) -> Gasto:
    pagina = Pagina(texto, lambda _azar: ("POST", "/escritorio/buscar/", urlencode({"q": texto})))
    cookie = sesion(usuario)
    pedir(puerto, cookie, pagina, clientes=1, veces=3)
    with banco.gasto(pid) as gasto:
        gasto.tiempos = pedir(puerto, cookie, pagina, clientes=1, veces=banco.cuanto(30, 5)).tiempos
    return gasto


def _cifra(que: str, gasto: Gasto) -> Cifra:
    por = gasto.por(len(gasto.tiempos))
    return Cifra(
        que=que,
        valor=gasto.ms(50),
        unidad="ms (p50)",
        p95=gasto.ms(95),
        meta=META,
        cpu=por["cpu"],
        cpu_pg=por["cpu_pg"],
        pared=por["pared"],
    )
