"""Closing, exporting and importing, against a real case of the example town."""

from __future__ import annotations

import shutil
import subprocess
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import Model
from pytest_django import Settings

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla, incorporar
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma import xades
from consistorio.documental.firma.models import Ampliacion
from consistorio.documental.firma.operaciones import sellar as sellar_documento
from consistorio.documental.firma.trabajos import ampliar
from consistorio.documental.registro.models import Asiento
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import (
    Conflicto,
    DatosIncorrectos,
    FaseIncompatible,
    NoEncontrado,
    NoPermitido,
    ServicioNoDisponible,
)
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.deposito import DepositoLocal, camino, deposito
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado, sin_guardas
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.archivo import acciones, trabajos
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.eni.esquemas import hay_esquemas, problemas_de_esquema
from consistorio.servicios.archivo.eni.lectura import analizar
from consistorio.servicios.archivo.eni.nombres import EXP_INDICE
from consistorio.servicios.archivo.eni.validacion import validar
from consistorio.servicios.archivo.indice import huella_del_indice
from consistorio.servicios.archivo.models import Cierre, CierrePedido, ImportacionEni, SelloIndice
from consistorio.servicios.archivo.operaciones import resultado_de
from consistorio.servicios.archivo.tests.test_eni import documento, juez
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, presentar, rellenar_obra

pytestmark = pytest.mark.lento

ARCHIVERA = Actor.sistema(
    "archivo de prueba",
    "archivo.exportar",
    "archivo.importar",
    "expediente.cerrar",
    "expediente.ver",
    "expediente.tramitar",
    "control.expedientes",
)


@pytest.fixture
def reloj(pueblo_de_septiembre: None, db: None, casa_que_firma: Servidor) -> RelojMovil:
    reloj = RelojMovil()
    mover_reloj(reloj.ahora())
    return reloj


@pytest.fixture
def expediente(reloj: RelojMovil) -> Expediente:
    ana = ciudadana()
    return presentar(ana, rellenar_obra(ana, reloj), reloj).expediente


def terminar(expediente: Expediente, reloj: RelojMovil) -> None:
    """Leave the case with every task done but that of closing."""
    ahora = reloj.ahora()
    with transaction.atomic():
        for tarea in expediente.version.tipada.tareas:
            hecha = {"estado": "hecha", "cerrada_el": ahora}
            if tarea.tipo == "cierre":
                hecha = {"estado": "pendiente", "cerrada_el": None}
            Tarea.objects.update_or_create(
                expediente=expediente,
                codigo=tarea.codigo,
                defaults={
                    "tipo": tarea.tipo,
                    "nombre": tarea.nombre,
                    "fase": tarea.fase,
                    "unidad": expediente.unidad,
                    "procedimiento": expediente.version.procedimiento,
                    "incoada_el": expediente.abierto_el,
                    "creada_el": ahora,
                    "resultado": {"sentido": "estima"} if tarea.codigo == "resolucion" else {},
                    **hecha,
                },
            )


def cerrar(expediente: Expediente, reloj: RelojMovil) -> Cierre:
    """Close it, once its documents are sealed, and let the job sign its index."""
    vaciar_colas(propagar=False)
    acciones.cerrar(actor=ARCHIVERA, expediente_id=expediente.id, reloj=reloj)
    trabajos.firmar_indice(expediente_id=str(expediente.id))
    return Cierre.objects.get(expediente=expediente)


def test_an_open_case_leaves_as_a_good_package(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    carpeta = tmp_path / "eni"
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    problemas = validar(fichero.read_bytes(), carpeta=carpeta, firmas=juez(casa_que_firma))
    assert [str(p) for p in problemas if p.grave] == []
    assert len(list((carpeta / "documentos").iterdir())) == expediente.documentos.count() > 0
    for xml in (carpeta / "documentos").iterdir():
        assert [str(p) for p in validar(xml.read_bytes(), carpeta=xml.parent) if p.grave] == []
    with pytest.raises(Conflicto):
        acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)


def test_package_is_good_for_the_official_schemas(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, esquemas: str
) -> None:
    assert hay_esquemas(esquemas)
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    for xml in (fichero, *(tmp_path / "eni" / "documentos").iterdir()):
        assert [str(p) for p in problemas_de_esquema(analizar(xml.read_bytes()), esquemas)] == []


