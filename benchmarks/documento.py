"""A document of 100 kB put into a case: judged, stored, with its row, its fact and its place in the index."""

from __future__ import annotations

import hashlib
from io import BytesIO

from benchmarks.banco import Banco, Gasto, pieza
from benchmarks.cifras import Cifra
from benchmarks.pueblo import empleado

OPEN_ZAAK_MEDIO = 48
TAMANO = 100_000


def medir(banco: Banco) -> list[Cifra]:
    """One after another, into one case of ten."""
    from benchmarks.presentar import _presentar, borradores
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.cola.vaciado import vaciar_colas
    from consistorio.tramitacion.expedientes.acciones import incorporar
    from consistorio.tramitacion.expedientes.models import Expediente

    cuantos, actor = banco.cuanto(200, 10), empleado("nuria")
    _presentar(borradores(10), Gasto())
    vaciar_colas()
    casos = list(Expediente.objects.order_by("id").values_list("id", flat=True))
    flujos = [BytesIO(un_documento(i)) for i in range(cuantos + 2)]

    def meter(i: int) -> None:
        incorporar(
            actor=actor,
            expediente_id=casos[i % len(casos)],
            flujo=flujos[i],
            nombre="memoria.pdf",
            titulo=f"Memoria {i}",
            tipo_documental="TD99",
            reloj=reloj_de_la_casa(),
        )

    meter(cuantos)
    meter(cuantos + 1)
    with banco.gasto() as gasto:
        for i in range(cuantos):
            with pieza(gasto):
                meter(i)
    return [
        Cifra(
            que="A document of 100 kB into a case",
            valor=round(1000 * gasto.procesador / cuantos, 1),
            unidad="ms of CPU",
            meta=OPEN_ZAAK_MEDIO,
            p95=gasto.ms(95),
            nota="p95 on the wall; the antivirus is another process",
            **gasto.por(cuantos),
        )
    ]


def un_documento(numero: int, *, tamano: int = TAMANO) -> bytes:
    """A PDF of that size whose page holds an image of noise, another one for each number."""
    ruido = b"".join(hashlib.sha256(f"{numero}:{i}".encode()).digest() for i in range(tamano // 32))
    objetos = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 30>>stream\nq 500 0 0 500 40 200 cm /I Do Q\nendstream",
        b"<</Type/XObject/Subtype/Image/Width 312 /Height 320/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n%s\nendstream"
        % (len(ruido), ruido),
    ]
    salida, posiciones = bytearray(b"%PDF-1.4\n"), []
    for indice, objeto in enumerate(objetos, start=1):
        posiciones.append(len(salida))
        salida += b"%d 0 obj%s\nendobj\n" % (indice, objeto)
    inicio = len(salida)
    salida += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objetos) + 1)
    salida += b"".join(b"%010d 00000 n \n" % posicion for posicion in posiciones)
    salida += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objetos) + 1, inicio)
    return bytes(salida)
