"""Copies of a whole case through the pages of the desk: what is in them, for whom, and until when."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from django.test import Client
from PIL import Image

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo, deposito
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.exportaciones import libro, trabajos
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.servicios.exportaciones.piezas import Pieza
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import incorporar, llevar_documento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento


def una_imagen() -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(salida, "PNG")
    return salida.getvalue()


def con_javascript() -> bytes:
    """A page that would do something when it is opened and when it is clicked."""
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(un_pdf("con guion"))) as pdf:
        guion = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pagina = pdf.pages[0].obj
        pagina.AA = pikepdf.Dictionary(O=guion)
        pagina.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=guion)]
        )
        pdf.save(salida)
    return salida.getvalue()


def con_contrasena() -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(un_pdf("secreto"))) as pdf:
        pdf.save(salida, encryption=pikepdf.Encryption(owner="a", user="b"))
    return salida.getvalue()


@pytest.fixture
def lleno(expediente: Expediente, reloj: RelojDePrueba, casa_que_firma: object) -> Expediente:
    """A case with PDFs and other things."""
    nuria = escenario.empleado("nuria", reloj)
    for titulo, nombre, datos in (
        ("Memoria: primera/segunda", "memoria.pdf", un_pdf("memoria")),
        ("Fotografía de la fachada", "foto.PNG", una_imagen()),
        ("Informe", "informe.pdf", con_javascript()),
        ("=2+2", "nota.txt", b"Una nota."),
    ):
        incorporar(
            actor=nuria,
            expediente_id=expediente.id,
            flujo=admitir(io.BytesIO(datos), nombre=nombre),
            nombre=nombre,
            titulo=titulo,
            tipo_documental="TD99",
            reloj=reloj,
        )
    vaciar_colas()  # what its beginning had pending joins it now
    return expediente


@pytest.fixture(autouse=True)
def _sin_restos() -> Iterator[None]:
    yield
    quedan = set(carpeta_de_trabajo().glob("*.parte"))
    limite = time.monotonic() + 20
    while quedan and time.monotonic() < limite:  # tests that run beside this one have theirs while they write
        quedan = {resto for resto in quedan if resto.exists()}
        time.sleep(0.05)
    assert quedan == set()


def ruta(expediente: Expediente) -> str:
    return f"/escritorio/expedientes/{expediente.id}/copias/"


def pedida(cliente: Client, expediente: Expediente, clase: str) -> tuple[Exportacion, bytes]:
    """Asked for, made by its job, and downloaded."""
    assert cliente.post(ruta(expediente), {"clase": clase}).status_code == 302
    assert "Haciéndose" in cliente.get(ruta(expediente)).content.decode()
    vaciar_colas()
    exportacion = Exportacion.objects.get(clase=clase)
    respuesta = cliente.get(f"{ruta(expediente)}{exportacion.id}/")
    assert respuesta.status_code == 200
    datos = respuesta.getvalue()
    assert (exportacion.estado, exportacion.tamano) == ("hecha", len(datos))
    assert (exportacion.hechos, exportacion.total) == (exportacion.total, expediente.documentos.count())
    return exportacion, datos


def test_a_zip_has_the_documents_as_they_are_in_the_order_of_the_index(mesa: Mesa, lleno: Expediente) -> None:
    exportacion, datos = pedida(mesa("nuria"), lleno, "comprimido")
    with zipfile.ZipFile(io.BytesIO(datos)) as comprimido:
        assert comprimido.testzip() is None
        nombres = comprimido.namelist()
        indice, *documentos = sorted(nombres)
        puestos = list(lleno.documentos.order_by("orden"))
        assert len(documentos) == len(puestos)
        for nombre, puesto in zip(documentos, puestos, strict=True):
            assert nombre.startswith(f"{puesto.orden:04d} ")
            documento = Documento.objects.get(id=puesto.documento_id)
            assert hashlib.sha256(comprimido.read(nombre)).hexdigest() == documento.huella
        assert any(n.endswith(" Memoria primera segunda.pdf") for n in documentos)
        assert any(n.endswith(" Fotografía de la fachada.png") for n in documentos)
        filas = list(csv.reader(io.StringIO(comprimido.read(indice).decode("utf-8-sig")), delimiter=";"))
    assert [fila[2] for fila in filas[1:]] == documentos
    assert "'=2+2" in [fila[1] for fila in filas[1:]]
    hechos = {h.tipo: h.datos for h in eventos_de(lleno.cadena)}
    assert hechos["exportacion.pedida"]["clase"] == "comprimido"
    assert hechos["exportacion.hecha"]["sha256"] == hashlib.sha256(datos).hexdigest()
    assert hechos["exportacion.hecha"]["exportacion_id"] == str(exportacion.id)


def test_every_document_is_noted_as_read_by_who_asked(mesa: Mesa, lleno: Expediente, reloj: RelojDePrueba) -> None:
    antes = Acceso.objects.filter(motivo="copia de todo el expediente").count()
    pedida(mesa("nuria"), lleno, "comprimido")
    nuevos = Acceso.objects.filter(motivo="copia de todo el expediente").order_by("momento")[antes:]
    assert {a.objeto_id for a in nuevos} == {str(p.documento_id) for p in lleno.documentos.all()}
    assert {a.actor_id for a in nuevos} == {escenario.empleado("nuria", reloj).id}
    assert {a.expediente_id for a in nuevos} == {lleno.id}


def test_the_book_has_a_cover_an_index_with_links_and_the_pdfs(mesa: Mesa, lleno: Expediente, tmp_path: Path) -> None:
    _exportacion, datos = pedida(mesa("nuria"), lleno, "libro")
    fichero = tmp_path / "libro.pdf"
    fichero.write_bytes(datos)
    subprocess.run(["qpdf", "--check", str(fichero)], check=True, capture_output=True)
    texto = [_texto(fichero, pagina) for pagina in (1, 2)]
    assert lleno.numero in texto[0]
    assert "copia de lectura" in texto[0]
    foto = Documento.objects.get(titulo="Fotografía de la fachada")
    assert "Índice" in texto[1]
    assert foto.huella in texto[1].replace("\n", "").replace(" ", "")
    assert "No es un PDF." in texto[1]
    with pikepdf.open(fichero) as pdf:
        enlaces = [a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Link"]
        destinos = [pikepdf.Page(enlace.Dest[0]).index for enlace in enlaces]
        propios = [p for p in lleno.documentos.order_by("orden") if _es_pdf(p.documento_id)]
        assert len(destinos) == len(propios)
        assert destinos == sorted(destinos)
        assert destinos[0] == 2
        with pdf.open_outline() as esquema:
            assert [str(uno.title) for uno in esquema.root][1:] == [
                f"{p.orden}. {_titulo(p.documento_id)}" for p in propios
            ]
        assert str(pdf.docinfo["/Title"]).startswith(lleno.numero)
        memoria = next(i for i, p in enumerate(propios) if _titulo(p.documento_id).startswith("Memoria"))
    assert "memoria" in _texto(fichero, destinos[memoria] + 1)
    assert b"JavaScript" not in datos
    sin_comprimir = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", str(fichero), "-"], check=True, capture_output=True
    ).stdout
    assert b"app.alert" not in sin_comprimir


def _texto(fichero: Path, pagina: int) -> str:
    orden = ["pdftotext", "-f", str(pagina), "-l", str(pagina), "-layout", str(fichero), "-"]
    return subprocess.run(orden, check=True, capture_output=True, text=True).stdout


def _titulo(documento_id: UUID) -> str:
    return Documento.objects.get(id=documento_id).titulo


def _es_pdf(documento_id: UUID) -> bool:
    return Documento.objects.select_related("contenido").get(id=documento_id).contenido.tipo_mime == "application/pdf"


def test_what_was_taken_to_another_case_is_said_and_goes_in_no_copy(
    mesa: Mesa, lleno: Expediente, reloj: RelojDePrueba, tmp_path: Path
) -> None:
    otro, nuria = escenario.caso(reloj), escenario.empleado("nuria", reloj)
    puesto = lleno.documentos.get(documento__titulo__startswith="Memoria")
    llevar_documento(
        actor=nuria,
        expediente_id=lleno.id,
        documento_id=puesto.documento_id,
        otro_id=otro.id,
        motivo="Es de la otra obra.",
        reloj=reloj,
    )
    cliente = mesa("nuria")
    _exportacion, datos = pedida(cliente, lleno, "comprimido")
    with zipfile.ZipFile(io.BytesIO(datos)) as comprimido:
        indice, *documentos = sorted(comprimido.namelist())
        filas = list(csv.reader(io.StringIO(comprimido.read(indice).decode("utf-8-sig")), delimiter=";"))
    (fila,) = [una for una in filas if una[0] == str(puesto.orden)]
    assert fila[1:3] == [f"Llevado al expediente {otro.numero}", ""]
    assert fila[4:] == ["", "", "Es de ese expediente: no va en esta copia."]
    assert not any(nombre.startswith(f"{puesto.orden:04d} ") for nombre in documentos)
    assert len(documentos) == lleno.documentos.count() - 1
    _exportacion, datos = pedida(cliente, lleno, "libro")
    (tmp_path / "libro.pdf").write_bytes(datos)
    texto = _texto(tmp_path / "libro.pdf", 2)
    assert f"Llevado al expediente {otro.numero}" in texto
    assert "no va en esta copia" in texto
    with pikepdf.open(tmp_path / "libro.pdf") as pdf, pdf.open_outline() as esquema:
        assert not any(str(uno.title).startswith(f"{puesto.orden}. ") for uno in esquema.root)


def test_what_cannot_be_read_is_said_and_the_rest_is_there(
    mesa: Mesa, lleno: Expediente, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Quarantine, a password and a damaged file: documents that are in the case all the same."""
    memoria = Documento.objects.get(titulo__startswith="Memoria")
    Contenido.objects.filter(pk=memoria.huella).update(estado_antivirus=EstadoAntivirus.CUARENTENA, amenaza="Eicar")
    cliente = mesa("nuria")
    _e, comprimido = pedida(cliente, lleno, "comprimido")
    with zipfile.ZipFile(io.BytesIO(comprimido)) as abierto:
        nombres = abierto.namelist()
        assert not any("Memoria" in nombre for nombre in nombres)
        assert "cuarentena" in abierto.read(min(nombres)).decode("utf-8-sig")
    _e, datos = pedida(cliente, lleno, "libro")
    fichero = tmp_path / "libro.pdf"
    fichero.write_bytes(datos)
    assert "cuarentena" in _texto(fichero, 2)