def test_closing_says_everything_that_is_missing(expediente: Expediente, reloj: RelojMovil) -> None:
    with pytest.raises(FaseIncompatible) as error:
        acciones.cerrar(actor=ARCHIVERA, expediente_id=expediente.id, reloj=reloj)
    razones = [p.mensaje for p in error.value.problemas]
    assert any("Queda por hacer" in r for r in razones)
    assert any("obligatorio" in r for r in razones)
    assert not Cierre.objects.exists()


def test_closed_with_its_index_signed_and_exported_as_it_was(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    terminar(expediente, reloj)
    cierre = cerrar(expediente, reloj)
    expediente.refresh_from_db()
    assert (expediente.estado, expediente.resultado, cierre.resultado) == ("cerrado", "estima", "estima")
    assert expediente.tareas.filter(cerrada_el=None).count() == 0
    assert Evento.objects.filter(cadena=expediente.cadena, tipo="archivo.indice.firmado").count() == 1
    carpeta = tmp_path / "eni"
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    assert fichero.read_bytes() == almacen.leer(cierre.indice_xml_id)
    problemas = validar(fichero.read_bytes(), carpeta=carpeta, firmas=juez(casa_que_firma))
    assert [str(p) for p in problemas if p.grave] == []
    with pytest.raises(FaseIncompatible):
        acciones.cerrar(actor=ARCHIVERA, expediente_id=expediente.id, reloj=reloj)


def test_the_result_is_that_of_the_decision_that_stands_whatever_its_code(
    expediente: Expediente, reloj: RelojMovil
) -> None:
    terminar(expediente, reloj)
    Tarea.objects.filter(expediente=expediente, tipo="resolucion").update(codigo="resolucion_del_pleno")
    antes = Tarea.objects.get(expediente=expediente, codigo="resolucion_del_pleno")
    Tarea.objects.create(
        expediente=expediente,
        codigo="resolucion",
        tipo="resolucion",
        nombre="Resolver",
        fase="finalizacion",
        estado="hecha",
        unidad=expediente.unidad,
        procedimiento_id=antes.procedimiento_id,
        incoada_el=antes.incoada_el,
        del_modelo=False,
        creada_el=antes.creada_el,
        cerrada_el=antes.creada_el + timedelta(hours=1),
        resultado={"sentido": "desistida"},
        datos={"terminacion": "desistimiento", "deshecha": True},
    )
    assert resultado_de(expediente) == "estima"


def razones(expediente: Expediente, reloj: RelojMovil) -> list[str]:
    with pytest.raises(FaseIncompatible) as error:
        acciones.cerrar(actor=ARCHIVERA, expediente_id=expediente.id, reloj=reloj)
    expediente.refresh_from_db()
    assert expediente.estado == "abierto"
    return [p.mensaje for p in error.value.problemas]


def test_not_closed_while_a_receipt_a_seal_or_a_time_stamp_is_missing(
    expediente: Expediente, reloj: RelojMovil, casa_que_firma: Servidor
) -> None:
    terminar(expediente, reloj)
    asiento = Asiento.objects.get()
    falta = f"Falta incorporar el justificante del asiento {asiento.numero_completo}."
    assert any(razon.startswith(falta) for razon in razones(expediente, reloj))
    casa_que_firma.averias = {"tsa": "caida"}
    vaciar_colas(propagar=False)
    assert expediente.documentos.filter(origen="justificante").count() == 1
    faltan = razones(expediente, reloj)
    assert any("«Justificante" in razon for razon in faltan)
    assert all(razon.startswith("Falta el sello de tiempo de «") for razon in faltan)
    casa_que_firma.averias = {}
    with transaction.atomic():
        pendiente = crear_desde_plantilla(
            "diligencia",
            {"texto": "Consta.", "asunto": "x", "expediente": expediente.numero, "quien": "x"},
            titulo="Diligencia sin sello",
            tipo_documental="TD12",
            organo=expediente.unidad.dir3,
            firmas=(SELLO_DE_ORGANO,),
            actor=ARCHIVERA,
            reloj=reloj,
        )
        sellar_documento(pendiente, referencia="prueba:1", reloj=reloj)
        incorporar_documento(
            expediente,
            documento_id=pendiente.id,
            huella=pendiente.huella,
            origen="prueba",
            actor=ARCHIVERA,
            reloj=reloj,
        )
    assert any(
        r.startswith("Falta el sello del Ayuntamiento en «Diligencia sin sello».") for r in razones(expediente, reloj)
    )
    for documento_id in Ampliacion.objects.filter(pendiente_desde__isnull=False).values_list("documento_id", flat=True):
        ampliar(documento_id=str(documento_id))
    cierre = cerrar(expediente, reloj)
    assert {e["documento"] for e in cierre.entradas} == {
        str(i) for i in expediente.documentos.values_list("documento_id", flat=True)
    }


def test_closed_without_its_index_until_the_seal_is_at_hand(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, settings: Settings
) -> None:
    terminar(expediente, reloj)
    vaciar_colas(propagar=False)
    pedido = acciones.cerrar(actor=ARCHIVERA, expediente_id=expediente.id, reloj=reloj)
    expediente.refresh_from_db()
    assert (expediente.estado, pedido.estado) == ("cerrado", "Índice pendiente de firma")
    sello = settings.CONSISTORIO_SELLO
    settings.CONSISTORIO_SELLO = {"p12": str(tmp_path / "no.p12")}
    with pytest.raises(ServicioNoDisponible):
        trabajos.firmar_indice(expediente_id=str(expediente.id))
    pedido.refresh_from_db()
    assert pedido.estado.startswith("Índice pendiente de firma: No se encuentra el sello")
    with pytest.raises(Conflicto, match="todavía no está firmado"):
        acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    settings.CONSISTORIO_SELLO = sello
    with transaction.atomic():  # what comes after the closing is not in its index
        tardio = incorporar(
            guardar_bytes(b"tarde"), titulo="Tarde", nombre="t.txt", tipo_documental="TD99",
            origen_administracion=True, organo=expediente.unidad.dir3, actor=ARCHIVERA, reloj=reloj,
        )  # fmt: skip
        incorporar_documento(
            expediente, documento_id=tardio.id, huella=tardio.huella, origen="evidencia", actor=ARCHIVERA, reloj=reloj
        )
    for _vez in range(2):  # a job may run twice
        trabajos.firmar_indice(expediente_id=str(expediente.id))
    cierre = Cierre.objects.get(expediente=expediente)
    assert tardio.id_eni.encode() not in almacen.leer(cierre.indice_xml_id)
    pedido.refresh_from_db()
    assert pedido.estado == "Índice firmado"
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        CierrePedido.objects.filter(pk=expediente.id).update(resultado="otro")


def sellar(cierre: Cierre) -> None:
    trabajos.sellar_indice(cierre_id=str(cierre.id))


def test_the_index_waits_for_its_time_stamp_and_is_exported_with_it(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    terminar(expediente, reloj)
    cierre = cerrar(expediente, reloj)
    assert SelloIndice.objects.get(cierre=cierre).estado == "Firmado, pendiente de sello de tiempo"
    casa_que_firma.averias = {"tsa": "caida"}
    with pytest.raises(ServicioNoDisponible):
        sellar(cierre)
    assert SelloIndice.objects.get(cierre=cierre).estado.startswith("Firmado, pendiente de sello de tiempo: ")
    assert huella_del_indice(cierre) == cierre.indice_xml_id
    casa_que_firma.averias = {}
    sellar(cierre)
    sellar(cierre)  # once more changes nothing
    assert alterados() == []
    assert SelloIndice.objects.get(cierre=cierre).estado == "Firmado, con sello de tiempo"
    hecho = Evento.objects.get(cadena=expediente.cadena, tipo="archivo.indice.sellado")
    assert (hecho.datos["sha256"], hecho.datos["sha256_firmado"]) == (huella_del_indice(cierre), cierre.indice_xml_id)
    firmado = almacen.leer(cierre.indice_xml_id)
    assert b"SignatureTimeStamp" not in firmado
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    assert b"SignatureTimeStamp" in fichero.read_bytes()
    problemas = validar(fichero.read_bytes(), carpeta=fichero.parent, firmas=juez(casa_que_firma))
    assert [str(p) for p in problemas if p.grave] == []
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        SelloIndice.objects.filter(pk=cierre.id).update(incidencia="otra")


def test_xmlsec1_verifies_the_stamped_index_and_not_a_changed_one(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    if shutil.which("xmlsec1") is None:
        pytest.skip("NOT RUN: xmlsec1 is not installed")
    terminar(expediente, reloj)
    cierre = cerrar(expediente, reloj)
    sellar(cierre)
    sellado = almacen.leer(huella_del_indice(cierre))
    alterado = sellado.replace(b"Expediente>1<", b"Expediente>9<")
    assert alterado != sellado
    for nombre, xml, vale in (("bien", sellado, True), ("mal", alterado, False)):
        fichero = tmp_path / f"{nombre}.xml"
        fichero.write_bytes(xml)
        orden = ["xmlsec1", "--verify", "--trusted-pem", str(casa_que_firma.pki.carpeta / "raiz.pem")]
        orden += ["--untrusted-pem", str(casa_que_firma.pki.carpeta / "emisora.pem")]
        orden += ["--id-attr:Id", f"{EXP_INDICE}:IndiceContenido", "--id-attr:Id", f"{xades.XADES}:SignedProperties"]
        resultado = subprocess.run([*orden, str(fichero)], capture_output=True, text=True, check=False)
        assert (resultado.returncode == 0) is vale, resultado.stderr


def test_importing_twice_is_the_same_document(expediente: Expediente, reloj: RelojMovil, tmp_path: Path) -> None:
    fichero = tmp_path / "d.xml"
    fichero.write_bytes(documento_xml(documento(77)))
    uno = acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, reloj=reloj)
    assert uno.expediente is None
    otro = acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, expediente=expediente.numero, reloj=reloj)
    assert (otro.pk, otro.expediente_id) == (uno.pk, expediente.id)
    assert ImportacionEni.objects.count() == Documento.objects.filter(id_eni=uno.id_eni).count() == 1
    assert expediente.documentos.filter(documento_id=uno.documento_id).count() == 1
    fichero.write_bytes(documento_xml(documento(77, contenido=b"otro")))
    with pytest.raises(Conflicto):
        acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, reloj=reloj)


