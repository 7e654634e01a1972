"""What the receipt and the printed book say, read back from their PDF by a tool that is not ours."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.registro import justificante, libro_impreso
from consistorio.documental.registro.models import (
    AnulacionAsiento,
    Asiento,
    EdicionLibro,
    RedireccionAsiento,
    ReservaNumeros,
)
from consistorio.documental.registro.numeracion import reservar
from consistorio.documental.registro.tests.factories import LUNES, OFICINA, adjunto, asentar, empresa, persona, unidad
from consistorio.documental.registro.tipos import DatosComplementarios, Parte
from consistorio.nucleo.reloj import MADRID, RelojFijo

pytestmark = pytest.mark.django_db
SABADO = RelojFijo(datetime(2026, 11, 21, 23, 58, 4, tzinfo=MADRID))


def imprimir(plantilla: str, datos: dict[str, object], titulo: str, tipo: str) -> Documento:
    return crear_desde_plantilla(
        plantilla,
        datos,
        titulo=titulo,
        tipo_documental=tipo,
        organo="L01999998",
        actor=OFICINA,
        reloj=LUNES,
        firmas=(SELLO_DE_ORGANO,),
    )


def texto_de(documento: Documento) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT RUN: pdftotext (poppler-utils) is not installed")
    hecho = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=documentos.leer(documento), capture_output=True, check=True
    )
    return " ".join(hecho.stdout.decode().split())


def de_asiento(asiento: Asiento) -> str:
    return texto_de(imprimir("justificante", justificante.datos_de(asiento), justificante.titulo_de(asiento), "TD09"))


def test_el_justificante_dice_sus_dos_fechas_las_huellas_y_a_quien_representa() -> None:
    complementos = DatosComplementarios(numero_expediente="2026/000012", codigo_sia="2998765")
    asiento = asentar(
        "a",
        reloj=SABADO,
        documentos=[adjunto(), adjunto(b"plano", "plano de situación.pdf")],
        representante=empresa(),
        complementos=complementos,
        mas_partes=[Parte(persona("00000000T", "Luis", "Gil"))],
    )
    texto = de_asiento(asiento)
    for trozo in (
        asiento.numero_completo,
        "21 de noviembre de 2026, 23:58:04",
        "00:00, del lunes 23 de noviembre de 2026",
        "31.2.b",
        "31.2.c",
        "María Núñez",
        "Obras del Arlanzón",
        "Luis Gil",
        "plano de situación.pdf",
        "2026/000012",
        "Urbanismo",
    ):
        assert trozo in texto, trozo
    sin_espacios = texto.replace(" ", "")
    for documento in asiento.documentos.all():
        assert documento.sha256[:8] in sin_espacios


def test_el_justificante_de_un_dia_habil_y_sin_documentos() -> None:
    texto = de_asiento(asentar("b"))
    assert "Ese día era hábil" in texto
    assert "31.2.b" not in texto


def test_el_justificante_avisa_a_quien_esta_obligado() -> None:
    aviso = "Quien presenta está obligado a relacionarse por medios electrónicos (artículo 14.2.a)"
    asiento = asentar("c", canal="oficina", complementos=DatosComplementarios(avisos=[aviso], presentado_por=persona()))
    texto = de_asiento(asiento)
    assert "14.2.a" in texto
    assert "Lo entrega en la oficina María Núñez" in texto


def test_el_libro_lleva_sus_diligencias_anulados_enviados_y_reservados() -> None:
    uno, dos = asentar("uno", reloj=SABADO), asentar("dos")
    AnulacionAsiento.objects.create(
        asiento=uno, motivo="Duplicado por error", anulado_el=LUNES.momento, anulado_por=OFICINA.id
    )
    RedireccionAsiento.objects.create(
        asiento=dos,
        orden=1,
        de_unidad=unidad(),
        a_unidad=unidad("LA0000002", "Obras"),
        motivo="Es de Obras",
        redirigido_el=LUNES.momento,
        redirigido_por=OFICINA.id,
    )
    reservar("E", 2, motivo="Corte de luz", quien=OFICINA.id, reloj=LUNES)
    asentar("tres", reloj=RelojFijo(LUNES.momento + timedelta(days=1)))
    edicion = EdicionLibro(libro_id="E", desde=date(2026, 11, 20), hasta=date(2026, 11, 23))
    compuesto = libro_impreso.componer(edicion, entidad="Ayuntamiento de Villaejemplo")
    assert compuesto.asientos == 2
    texto = texto_de(imprimir("libro", compuesto.datos, "Libro de registro de entrada", "TD99"))
    for trozo in (
        "Diligencia de apertura",
        "Diligencia de cierre. Comprende 2 asientos",
        f"del número {uno.numero_completo} al {dos.numero_completo}",
        "Corte de luz): 3, 4.",
    ):
        assert trozo in texto, trozo
    juntas = texto.replace(" ", "")
    assert "ANULADO" in juntas
    assert ReservaNumeros.objects.count() == 1
    assert "00000005" not in juntas


def test_un_libro_largo_no_pregunta_por_cada_asiento() -> None:
    for numero in range(6):
        asentar(f"n{numero}", reloj=LUNES)
    edicion = EdicionLibro(libro_id="E", desde=date(2026, 11, 20), hasta=date(2026, 11, 23))
    with CaptureQueriesContext(connection) as preguntas:
        assert libro_impreso.componer(edicion, entidad="Villaejemplo").asientos == 6
    assert len(preguntas) < 8


def test_un_libro_sin_asientos_tambien_se_cierra() -> None:
    edicion = EdicionLibro(libro_id="S", desde=date(2026, 1, 1), hasta=date(2026, 1, 31))
    compuesto = libro_impreso.componer(edicion, entidad="Ayuntamiento de Villaejemplo")
    texto = texto_de(imprimir("libro", compuesto.datos, "Libro de registro de salida", "TD99"))
    assert "Comprende 0 asientos, sin ningún número" in texto