@pytest.mark.parametrize(("datos", "porque"), [(con_contrasena(), "contraseña"), (b"%PDF-1.4\nroto", "dañado")])
def test_a_pdf_that_does_not_open_is_listed(tmp_path: Path, datos: bytes, porque: str) -> None:
    suelto = tmp_path / "suelto.pdf"
    cuantas, falta = libro._suelto(_pieza_pdf(), io.BytesIO(datos), "", suelto)
    assert cuantas == 0
    assert porque in falta
    assert not suelto.exists()


def _pieza_pdf() -> Pieza:
    contenido = Contenido(sha256="0" * 64, tipo_mime="application/pdf")
    documento = Documento(titulo="x", contenido=contenido)
    return Pieza(1, escenario.INICIO, documento)


def test_a_copy_is_of_who_asked_for_it_and_lasts_a_day(mesa: Mesa, lleno: Expediente, reloj: RelojDePrueba) -> None:
    exportacion, _datos = pedida(mesa("nuria"), lleno, "comprimido")
    direccion = f"{ruta(lleno)}{exportacion.id}/"
    assert mesa("marta").get(direccion).status_code == 404  # who sees the case too, and did not ask
    assert mesa("raul").get(direccion).status_code == 404
    assert mesa("raul").get(ruta(lleno)).status_code == 404
    assert mesa("raul").post(ruta(lleno), {"clase": "libro"}).status_code == 404
    assert str(exportacion.id) not in mesa("marta").get(ruta(lleno)).content.decode()
    reloj.avanzar(hours=23)
    trabajos.retirar()
    assert mesa("nuria").get(direccion).status_code == 200
    reloj.avanzar(hours=2)
    assert mesa("nuria").get(direccion).status_code == 404
    with deposito().recoger(exportacion.nombre) as flujo:
        assert flujo.read(2) == b"PK"
    trabajos.retirar()
    assert not Exportacion.objects.exists()
    with pytest.raises(Exception, match="ya no está"):
        deposito().recoger(exportacion.nombre)


