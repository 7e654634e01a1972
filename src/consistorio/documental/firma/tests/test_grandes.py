"""A PDF of 100 MB is copied with its code, sealed, extended and judged, and never sits in memory."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from consistorio.documental.documentos import estampado, objetos_pdf
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.documental.firma.validacion_pdf import validar_pdf
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.almacen.deposito import camino

PAGINAS, LADO = 21, 2200  # a scan: a JPEG of some 4 MB on each page
ESTAMPA = estampado.Estampa("Ayuntamiento", "7KQ2-M9XD-4RTH-BW8C-Z3NK", "https://sede.example/verificar")
_GRANDE = r"""
import json, re, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import transaction
pdf, var, pki, tsa = sys.argv[1:]
settings.CONSISTORIO_VAR = Path(var)
settings.CONSISTORIO_SELLO = {"clave": f"{pki}/sello.key", "certificado": f"{pki}/sello.pem"}
settings.CONSISTORIO_CONFIANZA, settings.CONSISTORIO_TSA_URL = f"{pki}/confianza", tsa
from consistorio.documental.documentos.copias import copiar
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.firma.consultas import informe_de_firmas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo
from consistorio.plataforma.almacen.operaciones import asentar_hecho, depositar
from consistorio.plataforma.cola.vaciado import vaciar_colas
quien = {"actor": Actor.sistema("prueba"), "reloj": RelojSistema()}
with transaction.atomic():
    original = incorporar(
        asentar_hecho(depositar(Path(pdf))), titulo="Proyecto", nombre="proyecto.pdf", tipo_documental="TD99",
        origen_administracion=False, organo="L01999998", **quien,
    )
    copia = copiar(original, estado_elaboracion="EE02", **quien)
vaciar_colas()
copia.refresh_from_db()
informe = informe_de_firmas(copia)
# VmHWM is of this program alone: ru_maxrss keeps the peak of whoever started it
memoria = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]
print(json.dumps({
    "original": original.contenido.tamano, "copia": copia.huella, "csv": copia.csv, "revision": copia.revision,
    "veredicto": informe.veredicto, "niveles": [f.nivel for f in informe.firmas], "memoria": int(memoria),
    "restos": [f.name for f in carpeta_de_trabajo().iterdir()],
}))
"""


def un_escaneo(destino: Path) -> None:
    ruido = io.BytesIO()
    Image.frombytes("L", (LADO, LADO), os.urandom(LADO * LADO)).save(ruido, "jpeg", quality=95)
    with pikepdf.new() as pdf:
        for numero in range(PAGINAS):
            pagina = pdf.add_blank_page(page_size=(595, 842))
            imagen = pikepdf.Stream(
                pdf, ruido.getvalue() + bytes([numero]), Type=Name.XObject, Subtype=Name.Image, Width=LADO,
                Height=LADO, ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
            )  # fmt: skip
            pagina.obj.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(imagen)))
            pagina.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        pdf.save(destino)


@pytest.mark.lento
def test_a_hundred_megabytes_are_copied_sealed_and_judged_on_disk(
    base_propia: object, servidor_pki: Servidor, tmp_path: Path
) -> None:
    servidor_pki.averias = {}
    escaneo, var = tmp_path / "escaneo.pdf", tmp_path / "var"
    un_escaneo(escaneo)
    proceso = subprocess.run(
        [sys.executable, "-c", _GRANDE, escaneo, var, servidor_pki.pki.carpeta, f"{servidor_pki.url}/tsa"],
        capture_output=True,
        text=True,
        check=False,
        env=base_propia.entorno,  # type: ignore[attr-defined]
    )
    assert proceso.returncode == 0, proceso.stderr
    hecho = json.loads(proceso.stdout.splitlines()[-1])
    copia = var / "almacen" / "contenidos" / camino(hecho["copia"])
    firmas = subprocess.run(["pdfsig", "-nocert", copia], capture_output=True, text=True, check=True).stdout
    texto = subprocess.run(["pdftotext", copia, "-"], capture_output=True, text=True, check=True).stdout
    for fichero in (f for f in var.rglob("*") if f.is_file()):
        fichero.unlink()
    assert hecho["original"] > 95_000_000
    assert (hecho["revision"], hecho["veredicto"], hecho["niveles"]) == (3, "VALIDA", ["B-LTA"])
    assert "Signature is Valid" in firmas
    assert texto.count(hecho["csv"]) == PAGINAS
    assert hecho["restos"] == []
    # The program itself, with what it loads to sign, takes some 140 MB: with the document in memory it would be 235
    assert hecho["memoria"] < 190_000


def test_one_enormous_thing_inside_is_said_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds a whole image in memory has its limit, and is no reason to call a signature false."""
    monkeypatch.setattr(objetos_pdf, "OBJETO_MAXIMO", 100_000)
    fichero = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_con_campos("f"))) as pdf:
        pdf.Root.Adjunto = pdf.make_indirect(pikepdf.Stream(pdf, os.urandom(200_000)))
        pdf.save(fichero, compress_streams=False)
    with pytest.raises(DatosIncorrectos, match="Lleva dentro una imagen o un archivo de más de"):
        estampado.estampar(fichero, tmp_path / "copia.pdf", ESTAMPA)
    assert "no se puede copiar" in estampado.porque_no_es_un_escaneo(fichero)
    informe = validar_pdf(fichero, Criterio(Confianza(()), datetime.now(UTC)))
    assert (informe.enorme, informe.veredicto) == (True, Veredicto.INDETERMINADA)
    assert "compruebe sus firmas en su equipo" in informe.ilegible
    assert not (tmp_path / "copia.pdf").exists()


def test_data_that_burst_are_too_many_and_no_damage() -> None:
    fichero = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_con_campos("f"))) as pdf:
        respuesta = pikepdf.Stream(pdf, zlib.compress(bytes(5 * 1024 * 1024)))
        respuesta.Filter = Name.FlateDecode
        pdf.Root.DSS = Dictionary(OCSPs=pikepdf.Array([pdf.make_indirect(respuesta)]))
        pdf.save(fichero)
    informe = validar_pdf(fichero, Criterio(Confianza(()), datetime.now(UTC)))
    assert (informe.enorme, informe.veredicto) == (True, Veredicto.INDETERMINADA)
    assert "al descomprimirlos" in informe.ilegible


class DiscoRoto(io.BytesIO):
    """A file of a disk that fails."""

    def read(self, cuantos: int | None = -1, /) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_disk_that_fails_says_nothing_against_the_document() -> None:
    with pytest.raises(OSError, match="Input/output"):
        validar_pdf(DiscoRoto(pdf_con_campos("f")), Criterio(Confianza(()), datetime.now(UTC)))
