"""Seals and signatures a second of one process, against what the key alone can do in the same run.

Every document is a PDF/A of the house with its field, stored and read back, and each signature has its facts. Of an employee's order, fifty documents are a
transaction; a seal alone is one request and its job; in bulk, fifty documents are a job and a transaction. Making the documents is not counted; time stamps come later, by a job.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.banco import Banco, Gasto
from benchmarks.cifras import Cifra
from benchmarks.pueblo import empleado

if TYPE_CHECKING:
    from consistorio.documental.documentos.models import Documento
    from consistorio.documental.documentos.tipos import CampoFirma
    from consistorio.documental.firma.cms import Firmador
    from consistorio.documental.firma.pades import Firma

PARTE_DE_LA_CLAVE = 20
CAMPO = "firma"


def medir(banco: Banco) -> list[Cifra]:
    """The key alone, an employee's signatures, seals one by one and in bulk, and the key again."""
    cuantos = banco.cuanto(300, 20)
    antes = _clave_sola(banco)
    firmas = _firmas(banco, cuantos // 2)
    sueltos = _sellos(banco, cuantos // 3, juntos=False)
    juntos = _sellos(banco, cuantos, juntos=True)
    clave = (antes + _clave_sola(banco)) / 2  # a second of processor each
    por_cpu = cuantos / juntos.cpu
    return [
        Cifra(
            que="RSA-2048 signatures of the key alone, in the same process",
            valor=round(clave),
            unidad="a second of CPU",
        ),
        _cifra("Signatures of an employee (PAdES B-B, one order over many)", firmas, cuantos // 2),
        _cifra("Seals of the organ, one by one", sueltos, cuantos // 3),
        _cifra("Seals of the organ, in bulk", juntos, cuantos),
        _piso(
            banco,
            "The library's signature alone, on the same documents in memory: nothing stored nor noted",
            _con_la_biblioteca,
        ),
        _piso(banco, "Ours alone, the same", _con_lo_nuestro),
        Cifra(
            que="Bulk seals against the key alone, by our CPU",
            valor=round(100 * por_cpu / clave, 1),
            unidad="%",
            meta=PARTE_DE_LA_CLAVE,
            al_menos=True,
        ),
    ]


def _cifra(que: str, gasto: Gasto, cuantos: int) -> Cifra:
    return Cifra(
        que=que,
        valor=round(cuantos / gasto.pared, 1),
        unidad="a second",
        **gasto.por(cuantos),
    )


def _clave_sola(banco: Banco) -> float:
    from consistorio.documental.firma.casa import sello_de_organo

    mano, cuantas = sello_de_organo().mano, banco.cuanto(1_000, 100)
    with banco.gasto() as gasto:
        for i in range(cuantas):
            mano.firmar(b"%d" % i)
    return cuantas / gasto.cpu


def _piso(banco: Banco, que: str, firmar: Callable[[BytesIO, Firma, Firmador], None]) -> Cifra:
    """What one signature costs by itself: under this no way of sealing goes."""
    from django.db import transaction

    from consistorio.documental.documentos import consultas as documentos
    from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
    from consistorio.documental.firma.casa import sello_de_organo
    from consistorio.documental.firma.pades import Firma
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    cuantas = banco.cuanto(300, 20)
    with transaction.atomic():
        original = documentos.leer(_nuevo(SELLO_DE_ORGANO))
    firma = Firma(SELLO_DE_ORGANO.nombre, reloj_de_la_casa().ahora(), nombre="Ayuntamiento", motivo="Sello")
    firmador = sello_de_organo()
    with banco.gasto() as gasto:
        for _ in range(cuantas):
            firmar(BytesIO(original), firma, firmador)
    return Cifra(que=que, valor=round(cuantas / gasto.cpu, 1), unidad="a second of CPU", cpu=gasto.por(cuantas)["cpu"])


def _con_la_biblioteca(pdf: BytesIO, firma: Firma, firmador: Firmador) -> None:
    from consistorio.documental.firma import pades

    pades.firmar_con_la_biblioteca(pdf, firma, firmador)


def _con_lo_nuestro(pdf: BytesIO, firma: Firma, firmador: Firmador) -> None:
    from consistorio.documental.firma import pades

    pades.firmar(pdf, firma, firmador)


def _nuevo(*firmas: CampoFirma) -> Documento:
    from consistorio.documental.documentos.operaciones import crear_desde_plantilla
    from consistorio.documental.firma.operaciones import ACTOR_SELLO
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    return crear_desde_plantilla(
        "diligencia",
        {"texto": "Se hace constar para medir."},
        titulo="Diligencia",
        tipo_documental="TD01",
        organo="LA0009982",
        actor=ACTOR_SELLO,
        reloj=reloj_de_la_casa(),
        firmas=firmas,
    )


def _firmas(banco: Banco, cuantas: int) -> Gasto:
    from django.db import transaction

    from consistorio.documental.documentos.tipos import CampoFirma
    from consistorio.documental.firma import operaciones
    from consistorio.documental.firma.acciones.firmar import firmar
    from consistorio.documental.firma.models import PasoFirma
    from consistorio.documental.firma.tipos import PasoPedido
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion import consultas as organizacion
    from consistorio.plataforma.organizacion.demostracion import codigo_actual

    actor, puesto = empleado("javier"), organizacion.puesto_de_organo("secretaria")
    with transaction.atomic():
        for numero in range(cuantas):
            operaciones.pedir_firmas(
                _nuevo(CampoFirma(CAMPO, actor.nombre, detalle=actor.cargo)),
                [PasoPedido(puesto=puesto, campo=CAMPO)],
                referencia=f"medida:{numero}",
                actor=operaciones.ACTOR_SELLO,
                reloj=reloj_de_la_casa(),
            )
    pasos = list(PasoFirma.objects.filter(circuito__referencia__startswith="medida:").values_list("id", flat=True))
    with banco.gasto() as gasto:
        hecho = firmar(actor=actor, paso_ids=pasos, segundo_factor=codigo_actual("javier"), reloj=reloj_de_la_casa())
    if hecho.fallidos or len(hecho.firmados) != cuantas:
        raise SystemExit(f"not all were signed: {hecho.fallidos}")
    return gasto


def _sellos(banco: Banco, cuantos: int, *, juntos: bool) -> Gasto:
    from django.db import transaction

    from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
    from consistorio.documental.firma import operaciones
    from consistorio.documental.firma.models import SelloPedido
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.cola.trabajos import TRABAJOS

    with transaction.atomic():
        por_sellar = [(_nuevo(SELLO_DE_ORGANO), f"banco:{juntos}:{i}") for i in range(cuantos)]
    with transaction.atomic():
        if juntos:
            pedidos = operaciones.sellar_varios(por_sellar, reloj=reloj_de_la_casa())
        else:
            pedidos = [p for uno in por_sellar for p in operaciones.sellar_varios([uno], reloj=reloj_de_la_casa())]
    lotes = list(dict.fromkeys(str(pedido.lote) for pedido in pedidos))
    with banco.gasto() as gasto:
        for lote in lotes:
            TRABAJOS["firma.sellar"].correr({"lote": lote})
    if SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE).exists():
        raise SystemExit("not all were sealed")
    return gasto