def test_asking_twice_is_asking_once_and_what_is_no_copy_is_refused(mesa: Mesa, lleno: Expediente) -> None:
    cliente = mesa("nuria")
    for _vez in range(2):
        assert cliente.post(ruta(lleno), {"clase": "libro"}).status_code == 302
    assert Exportacion.objects.count() == 1
    assert cliente.post(ruta(lleno), {"clase": "otra"}).status_code == 422
    vaciar_colas()
    trabajos.hacer(exportacion_id=str(Exportacion.objects.get().id))  # done already: nothing
    assert Exportacion.objects.get().estado == "hecha"


def test_who_lost_the_case_meanwhile_gets_no_copy(mesa: Mesa, lleno: Expediente, reloj: RelojDePrueba) -> None:
    cliente = mesa("nuria")
    cliente.post(ruta(lleno), {"clase": "comprimido"})
    Expediente.objects.filter(id=lleno.id).update(unidad=unidad_por_dir3("LA0009988", en=reloj.momento.date()))
    lleno.permisos.all().delete()
    vaciar_colas()
    fallida = Exportacion.objects.get()
    assert (fallida.estado, fallida.tamano) == ("fallida", 0)
    assert "No encontramos ese expediente" in fallida.motivo


def test_while_the_store_does_not_answer_it_waits_saying_so(
    mesa: Mesa, lleno: Expediente, monkeypatch: pytest.MonkeyPatch
) -> None:
    cliente = mesa("nuria")
    cliente.post(ruta(lleno), {"clase": "comprimido"})

    def caido(*_args: object) -> None:
        raise ServicioNoDisponible("El almacén de archivos no responde.")

    monkeypatch.setattr(type(deposito()), "dejar", caido)
    with pytest.raises(ServicioNoDisponible):
        trabajos.hacer(exportacion_id=str(Exportacion.objects.get().id))
    pagina = cliente.get(ruta(lleno)).content.decode()
    assert "Haciéndose" in pagina
    assert "El almacén de archivos no responde." in pagina