def test_bad_imports_leave_nothing(reloj: RelojMovil, tmp_path: Path) -> None:
    fichero = tmp_path / "d.xml"
    fichero.write_bytes(documento_xml(replace(documento(78), tipo_documental="TD55", organos=("x",))))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, reloj=reloj)
    assert len(error.value.problemas) >= 2
    fichero.write_bytes(documento_xml(documento(78)))
    with pytest.raises(NoEncontrado):
        acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, expediente="2026/NADA/1", reloj=reloj)
    assert not ImportacionEni.objects.exists()


def test_a_document_of_another_case_is_the_same_document_in_both(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path
) -> None:
    ana = ciudadana()
    otro = presentar(ana, rellenar_obra(ana, reloj), reloj).expediente
    fichero = tmp_path / "d.xml"
    fichero.write_bytes(documento_xml(documento(79)))
    for caso in (expediente, otro, otro):
        importacion = acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, expediente=caso.numero, reloj=reloj)
    assert importacion.expediente_id == expediente.id
    for caso in (expediente, otro):
        assert caso.documentos.filter(documento_id=importacion.documento_id).count() == 1
    assert Evento.objects.filter(tipo="archivo.documento.importado").count() == 1


def test_what_the_house_exported_comes_back_as_the_same_document(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path
) -> None:
    ana = ciudadana()
    otro = presentar(ana, rellenar_obra(ana, reloj), reloj).expediente
    acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    antes = Documento.objects.count()
    xml = sorted((tmp_path / "eni" / "documentos").glob("*.xml"))[0]
    importacion = acciones.importar_eni(actor=ARCHIVERA, fichero=xml, expediente=otro.numero, reloj=reloj)
    assert Documento.objects.count() == antes
    assert expediente.documentos.filter(documento_id=importacion.documento_id).exists()
    assert otro.documentos.filter(documento_id=importacion.documento_id).exists()
    propio = importacion.documento
    xml.write_bytes(
        documento_xml(documento(1, identificador=propio.id_eni, fecha_captura=propio.fecha_captura, contenido=b"falso"))
    )
    with pytest.raises(Conflicto):
        acciones.importar_eni(actor=ARCHIVERA, fichero=xml, reloj=reloj)


