"""The store, in each place where contents may lie, with a real database and a daemon that speaks clamd's protocol."""

from __future__ import annotations

import hashlib
import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from consistorio.integraciones.antivirus.clamd import Clamd
from consistorio.integraciones.antivirus.simulador import EICAR, Conducta, Simulador
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen import acciones, consultas, operaciones, trabajos
from consistorio.plataforma.almacen.deposito import camino, carpeta_de_trabajo, deposito, temporal
from consistorio.plataforma.almacen.models import Contenido, Reparo
from consistorio.plataforma.almacen.reglas import Limites, problemas_de_tipo
from consistorio.plataforma.almacen.trabajos import MANTENIMIENTO
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.vaciado import vaciar_colas

pytestmark = pytest.mark.lento

RELOJ = RelojSistema()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def guardar(datos: bytes) -> Contenido:
    return operaciones.guardar(operaciones.recoger(io.BytesIO(datos)), actor=MANTENIMIENTO, reloj=RELOJ)


def hechos_de(contenido: Contenido) -> list[str]:
    return list(
        Evento.objects.filter(cadena=f"contenido:{contenido.pk}").order_by("seq").values_list("tipo", flat=True)
    )


@pytest.mark.django_db
def test_same_bytes_are_one_content_told_by_what_they_hold(servidor: Simulador) -> None:
    uno = guardar(PDF)
    otro = guardar(PDF)
    assert uno.pk == otro.pk == hashlib.sha256(PDF).hexdigest()
    assert (uno.tipo_mime, uno.tamano, uno.estado_antivirus) == ("application/pdf", len(PDF), "limpio")
    with consultas.abrir(uno.pk) as flujo:
        assert flujo.read() == PDF
    assert list(carpeta_de_trabajo().iterdir()) == []


@contextmanager
def sin_sitio(octetos: int) -> Iterator[None]:
    """No file of this process may grow over that size: the disk says no in the middle of writing."""
    antes = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octetos, antes[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, antes)


