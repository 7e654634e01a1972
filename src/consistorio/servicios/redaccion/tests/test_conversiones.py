"""Texts of a draft made into the PDF that goes into the case, by the real LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.test import override_settings

from consistorio.documental.documentos.models import Documento
from consistorio.integraciones.ofimatica.tests.muestras import con_macro, docx, odt
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ServicioNoDisponible
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.cola.consultas import trabajos as trabajos_en_cola
from consistorio.plataforma.cola.operaciones import retirar
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.puertos import conexion
from consistorio.plataforma.puertos.conversion import conversor
from consistorio.servicios.redaccion import acciones, trabajos
from consistorio.servicios.redaccion.consultas import versiones_de
from consistorio.servicios.redaccion.models import BorradorDocumento, Conversion
from consistorio.servicios.redaccion.reglas import nombre_en_pdf
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.lento


def borrador(reloj: RelojDePrueba, datos: bytes, nombre: str) -> BorradorDocumento:
    return acciones.empezar_borrador(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=escenario.caso(reloj).id,
        titulo="Informe",
        tipo_documental="TD13",
        contenido=admitir(io.BytesIO(datos), nombre=nombre),
        nombre=nombre,
        reloj=reloj,
    )


def exigir_conversor() -> None:
    try:
        conversor().comprobar()
    except ServicioNoDisponible as error:
        pytest.skip(f"NOT RUN: {error.mensaje}")


def pedir(uno: BorradorDocumento, reloj: RelojDePrueba) -> Conversion:
    return acciones.pedir_conversion(actor=escenario.empleado("nuria", reloj), borrador_id=uno.id, reloj=reloj)


def incorporar(uno: BorradorDocumento, reloj: RelojDePrueba) -> Documento:
    puesto = acciones.incorporar_borrador(
        actor=escenario.empleado("nuria", reloj), borrador_id=uno.id, sobre=1, reloj=reloj
    )
    return Documento.objects.select_related("contenido").get(id=puesto.documento_id)


@pytest.mark.parametrize(("datos", "nombre"), [(odt(), "informe.odt"), (docx(), "informe.docx")])
def test_a_text_goes_into_the_case_as_its_pdf_and_the_original_stays(
    reloj: RelojDePrueba, datos: bytes, nombre: str
) -> None:
    exigir_conversor()
    uno = borrador(reloj, datos, nombre)
    with pytest.raises(Conflicto, match="es un texto: al expediente va en PDF"):
        incorporar(uno, reloj)
    assert pedir(uno, reloj).estado == "pendiente"
    assert pedir(uno, reloj).estado == "pendiente"  # asked for twice, it is one
    vaciar_colas(colas=["documentos"])
    conversion = Conversion.objects.get()
    assert (conversion.estado, conversion.motivo) == ("hecha", "")
    assert conversion.pdf is not None
    assert conversion.pdf.tipo_mime == "application/pdf"
    trabajos.convertir(version_id=conversion.version_id)  # done already: nothing
    documento = incorporar(uno, reloj)
    assert documento.huella == conversion.pdf.sha256
    assert documento.nombre_fichero == "informe.pdf"
    assert documento.formato == "PDF"
    original = versiones_de(uno)[0].version
    assert original.nombre == nombre
    assert original.contenido.tipo_mime != "application/pdf"
    hechos = [h for h in eventos_de(uno.expediente.cadena) if h.tipo.startswith("redaccion.conversion")]
    assert [h.tipo for h in hechos] == ["redaccion.conversion.pedida", "redaccion.conversion.hecha"]
    assert hechos[1].datos["sha256"] == conversion.pdf.sha256


def test_what_cannot_be_converted_says_why_and_may_be_asked_again(reloj: RelojDePrueba) -> None:
    uno = borrador(reloj, con_macro("/bin/true"), "informe.odt")
    pedir(uno, reloj)
    vaciar_colas(colas=["documentos"])
    fallida = Conversion.objects.get()
    assert fallida.estado == "fallida"
    assert "lleva macros" in fallida.motivo
    assert pedir(uno, reloj).estado == "pendiente"
    with pytest.raises(Conflicto, match="al expediente va en PDF"):
        incorporar(uno, reloj)


class _Malo:
    """A converter whose PDF is no PDF/A."""

    def a_pdf(self, _original: object, destino: object) -> None:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(str(destino))

    def comprobar(self) -> None:
        """It seems well."""


class _Ausente:
    """There is no converter."""

    def a_pdf(self, _original: object, _destino: object) -> None:
        raise ServicioNoDisponible("Falta LibreOffice.", que_hacer="Suba un PDF.")

    def comprobar(self) -> None:
        raise ServicioNoDisponible("Falta LibreOffice.")


class _Basura:
    """A converter that leaves something that is no PDF."""

    def a_pdf(self, _original: object, destino: Path) -> None:
        destino.write_bytes(b"%PDF-1.7 nada de esto se puede leer")

    def comprobar(self) -> None:
        """It seems well."""


class _Roto:
    """A converter that breaks."""

    def a_pdf(self, _original: object, _destino: object) -> None:
        raise OSError(24, "Too many open files")

    def comprobar(self) -> None:
        """It seems well."""


@contextmanager
def con_conversor(clase: str) -> Iterator[None]:
    """The town with another converter."""
    conexion._crear.cache_clear()
    with override_settings(CONSISTORIO_PUERTOS={**settings.CONSISTORIO_PUERTOS, "conversion": f"{__name__}.{clase}"}):
        yield
    conexion._crear.cache_clear()


@pytest.mark.parametrize(
    ("clase", "dice"),
    [
        ("_Malo", "no cumple la norma"),
        ("_Basura", "no cumple la norma"),
        ("_Ausente", "Falta LibreOffice. Suba un PDF."),
    ],
)
def test_a_pdf_that_is_no_pdf_a_is_not_taken_nor_a_town_without_converter_waits(
    reloj: RelojDePrueba, clase: str, dice: str
) -> None:
    with con_conversor(clase):
        uno = borrador(reloj, odt(), "informe.odt")
        pedir(uno, reloj)
        vaciar_colas(colas=["documentos"])
    assert Conversion.objects.get().estado == "fallida"
    assert dice in Conversion.objects.get().motivo


def test_one_that_breaks_for_good_ends_with_words(reloj: RelojDePrueba) -> None:
    uno = borrador(reloj, odt(), "informe.odt")
    with con_conversor("_Roto"):
        pedir(uno, reloj)
        vaciar_colas(colas=["documentos"], propagar=False)
    fallida = Conversion.objects.get()
    assert fallida.estado == "fallida"
    assert "Pídalo otra vez" in fallida.motivo
    assert pedir(uno, reloj).estado == "pendiente"


def test_one_whose_job_is_there_no_more_may_be_asked_again(reloj: RelojDePrueba) -> None:
    uno = borrador(reloj, con_macro("/bin/true"), "informe.odt")
    pedir(uno, reloj)
    assert versiones_de(uno)[0].se_convierte
    retirar(trabajos_en_cola(cola="documentos")[0])
    assert not versiones_de(uno)[0].se_convierte
    pedir(uno, reloj)
    assert versiones_de(uno)[0].se_convierte
    vaciar_colas(colas=["documentos"])
    assert Conversion.objects.get().estado == "fallida"


def test_only_a_text_is_converted_and_its_pdf_is_named_as_it(reloj: RelojDePrueba) -> None:
    uno = borrador(reloj, b"Una nota.", "nota.txt")
    with pytest.raises(Conflicto, match="no es un texto que se pueda convertir"):
        pedir(uno, reloj)
    assert incorporar(uno, reloj).formato == "TXT"
    with pytest.raises(DatosIncorrectos, match="no es un texto de ese formato"):
        borrador(reloj, b"Una nota.", "nota.odt")
    assert [nombre_en_pdf(n) for n in ("a.odt", "a.b.docx", "sin")] == ["a.pdf", "a.b.pdf", "sin.pdf"]
