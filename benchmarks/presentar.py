"""Submissions: what one costs to our processors and to PostgreSQL's, and how many a second.

Three ways of the same: at the counter, which writes no document; in the sede, whose act writes and keeps the application as PDF/A; and the
same with everything that follows it (receipt, its seal, its time stamp, its place in the case), by the jobs of the queue.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.banco import Banco, Gasto, a_la_vez, pieza
from benchmarks.cifras import Cifra
from benchmarks.pueblo import CIUDADANIA, empleado

if TYPE_CHECKING:
    from consistorio.documental.registro.tipos import EntradaMostrador
    from consistorio.nucleo.actor import Actor
    from consistorio.tramitacion.formularios.models import Borrador

# Half of what Open Zaak spends on a case, and on a case and its document
MEDIO_CASO, MEDIO_CASO_CON_DOCUMENTO = 45, 45 + 48
CLIENTES = 8
# Before measuring: what the first one loads, and PostgreSQL plans a statement for good the sixth time that it is asked
PRIMERAS = 10


def medir(banco: Banco) -> list[Cifra]:
    """Counter, sede, sede and its jobs; then eight at once."""
    cuantas = banco.cuanto(120, 10)
    return [*_uno(banco, cuantas), *_varios(banco, banco.cuanto(20, 4))]


def _uno(banco: Banco, cuantas: int) -> list[Cifra]:
    from consistorio.plataforma.cola.vaciado import vaciar_colas

    oficina = _oficina()
    _en_mostrador(oficina, entradas(oficina, PRIMERAS), Gasto())
    preparadas = entradas(oficina, cuantas)
    with banco.gasto() as mostrador:
        _en_mostrador(oficina, preparadas, mostrador)
    vaciar_colas()
    _presentar(borradores(PRIMERAS), Gasto())
    preparados = borradores(cuantas)
    vaciar_colas()
    with banco.gasto() as sede:
        _presentar(preparados, sede)
    with banco.gasto() as trabajos:
        vaciar_colas()
    entera = Gasto(*(getattr(sede, c) + getattr(trabajos, c) for c in ("pared", "cpu", "cpu_pg")))
    return [
        _cifra(
            "A submission at the counter: registry number, case, first tasks, facts",
            mostrador,
            cuantas,
            meta=MEDIO_CASO,
        ),
        _cifra(
            "A submission in the sede: the same, and its document written as PDF/A",
            sede,
            cuantas,
            meta=MEDIO_CASO_CON_DOCUMENTO,
        ),
        _cifra("The same with its receipt written, sealed and time-stamped by the jobs", entera, cuantas),
    ]


def _cifra(que: str, gasto: Gasto, cuantas: int, *, meta: float | None = None) -> Cifra:
    return Cifra(
        que=que,
        valor=round(1000 * gasto.procesador / cuantas, 1),
        unidad="ms of CPU",
        meta=meta,
        detalle={"cuantas": cuantas, "por_segundo": round(cuantas / gasto.pared, 1)}
        | ({"p50_ms": gasto.ms(50), "p95_ms": gasto.ms(95)} if gasto.tiempos else {}),
        **gasto.por(cuantas),
    )


def borradores(cuantos: int) -> list[tuple[Actor, Borrador]]:
    """Complete applications with an attachment, ready to be filed."""
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.tramitacion.tests.factories import ciudadana, rellenar_obra

    reloj, gente = reloj_de_la_casa(), [ciudadana(nif) for nif in CIUDADANIA]
    return [(quien, rellenar_obra(quien, reloj)) for quien in (gente[i % len(gente)] for i in range(cuantos))]


def _presentar(preparados: list[tuple[Actor, Borrador]], gasto: Gasto) -> None:
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.tramitacion.tests.factories import presentar

    for actor, borrador in preparados:
        with pieza(gasto):
            presentar(actor, borrador, reloj_de_la_casa())


def _en_mostrador(actor: Actor, preparadas: list[EntradaMostrador], gasto: Gasto) -> None:
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.tramitacion.solicitudes.acciones import presentar_en_mostrador

    for entrada in preparadas:
        with pieza(gasto):
            presentar_en_mostrador(
                actor=actor,
                reloj=reloj_de_la_casa(),
                clave_idempotencia=uuid4().hex,
                entrada=entrada,
                procedimiento="licencia-obra-menor",
            )


def entradas(actor: Actor, cuantas: int) -> list[EntradaMostrador]:
    """What is typed at the counter, with the scan of the application, which is taken in beforehand: a document is measured apart."""
    from django.db import transaction

    from consistorio.documental.registro.tipos import CanalNotificacion, DatosPersona, EntradaMostrador, Fichero
    from consistorio.plataforma.almacen import operaciones as almacen
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.tramitacion.tests.factories import un_pdf

    hechas = []
    for i in range(cuantas):
        admitido = almacen.recoger(BytesIO(un_pdf(uuid4().hex)))
        with transaction.atomic():
            contenido = almacen.guardar(admitido, actor=actor, reloj=reloj_de_la_casa())
        hechas.append(
            EntradaMostrador(
                asunto=f"Solicitud número {i}",
                unidad_id=None,
                interesado=DatosPersona(CIUDADANIA[i % len(CIUDADANIA)], "Ana", "García", "López"),
                canal_notificacion=CanalNotificacion.ELECTRONICA,
                ficheros=[Fichero(contenido, "solicitud.pdf")],
            )
        )
    return hechas


def _oficina() -> Actor:
    from consistorio.plataforma.organizacion.models import Empleado

    actores = (empleado(u) for u in Empleado.objects.order_by("id").values_list("cuenta__usuario", flat=True) if u)
    return next(uno for uno in actores if uno.puede("registro.anotar"))


def _varios(banco: Banco, cuantas: int) -> list[Cifra]:
    cifras = []
    for que, obra in (("at the counter", "mostrador"), ("in the sede", "sede")):
        gasto = a_la_vez(banco, f"benchmarks.presentar:{obra}", [{"cuantas": cuantas}] * CLIENTES)
        todas = cuantas * CLIENTES
        cifras.append(
            Cifra(
                que=f"Submissions {que}, {CLIENTES} writers at once",
                valor=round(todas / gasto.pared, 1),
                unidad="a second",
                p95=gasto.ms(95),
                nota=f"p50 {gasto.ms(50):.0f} ms",
                **gasto.por(todas),
            )
        )
    return cifras


def mostrador(banco: Banco, encargo: Mapping[str, int], gasto: Gasto) -> Generator[None]:
    """A writer of the counter."""
    oficina = _oficina()
    _en_mostrador(oficina, entradas(oficina, PRIMERAS), Gasto())
    preparadas = entradas(oficina, encargo["cuantas"])
    yield
    _en_mostrador(oficina, preparadas, gasto)


def sede(banco: Banco, encargo: Mapping[str, int], gasto: Gasto) -> Generator[None]:
    """A citizen after another."""
    _presentar(borradores(PRIMERAS), Gasto())
    preparados = borradores(encargo["cuantas"])
    yield
    _presentar(preparados, gasto)