def test_into_a_case_that_one_may_not_see_nothing_comes(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path
) -> None:
    fichero = tmp_path / "d.xml"
    fichero.write_bytes(documento_xml(documento(80)))
    de_fuera = Actor(
        ClaseActor.EMPLEADO, uuid7(), "Otra unidad", permisos=frozenset({"archivo.importar", "expediente.ver"})
    )
    with pytest.raises(NoEncontrado):
        acciones.importar_eni(actor=de_fuera, fichero=fichero, expediente=expediente.numero, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.importar_eni(actor=Actor.sistema("sin permiso"), fichero=fichero, reloj=reloj)
    assert not ImportacionEni.objects.exists()
    assert Acceso.objects.filter(objeto_id="archivo.documento.importado", resultado="denegado").exists()
    assert acciones.importar_eni(actor=de_fuera, fichero=fichero, reloj=reloj).expediente is None


def test_a_content_beside_the_xml_comes_by_reference_in_bounded_memory(reloj: RelojMovil, tmp_path: Path) -> None:
    (tmp_path / "documentos").mkdir()
    (tmp_path / "ficheros").mkdir()
    grande = tmp_path / "ficheros" / "video.mp4"
    with grande.open("wb") as fichero:
        fichero.write(bytes.fromhex("000000186674797069736f6d"))
        fichero.truncate(80 * 1024 * 1024)
    xml = tmp_path / "documentos" / "d.xml"
    xml.write_bytes(documento_xml(documento(81, contenido=None, referencia="ficheros/video.mp4", nombre_formato="MP4")))
    tracemalloc.start()
    importacion = acciones.importar_eni(actor=ARCHIVERA, fichero=xml, reloj=reloj)
    _ahora, pico = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert importacion.documento.contenido.tamano == 80 * 1024 * 1024
    assert pico < 32 * 1024 * 1024


def test_two_imports_at_once_are_one(pueblo_propio: object, casa_que_firma: Servidor, tmp_path: Path) -> None:
    fichero = tmp_path / "d.xml"
    fichero.write_bytes(documento_xml(documento(82)))
    barrera, reloj = threading.Barrier(4), RelojMovil()

    def importar(_vez: int) -> UUID:
        try:
            barrera.wait(timeout=60)
            return acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, reloj=reloj).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hilos:
        hechas = set(hilos.map(importar, range(4)))
    assert len(hechas) == 1
    assert Documento.objects.count() == ImportacionEni.objects.count() == 1