@pytest.mark.django_db
@pytest.mark.parametrize("donde", ["disco"], indirect=True)
def test_bytes_that_another_process_has_just_brought_are_flushed_too(
    servidor: Simulador, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folders may not be on disk yet, and a row is about to count on them."""
    guardar(PDF)
    asegurados: list[str] = []
    de_verdad = os.fsync

    def mirar(descriptor: int) -> None:
        asegurados.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        de_verdad(descriptor)

    monkeypatch.setattr(os, "fsync", mirar)
    contenido = guardar(PDF)
    hoja = Path(deposito().raiz / camino(contenido.pk)).resolve()  # type: ignore[attr-defined]
    assert {str(carpeta) for carpeta in list(hoja.parents)[:4]} <= set(asegurados)


@pytest.mark.django_db
def test_a_full_disk_is_told_and_leaves_nothing_half_written(servidor: Simulador) -> None:
    datos = PDF + b"%" * 5000
    with sin_sitio(1000), pytest.raises(ServicioNoDisponible, match="no tiene sitio"):
        operaciones.juzgar(io.BytesIO(datos), nombre="plano.pdf")
    with sin_sitio(1000), pytest.raises(ServicioNoDisponible, match="no tiene sitio"):
        operaciones.guardar_bytes(datos)
    with (
        sin_sitio(1000),
        pytest.raises(ServicioNoDisponible) as dicho,
        temporal(que_hacer="Imprima más tarde.") as copia,
    ):
        copia.write_bytes(datos)
    assert dicho.value.que_hacer == "Imprima más tarde.", "who prints has sent nothing"
    assert list(carpeta_de_trabajo().iterdir()) == []
    assert not deposito().contiene(hashlib.sha256(datos).hexdigest())
    assert not Contenido.objects.exists()
    assert guardar(datos).tamano == len(datos), "as soon as there is room it goes on by itself"


@pytest.mark.django_db
def test_bytes_that_are_not_there_are_not_found(servidor: Simulador) -> None:
    contenido = guardar(PDF)
    assert deposito().contiene(contenido.pk)
    assert not deposito().contiene("0" * 64)
    with pytest.raises(NoEncontrado):
        deposito().abrir("0" * 64)
    with pytest.raises(NoEncontrado), consultas.abrir("0" * 64):
        pass
    assert camino(contenido.pk).endswith(contenido.pk)


@pytest.mark.django_db
def test_content_is_immutable_in_the_database(servidor: Simulador) -> None:
    contenido = guardar(PDF)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contenido.objects.filter(pk=contenido.pk).update(tamano=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contenido.objects.filter(pk=contenido.pk).delete()


@pytest.mark.parametrize(
    ("tipo", "tipos", "dicho"),
    [
        (
            "application/x-dosexec",
            (),
            "El archivo es un programa, y aquí no se admite. Envíelo en PDF, JPEG, PNG, ZIP, ODT, ODS, DOCX o XLSX.",
        ),
        ("image/webp", ("application/pdf",), "El archivo es un WEBP, y aquí no se admite. Envíelo en PDF."),
        (
            "image/x-xcf",
            ("image/jpeg", "application/pdf"),
            "El archivo es una imagen de otro formato, y aquí no se admite. Envíelo en PDF o JPEG.",
        ),
        (
            "application/octet-stream",
            ("image/heif",),
            "El archivo es de un tipo que no conocemos, y aquí no se admite. Envíelo en HEIF.",
        ),
    ],
)
def test_what_is_not_admitted_is_told_in_words(tipo: str, tipos: tuple[str, ...], dicho: str) -> None:
    (problema,) = problemas_de_tipo(tipo, Limites(tipos=frozenset(tipos)))
    assert problema.mensaje == dicho


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("datos", "limites", "frase"),
    [
        (b"", Limites(), "vacío"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), Limites(), "no se admite"),
        (b"MZ" + bytes(200), Limites(), "no se admite"),
        (PDF, Limites(tamano=10), "máximo es 10 bytes"),
        (b"hola " + EICAR.encode(), Limites(), "código dañino (Eicar-Test-Signature)"),
    ],
)
def test_draft_refuses_with_the_reason(servidor: Simulador, datos: bytes, limites: Limites, frase: str) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        operaciones.admitir(io.BytesIO(datos), nombre="x.pdf", limites=limites)
    assert frase in str(error.value)
    assert not Contenido.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fichero", "cuanto", "reparo"),
    [
        ("habibi-rotated.pdf", 1.0, ""),
        ("habibi-rotated.pdf", 0.5, Reparo.INCOMPLETO),  # three of its four pages are lost
        ("pdflatex-4-pages.pdf", 0.5, Reparo.ILEGIBLE),
        ("libreoffice-writer-password.pdf", 1.0, Reparo.CONTRASENA),
    ],
)
def test_what_is_filed_is_kept_whatever_it_is_and_what_cannot_be_read_is_said(
    servidor: Simulador, muestras_pdf: Path, fichero: str, cuanto: float, reparo: str
) -> None:
    datos = (muestras_pdf / fichero).read_bytes()
    contenido = guardar(datos[: int(len(datos) * cuanto)])
    assert contenido.reparo == Contenido.objects.get().reparo == reparo
    with pytest.raises(IntegrityError), transaction.atomic():
        Contenido.objects.update(reparo=Reparo.ILEGIBLE if reparo != Reparo.ILEGIBLE else "")


@pytest.mark.django_db
def test_a_draft_takes_a_damaged_pdf(servidor: Simulador, muestras_pdf: Path) -> None:
    datos = (muestras_pdf / "pdflatex-4-pages.pdf").read_bytes()
    assert operaciones.admitir(io.BytesIO(datos[:400]), nombre="x.pdf").reparo == Reparo.ILEGIBLE


@pytest.mark.django_db
def test_draft_refuses_a_pdf_with_password(servidor: Simulador, muestras_pdf: Path) -> None:
    with (
        (muestras_pdf / "libreoffice-writer-password.pdf").open("rb") as flujo,
        pytest.raises(DatosIncorrectos) as error,
    ):
        operaciones.admitir(flujo, nombre="secreto.pdf")
    assert "contraseña" in str(error.value)


@pytest.mark.django_db
def test_filed_content_is_quarantined_not_refused(servidor: Simulador) -> None:
    contenido = guardar(EICAR.encode())
    assert (contenido.estado_antivirus, contenido.amenaza) == ("cuarentena", "Eicar-Test-Signature")
    with pytest.raises(Conflicto), consultas.abrir(contenido.pk):
        pass
    with consultas.abrir(contenido.pk, aunque_en_cuarentena=True) as flujo:
        assert flujo.read() == EICAR.encode()


@pytest.mark.django_db
def test_pending_until_the_antivirus_answers_and_one_it_cannot_judge_stops_nobody(servidor: Simulador) -> None:
    servidor.conducta.variante = "fallo"
    enorme, malo, bueno = guardar(bytes(5000)), guardar(EICAR.encode()), guardar(PDF)
    assert {c.estado_antivirus for c in (enorme, malo, bueno)} == {"pendiente"}
    with pytest.raises(ServicioNoDisponible):
        acciones.juzgar(actor=MANTENIMIENTO, sha256=malo.pk, reloj=RELOJ)
    servidor.conducta.variante, servidor.conducta.limite = "", 4000
    with pytest.raises(ServicioNoDisponible):
        trabajos.analizar()
    for contenido in (enorme, malo, bueno):
        contenido.refresh_from_db()
    assert [c.estado_antivirus for c in (enorme, malo, bueno)] == ["pendiente", "cuarentena", "limpio"]
    assert hechos_de(malo) == ["almacen.contenido.en_cuarentena"]
    assert hechos_de(bueno) == ["almacen.contenido.analizado"]
    assert hechos_de(enorme) == []


@pytest.mark.django_db
def test_what_is_filed_infected_notes_its_fact_once(servidor: Simulador) -> None:
    contenido = guardar(EICAR.encode())
    assert guardar(EICAR.encode()).estado_antivirus == "cuarentena"
    assert set(hechos_de(contenido)) == {"almacen.contenido.en_cuarentena"}
    assert hechos_de(guardar(PDF)) == []


@pytest.mark.django_db
def test_new_signatures_reach_what_was_stored_as_clean_when_the_same_bytes_come_again(servidor: Simulador) -> None:
    datos = b"factura con una macro todavia desconocida"
    contenido = guardar(datos)
    assert (contenido.estado_antivirus, hechos_de(contenido)) == ("limpio", [])
    servidor.conducta.aprender(b"macro todavia desconocida", "Doc.Macro-1")
    otra = guardar(datos)
    assert (otra.pk, otra.estado_antivirus, otra.amenaza) == (contenido.pk, "cuarentena", "Doc.Macro-1")
    contenido.refresh_from_db()
    assert contenido.estado_antivirus == "cuarentena"
    assert hechos_de(contenido) == ["almacen.contenido.en_cuarentena"]


@pytest.mark.django_db
def test_recent_contents_are_judged_again_after_an_update_and_only_then(servidor: Simulador) -> None:
    malo, bueno = guardar(b"carga del mes que viene"), guardar(b"inocente")
    propio = operaciones.guardar_bytes(b"decreto: carga del mes que viene")
    trabajos.reanalizar()
    assert len(servidor.conducta.analizados) == 2
    servidor.conducta.aprender(b"carga del mes que viene", "Unix.Trojan-9")
    trabajos.reanalizar()
    assert len(servidor.conducta.analizados) == 4
    for contenido in (malo, bueno, propio):
        contenido.refresh_from_db()
    assert [c.estado_antivirus for c in (malo, bueno, propio)] == ["cuarentena", "limpio", "limpio"]
    assert hechos_de(malo) == ["almacen.contenido.en_cuarentena"]
    assert hechos_de(bueno) == []
    trabajos.reanalizar()
    assert len(servidor.conducta.analizados) == 4
    servidor.shutdown()
    servidor.server_close()
    with pytest.raises(ServicioNoDisponible):
        trabajos.reanalizar()


def test_a_refused_draft_has_the_stored_bytes_quarantined_although_it_is_rolled_back(
    base_propia: object, servidor: Simulador
) -> None:
    datos = b"plano con un gusano recien descubierto"
    with transaction.atomic():
        contenido = guardar(datos)
    servidor.conducta.aprender(b"gusano recien descubierto", "Win.Worm-7")
    with pytest.raises(DatosIncorrectos), transaction.atomic():
        operaciones.admitir(io.BytesIO(datos), nombre="plano.txt")
    contenido.refresh_from_db()
    assert contenido.estado_antivirus == "limpio"
    vaciar_colas()
    contenido.refresh_from_db()
    assert (contenido.estado_antivirus, contenido.amenaza) == ("cuarentena", "Win.Worm-7")
    assert hechos_de(contenido) == ["almacen.contenido.en_cuarentena"]


@pytest.mark.parametrize(
    "conducta", [Conducta("fallo"), Conducta("corta"), Conducta("lento", demora=5), Conducta(limite=10)]
)
def test_client_never_guesses(conducta: Conducta) -> None:
    with Simulador(conducta=conducta) as simulador:
        simulador.arrancar()
        with pytest.raises(ServicioNoDisponible):
            Clamd(simulador.direccion, plazo=0.3).analizar(io.BytesIO(bytes(1_000_000)))
        simulador.shutdown()
    with pytest.raises(ServicioNoDisponible):
        Clamd("127.0.0.1:1", plazo=0.3).analizar(io.BytesIO(b"x"))


def test_threat_across_two_pieces_is_found() -> None:
    with Simulador() as simulador:
        simulador.arrancar()
        cliente = Clamd(simulador.direccion)
        cliente.comprobar()
        datos = bytes(256 * 1024 - 20) + EICAR.encode() + bytes(300_000)
        assert cliente.analizar(io.BytesIO(datos)).amenaza == "Eicar-Test-Signature"
        assert simulador.conducta.analizados == [len(datos)]
        simulador.shutdown()


@pytest.mark.django_db
def test_a_working_copy_is_moved_into_the_store_or_gone_after_an_error(settings: Settings, tmp_path: Path) -> None:
    settings.CONSISTORIO_VAR = tmp_path
    suyo = operaciones.guardar_bytes(b"decreto")
    with consultas.copia_de_trabajo(suyo.sha256) as fichero:
        with fichero.open("ab") as copia:
            copia.write(b" firmado")
        firmado = operaciones.asentar_hecho(operaciones.depositar(fichero), de=suyo)
    assert consultas.leer(firmado.sha256) == b"decreto firmado"
    with suppress(RuntimeError), consultas.copia_de_trabajo(suyo.sha256) as fichero:
        fichero.write_bytes(b"a medias")
        raise RuntimeError
    assert consultas.leer(suyo.sha256) == b"decreto"
    assert list(carpeta_de_trabajo().iterdir()) == []
