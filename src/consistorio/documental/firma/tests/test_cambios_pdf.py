"""What follows a signature in a PDF: only signatures and their data; whatever makes it show another thing is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from consistorio.documental.firma import lector
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, pdf_con_campos
from consistorio.documental.firma.tests.en_memoria import ampliar_con, validar_pdf
from consistorio.documental.firma.tests.falsificador import FIRMA, hacer, nombre
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, InformeFirma, Veredicto
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.tsa.http import RevocacionHttp

TAPA = b"1 g 0 0 595 842 re f 0 g BT /F1 30 Tf 72 700 Td (CONCEDIDO) Tj ET"
Escritor = IncrementalPdfFileWriter


@pytest.fixture
def criterio(pki: Pki, revocacion_http: RevocacionHttp) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1), revocacion_http)


@pytest.fixture(autouse=True)
def todo_en_disco(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stream is read again from the file when it is compared, as those of a large PDF are."""
    monkeypatch.setattr(lector, "_GRANDE", 0)


def con_formulario(pki: Pki) -> bytes:
    """A signed PDF with a text field that says «10 euros» besides the fields of signature."""
    escritor = Escritor(io.BytesIO(pdf_con_campos("f", "g")))
    pagina = pagina_de(escritor)
    campo = escritor.add_object(
        DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Tx"),
                pdf_name("/T"): pdf_string("importe"),
                pdf_name("/V"): pdf_string("10 euros"),
                pdf_name("/Rect"): caja(72, 600, 200, 620),
                pdf_name("/DA"): pdf_string("/F1 12 Tf 0 g"),
            }
        )
    )
    anotar(escritor, pagina, campo)
    return pades.firmar(escrito(escritor), pades.Firma("f", AHORA), Firmador(pki.mano("sello")))


def caja(*lados: int) -> ArrayObject:
    return ArrayObject([NumberObject(n) for n in lados])


def pagina_de(escritor: Escritor) -> DictionaryObject:
    pagina = escritor.find_page_for_modification(0)[0].get_object()
    assert isinstance(pagina, DictionaryObject)
    return pagina


def formulario_de(escritor: Escritor) -> DictionaryObject:
    formulario = escritor.root["/AcroForm"]
    assert isinstance(formulario, DictionaryObject)
    escritor.update_container(formulario)
    return formulario


def anotar(
    escritor: Escritor, pagina: DictionaryObject, anotacion: generic.IndirectObject, *, campo: bool = True
) -> None:
    pagina["/Annots"].append(anotacion)
    escritor.update_container(pagina["/Annots"])
    if campo:
        campos = formulario_de(escritor)["/Fields"]
        campos.append(anotacion)
        escritor.update_container(campos)


def escrito(escritor: Escritor) -> bytes:
    salida = io.BytesIO()
    escritor.write(salida)
    return salida.getvalue()


def dibujo(escritor: Escritor) -> generic.IndirectObject:
    forma = StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): caja(0, 0, 595, 842),
        },
        stream_data=TAPA,
    )
    return escritor.add_object(forma)


def rellenar(escritor: Escritor) -> None:
    for ref in formulario_de(escritor)["/Fields"]:
        campo = ref.get_object()
        if campo["/FT"] == "/Tx":
            campo[pdf_name("/V")] = pdf_string("10.000 euros")
            campo[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): dibujo(escritor)})
            escritor.update_container(campo)


def anadir_anotacion(escritor: Escritor) -> None:
    anotacion = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): caja(0, 0, 595, 842),
            pdf_name("/Contents"): pdf_string("Concedido"),
            pdf_name("/AP"): DictionaryObject({pdf_name("/N"): dibujo(escritor)}),
        }
    )
    anotar(escritor, pagina_de(escritor), escritor.add_object(anotacion), campo=False)


def cambiar_contenido(escritor: Escritor) -> None:
    pagina = pagina_de(escritor)
    pagina[pdf_name("/Contents")] = escritor.add_object(StreamObject(stream_data=TAPA))
    escritor.update_container(pagina)


def cambiar_letra(escritor: Escritor) -> None:
    letras = pagina_de(escritor)["/Resources"]["/Font"]
    letras[pdf_name("/F1")] = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/ZapfDingbats"),
        }
    )
    escritor.update_container(letras)