def test_a_package_that_fails_leaves_nothing_behind(expediente: Expediente, reloj: RelojMovil, tmp_path: Path) -> None:
    ultimo = expediente.documentos.order_by("-orden").first()
    assert ultimo is not None
    deposito_de(ultimo.huella).unlink()
    carpeta = tmp_path / "salida" / "eni"
    with pytest.raises(NoEncontrado):
        acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    assert list(carpeta.parent.iterdir()) == []
    assert not Evento.objects.filter(tipo="archivo.expediente.exportado").exists()


def deposito_de(sha256: str) -> Path:
    """The file of a content in this machine's store."""
    lugar = deposito()
    assert isinstance(lugar, DepositoLocal)
    return lugar.raiz / camino(sha256)


def alterados() -> list[tuple[str, str]]:
    """What `verificar` would say of the rows of the archive."""
    informe = Anotado()
    filas_avaladas("default", informe)
    return [falla for falla in informe.fallas if falla[0].startswith("archivo_")]


def test_a_closing_changed_behind_our_back_is_found(expediente: Expediente, reloj: RelojMovil) -> None:
    terminar(expediente, reloj)
    sellar(cerrar(expediente, reloj))
    sin_sello: dict[str, object] = {
        "sellado_el": None,
        "contenido": None,
        "pendiente_desde": datetime(2026, 1, 1, tzinfo=UTC),
    }
    cambios: list[tuple[type[Model], dict[str, object]]] = [
        (Cierre, {"conservacion": "Se destruye ya"}),
        (CierrePedido, {"entradas": []}),
        (SelloIndice, sin_sello),
    ]
    for modelo, cambio in cambios:
        como_estaba = modelo._default_manager.values(*cambio).get()
        with sin_guardas():
            modelo._default_manager.update(**cambio)
        assert alterados() == [(modelo._meta.db_table, "la fila no dice lo que decía cuando se anotó su hecho")]
        with sin_guardas():
            modelo._default_manager.update(**como_estaba)
        assert alterados() == []
