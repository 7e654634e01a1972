"""The first month of electronic administration of Burgos, replayed through the real actions by several processes.

What that town published of it: 65,571 documents, of which 32,801 internal, 19,097 that came in and 13,673 that went out, and 30,000 signatures. Each
that comes in is an entry of the office with its scan (one of every four opens a case) and gets its receipt, sealed; each internal one is written into
a case; each that goes out is an exit of a document of ours. Signatures are put by who wrote them, in orders of up to
two hundred, as a code signs once every half minute. `--opcion parte=0.1`: that fraction, and nothing is extrapolated.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.banco import RAIZ, Banco, Gasto, a_la_vez, pieza
from benchmarks.cifras import Cifra
from benchmarks.memoria import esperar_a_los_trabajos
from benchmarks.pueblo import empleado

if TYPE_CHECKING:
    from consistorio.documental.documentos.models import Documento
    from consistorio.nucleo.actor import Actor
    from consistorio.tramitacion.expedientes.models import Expediente

INTERNOS, ENTRADAS, SALIDAS, FIRMAS = 32_801, 19_097, 13_673, 30_000
ABRE_CASO_UNA_DE = 4
TANDA = 200
FIRMANTES = ("nuria", "sergio", "marta")
META_MINUTOS = 60


def medir(banco: Banco) -> list[Cifra]:
    """Everything by so many processes, with two workers behind; then look for all of it."""
    parte = float(banco.opciones.get("parte", 0.001 if banco.pequeno else 1))
    procesos = int(banco.opciones.get("procesos", 2))
    totales = {"internos": INTERNOS, "entradas": ENTRADAS, "salidas": SALIDAS, "firmas": FIRMAS}
    partes = {que: max(procesos, round(n * parte)) for que, n in totales.items()}
    encargos = [{"quien": i} | {que: _trozo(n, procesos, i) for que, n in partes.items()} for i in range(procesos)]
    trabajadores = [
        subprocess.Popen(
            [sys.executable, "-m", "consistorio.cli", "trabajador", "--nombre", f"banco-{i}"],
            cwd=RAIZ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for i in range(2)
    ]
    try:
        with banco.gasto(*(uno.pid for uno in trabajadores)) as todo:
            actos = a_la_vez(banco, "benchmarks.burgos:replicar", encargos)
            esperar_a_los_trabajos(36_000)
    finally:
        for uno in trabajadores:
            uno.terminate()
            uno.wait(60)
    documentos = sum(partes[que] for que in ("internos", "entradas", "salidas"))
    halladas = _buscar(partes)
    dicho = f"{parte:.3g} of the month: " if parte != 1 else ""
    return [
        Cifra(
            que=f"Burgos's first month, {dicho}{documentos:,} documents, {partes['firmas']:,} signatures: the acts",
            valor=round(actos.pared / 60, 2),
            unidad="min",
            meta=META_MINUTOS if parte == 1 else None,
            nota=f"{procesos} processes; a document p50 {actos.ms(50):.0f} ms, p95 {actos.ms(95):.0f} ms",
            cpu=round(1000 * actos.cpu / documentos, 1),
            cpu_pg=round(1000 * actos.cpu_pg / documentos, 1),
        ),
        Cifra(
            que="The same until the last receipt was sealed and time-stamped",
            valor=round(todo.pared / 60, 2),
            unidad="min",
            meta=META_MINUTOS if parte == 1 else None,
            nota=f"{(todo.cpu + todo.cpu_pg) / 60:.2f} min of CPU of all processes",
        ),
        Cifra(
            que="Documents and entries of the month found again by their code, number and words",
            valor=round(100 * halladas, 3),
            unidad="%",
            meta=100,
            al_menos=True,
        ),
    ]


def _trozo(total: int, entre: int, cual: int) -> int:
    return total // entre + (1 if cual < total % entre else 0)


def replicar(banco: Banco, encargo: Mapping[str, int], gasto: Gasto) -> Generator[None]:
    """The share of one process, in rounds: what comes in, what is written, its signatures, what goes out."""
    mes = _Mes(encargo["quien"], gasto)
    rondas = max(1, -(-encargo["internos"] // TANDA))
    for _uno in range(2):
        mes.entrada(abre=True)
    gasto.tiempos.clear()
    yield
    for ronda in range(rondas):
        ahora = {que: _trozo(encargo[que], rondas, ronda) for que in ("internos", "entradas", "salidas", "firmas")}
        for i in range(ahora["entradas"]):
            mes.entrada(abre=i % ABRE_CASO_UNA_DE == 0)
        escritos = [mes.interno(se_firma=i < ahora["firmas"], numero=i) for i in range(ahora["internos"])]
        mes.firmar()
        for i in range(ahora["salidas"]):
            mes.salida(escritos[i % len(escritos)])


class _Mes:
    """Who does it, and the cases in which it is done."""

    def __init__(self, quien: int, gasto: Gasto) -> None:
        from consistorio.plataforma.organizacion.models import Unidad

        self.quien, self.gasto = quien, gasto
        self.oficina = empleado("rosa")
        self.usuario = FIRMANTES[quien % len(FIRMANTES)]
        self.firmante = empleado(self.usuario)
        self.unidad = Unidad.objects.get(dir3="LA0009986").id
        self.casos: list[Expediente] = []
        self.pasos: list[object] = []
        self.codigo, self.hechas = "", 0

    def entrada(self, *, abre: bool) -> None:
        """One that comes in, with its scan of 20 kB."""
        from io import BytesIO

        from django.db import transaction

        from benchmarks.documento import un_documento
        from consistorio.documental.registro.acciones import anotar_en_mostrador
        from consistorio.documental.registro.tipos import CanalNotificacion, DatosPersona, EntradaMostrador, Fichero
        from consistorio.plataforma.almacen import operaciones as almacen
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
        from consistorio.tramitacion.solicitudes.acciones import presentar_en_mostrador

        self.hechas += 1
        marca = f"{self.quien}x{self.hechas:05}"  # none is the beginning of another
        escaneado = un_documento(hashlib.sha256(marca.encode()).digest()[0] * 100_000 + self.hechas, tamano=20_000)
        reloj = reloj_de_la_casa()
        with pieza(self.gasto):
            admitido = almacen.recoger(BytesIO(escaneado))
            with transaction.atomic():
                contenido = almacen.guardar(admitido, actor=self.oficina, reloj=reloj)
            entrada = EntradaMostrador(
                asunto=f"Escrito {marca} de Burgos",
                unidad_id=None if abre else self.unidad,
                interesado=DatosPersona("12345678Z", "Ana", "García", "López"),
                canal_notificacion=CanalNotificacion.ELECTRONICA,
                ficheros=[Fichero(contenido, "escrito.pdf")],
            )
            if abre:
                solicitud = presentar_en_mostrador(
                    actor=self.oficina,
                    reloj=reloj,
                    clave_idempotencia=uuid4().hex,
                    entrada=entrada,
                    procedimiento="licencia-obra-menor",
                )
                self.casos = [*self.casos[-50:], solicitud.expediente]
            else:
                anotar_en_mostrador(actor=self.oficina, reloj=reloj, clave_idempotencia=uuid4().hex, entrada=entrada)

    def interno(self, *, se_firma: bool, numero: int) -> Documento:
        """One of this house into a case: written here, and then it waits for its signature, or a file."""
        from io import BytesIO

        from benchmarks.documento import un_documento
        from consistorio.documental.firma.models import PasoFirma
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
        from consistorio.tramitacion.expedientes.acciones import diligenciar, incorporar

        reloj, caso = reloj_de_la_casa(), self.casos[numero % len(self.casos)]
        with pieza(self.gasto):
            if se_firma:
                puesto = diligenciar(
                    actor=self.firmante, expediente_id=caso.id, texto=f"Diligencia {numero}.", reloj=reloj
                )
            else:
                self.hechas += 1
                puesto = incorporar(
                    actor=self.firmante,
                    expediente_id=caso.id,
                    flujo=BytesIO(un_documento(-self.hechas * 1_000 - self.quien, tamano=20_000)),
                    nombre="interno.pdf",
                    titulo=f"Documento interno {numero}",
                    tipo_documental="TD99",
                    reloj=reloj,
                )
        if se_firma:
            self.pasos += PasoFirma.objects.filter(circuito__documento_id=puesto.documento_id).values_list(
                "id", flat=True
            )
        return puesto.documento

    def firmar(self) -> None:
        """One order over what waits, with a code that was not used."""
        from consistorio.documental.firma.acciones.firmar import firmar
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
        from consistorio.plataforma.organizacion.demostracion import codigo_actual

        while self.pasos:
            while (codigo := codigo_actual(self.usuario)) == self.codigo:
                time.sleep(0.2)
            self.codigo, ahora, self.pasos = codigo, self.pasos[:TANDA], self.pasos[TANDA:]
            hecho = firmar(actor=self.firmante, paso_ids=ahora, segundo_factor=codigo, reloj=reloj_de_la_casa())
            if hecho.fallidos:
                raise SystemExit(f"not signed: {hecho.fallidos}")

    def salida(self, documento: Documento) -> None:
        """One that goes out."""
        from consistorio.documental.registro.acciones import anotar_salida
        from consistorio.documental.registro.tipos import DatosPersona, ParteEscrita, SalidaMostrador
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

        with pieza(self.gasto):
            anotar_salida(
                actor=self.oficina,
                reloj=reloj_de_la_casa(),
                clave_idempotencia=uuid4().hex,
                salida=SalidaMostrador(
                    asunto=f"Salida {documento.csv} de Burgos",
                    unidad_id=self.unidad,
                    partes=[
                        ParteEscrita(
                            DatosPersona("12345678Z", "Ana", "García", "López"),
                            domicilio={
                                "via": "Calle Mayor",
                                "numero": "14",
                                "municipio": "Villaejemplo",
                                "codigo_postal": "09001",
                            },
                        )
                    ],
                    csv=[documento.csv],
                ),
            )


def _buscar(partes: Mapping[str, int]) -> float:
    """The fraction found again of what there should be: each document by its code, each entry by its number and its words."""
    from consistorio.documental.documentos.consultas import por_csv
    from consistorio.documental.documentos.models import Documento
    from consistorio.documental.registro import consultas as registro
    from consistorio.documental.registro.models import Asiento

    actor: Actor = empleado("rosa")
    codigos = list(Documento.objects.exclude(csv="").values_list("csv", flat=True))
    asientos = list(Asiento.objects.filter(asunto__endswith="de Burgos").values_list("id", "numero_completo", "asunto"))
    esperadas = partes["entradas"] + partes["salidas"]
    if len(asientos) < esperadas:
        raise SystemExit(f"{len(asientos)} entries and exits of {esperadas}")
    hallados = sum(por_csv(codigo).csv == codigo for codigo in codigos)
    for identificador, numero, asunto in asientos:
        por_numero = registro.lista(actor, registro.Filtro(texto=numero))
        por_palabras = registro.lista(actor, registro.Filtro(texto=asunto))
        hallados += identificador in {a.id for a in por_numero} and identificador in {a.id for a in por_palabras}
    return hallados / (len(codigos) + len(asientos))