def recuadro_de_nadie(escritor: Escritor) -> None:
    campo = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): pdf_string("otra"),
            pdf_name("/F"): NumberObject(4),
            pdf_name("/Rect"): caja(0, 0, 595, 842),
            pdf_name("/AP"): DictionaryObject({pdf_name("/N"): dibujo(escritor)}),
        }
    )
    anotar(escritor, pagina_de(escritor), escritor.add_object(campo))


def apariencia_de_un_hueco(escritor: Escritor) -> None:
    """The empty field for the next signature is given a drawing without being signed."""
    for ref in formulario_de(escritor)["/Fields"]:
        campo = ref.get_object()
        if campo["/T"] == "g":
            campo[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): dibujo(escritor)})
            escritor.update_container(campo)


def mandar_redibujar(escritor: Escritor) -> None:
    formulario_de(escritor)[pdf_name("/NeedAppearances")] = generic.BooleanObject(True)


def capas_nuevas(escritor: Escritor) -> None:
    escritor.root[pdf_name("/OCProperties")] = DictionaryObject({pdf_name("/OCGs"): ArrayObject()})
    escritor.update_root()


ATAQUES = [
    rellenar, anadir_anotacion, cambiar_contenido, cambiar_letra, recuadro_de_nadie, apariencia_de_un_hueco, mandar_redibujar, capas_nuevas,
]  # fmt: skip


def primera(pdf: bytes, criterio: Criterio) -> InformeFirma:
    return next(f for f in validar_pdf(pdf, criterio).firmas if f.nombre == "f")


# Whoever signs on top takes the order of drawing anew away: what is shown is what was signed
CASOS = [
    (ataque, refirmado)
    for ataque in ATAQUES
    for refirmado in (False, True)
    if (ataque, refirmado) != (mandar_redibujar, True)
]


@pytest.mark.parametrize(("ataque", "refirmado"), CASOS)
def test_what_makes_it_show_another_thing_is_refused(
    pki: Pki, criterio: Criterio, ataque: Callable[[Escritor], None], refirmado: bool
) -> None:
    firmado = con_formulario(pki)
    assert primera(firmado, criterio).veredicto is Veredicto.VALIDA
    escritor = Escritor(io.BytesIO(firmado))
    ataque(escritor)
    cambiado = escrito(escritor)
    if refirmado:  # another signature on top does not wash it
        cambiado = pades.firmar(cambiado, pades.Firma("g", AHORA), Firmador(pki.mano("sello")))
    juzgada = primera(cambiado, criterio)
    assert juzgada.veredicto is Veredicto.NO_VALIDA, juzgada.resumen
    assert "Después de esta firma" in juzgada.explicacion or "se ha cambiado después" in juzgada.explicacion


def test_signatures_and_their_data_may_follow_and_the_report_says_so(
    pki: Pki, criterio: Criterio, tsa_http: Autoridad
) -> None:
    assert criterio.revocacion is not None
    firmado = con_formulario(pki)
    assert primera(firmado, criterio).cambios == "Cubre todo el documento."
    ampliado = ampliar_con(firmado, criterio, tsa_http)
    assert "sellos de tiempo y datos" in primera(ampliado, criterio).cambios
    cofirmado = pades.firmar(firmado, pades.Firma("g", AHORA), Firmador(pki.mano("sello")))
    informe = validar_pdf(cofirmado, criterio)
    assert informe.veredicto is Veredicto.VALIDA
    assert "otras firmas" in primera(cofirmado, criterio).cambios
    assert informe.lineas()[0] == "El archivo lleva 2 firmas."


def test_a_visible_box_of_a_later_signature_is_pointed_out(pki: Pki, criterio: Criterio) -> None:
    escritor = Escritor(io.BytesIO(con_formulario(pki)))
    append_signature_field(escritor, SigFieldSpec("nueva", box=(10, 10, 300, 200)))
    ajena = hacer(nombre("Cualquiera"), FIRMA)
    firmado = pades.firmar(escrito(escritor), pades.Firma("nueva", AHORA), Firmador(ajena))
    informe = validar_pdf(firmado, criterio)
    assert "recuadro visible" in primera(firmado, criterio).cambios
    assert primera(firmado, criterio).veredicto is Veredicto.VALIDA
    assert informe.veredicto is Veredicto.INDETERMINADA  # whoever put the box there is nobody known
