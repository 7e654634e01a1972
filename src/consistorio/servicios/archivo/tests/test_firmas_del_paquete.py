"""Each document of a package says the signature that it truly has, and whoever judges the package finds it good."""

from __future__ import annotations

import base64
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.tests.test_validacion_fichero import ANA, en_csig, en_pdf, en_xsig
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.archivo import acciones
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.eni.lectura import analizar, leer_documento
from consistorio.servicios.archivo.eni.tipos import FirmaEni
from consistorio.servicios.archivo.eni.validacion import validar
from consistorio.servicios.archivo.tests.test_archivo import ARCHIVERA, expediente, reloj
from consistorio.servicios.archivo.tests.test_eni import documento, juez
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.tests.factories import RelojMovil

pytestmark = pytest.mark.lento

__all__ = ["expediente", "reloj"]


def entra(expediente: Expediente, datos: bytes, nombre: str, reloj: RelojMovil) -> Documento:
    """A file of a citizen joins the case."""
    with transaction.atomic():
        fichero = incorporar(
            guardar_bytes(datos), titulo=nombre, nombre=nombre, tipo_documental="TD99",
            origen_administracion=False, organo=expediente.unidad.dir3, actor=ARCHIVERA, reloj=reloj,
        )  # fmt: skip
        incorporar_documento(
            expediente, documento_id=fichero.id, huella=fichero.huella, origen="prueba", actor=ARCHIVERA, reloj=reloj
        )
    return fichero


def firmas_del_paquete(carpeta: Path) -> dict[str, tuple[FirmaEni, ...]]:
    leidos = [leer_documento(analizar(f.read_bytes())) for f in (carpeta / "documentos").iterdir()]
    return {leido.identificador: leido.firmas for leido in leidos}


def test_each_file_says_its_own_kind_of_signature(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    manos = [casa_que_firma.pki.mano(ANA)]
    separada = Firmador(manos[0]).separada(bytes(32), momento=reloj.ahora())
    llegan = {
        "TF06": entra(expediente, en_pdf(manos), "firmado.pdf", reloj),
        "TF02": entra(expediente, en_xsig(manos), "firmado.xsig", reloj),
        "TF05": entra(expediente, en_csig(manos), "firmado.csig", reloj),
        "TF04": entra(expediente, b"Un texto mio.", "nota.txt", reloj),
    }
    suelta = entra(expediente, separada, "suelta.p7s", reloj)  # it signs another file: it vouches for nothing here
    vaciar_colas(propagar=False)
    carpeta = tmp_path / "eni"
    fichero = acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    firmas = firmas_del_paquete(carpeta)
    assert {tipo: [f.tipo for f in firmas[d.id_eni]] for tipo, d in llegan.items()} == {t: [t] for t in llegan}
    assert [f.tipo for f in firmas[suelta.id_eni]] == ["TF04"]
    solicitud = Documento.objects.get(id=expediente.solicitud.documento_id)
    assert [f.tipo for f in firmas[solicitud.id_eni]] == ["TF01", "TF06"]
    assert firmas[solicitud.id_eni][0].csv == solicitud.csv
    for xml in (fichero, *(carpeta / "documentos").iterdir()):
        problemas = validar(xml.read_bytes(), carpeta=xml.parent, firmas=juez(casa_que_firma, exigir=True))
        assert [str(p) for p in problemas if p.grave] == [], xml.name


def test_openssl_verifies_the_seal_of_a_plain_file_and_not_that_of_another(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, casa_que_firma: Servidor
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("NOT RUN: openssl is not installed")
    nota = entra(expediente, b"Un texto mio.", "nota.txt", reloj)
    vaciar_colas(propagar=False)
    acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    (firma,) = firmas_del_paquete(tmp_path / "eni")[nota.id_eni]
    (tmp_path / "firma.der").write_bytes(base64.b64decode(firma.base64))
    for texto, vale in ((b"Un texto mio.", True), (b"Un texto suyo.", False)):
        (tmp_path / "texto").write_bytes(texto)
        orden = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "firma.der", "-content", "texto"]
        orden += ["-CAfile", str(casa_que_firma.pki.carpeta / "raiz.pem"), "-purpose", "any", "-out", "salida"]
        hecho = subprocess.run(orden, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert (hecho.returncode == 0) is vale, hecho.stderr


def test_what_another_administration_sent_keeps_its_own(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path
) -> None:
    fichero = tmp_path / "d.xml"
    ajena = FirmaEni("TF01", csv="OTRO-CSV-DE-FUERA", regulacion_csv="Orden de otra Administración")
    fichero.write_bytes(documento_xml(replace(documento(91), firmas=(ajena,))))
    importado = acciones.importar_eni(actor=ARCHIVERA, fichero=fichero, expediente=expediente.numero, reloj=reloj)
    acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=tmp_path / "eni", reloj=reloj)
    assert firmas_del_paquete(tmp_path / "eni")[importado.id_eni] == (ajena,)


def test_without_the_seal_at_hand_nothing_is_written(
    expediente: Expediente, reloj: RelojMovil, tmp_path: Path, settings: Settings
) -> None:
    entra(expediente, b"Un texto mio.", "nota.txt", reloj)
    carpeta = tmp_path / "salida" / "eni"
    settings.CONSISTORIO_SELLO = {"p12": str(tmp_path / "no.p12")}
    with pytest.raises(ServicioNoDisponible, match="No se encuentra el sello"):
        acciones.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj)
    assert not carpeta.exists()
    assert not Evento.objects.filter(tipo="archivo.expediente.exportado").exists()
