"""FACe, by the real protocol and against its simulator: nothing is lost nor comes twice, whoever falls and whenever; it is told of all, in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import connections
from pytest_django import Settings

from consistorio.cli.datos_demo.facturae import CENTROS, Pedida, factura
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.economia.facturas import acciones, eventos, operaciones, reglas, trabajos
from consistorio.economia.facturas import face as paso_a_paso
from consistorio.economia.facturas.acceso import anexo_para
from consistorio.economia.facturas.face import QUIEN
from consistorio.economia.facturas.models import DichoFace, Entrega, Factura, RegistroFace
from consistorio.economia.facturas.tests.escena import Informe, codigos, firmar, gasto, pagar
from consistorio.integraciones.face.cliente import FaceSoap, instante
from consistorio.integraciones.face.simulador.servidor import Averia, Simulador
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.puertos.face import FaceNoLoAdmite, NuevaEnFace
from consistorio.servicios.tests import manos
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.fixture
def face(casa_que_firma: Servidor, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulador]:
    """FACe, which knows the town by the certificate of its seal."""
    mano, pki = sello_de_organo().mano, casa_que_firma.pki
    with Simulador(pki.mano("ciudadania/11111111H-B99999997"), cliente=mano.certificado) as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.CONSISTORIO_FACE = {
            "url": servidor.url,
            "clave": settings.CONSISTORIO_SELLO["clave"],
            "certificado": settings.CONSISTORIO_SELLO["certificado"],
            "servicio": str(_certificado(servidor, pki.carpeta)),
        }
        cliente = FaceSoap()
        monkeypatch.setattr("consistorio.economia.facturas.trabajos.puerto_de_face", lambda: cliente)
        yield servidor
        servidor.shutdown()


def _certificado(servidor: Simulador, carpeta: Path) -> Path:
    fichero = carpeta / "face.pem"
    fichero.write_bytes(servidor.mano.certificado.public_bytes(Encoding.PEM))
    return fichero


def mirar(reloj: RelojDePrueba) -> None:
    """What the workers do each quarter of an hour."""
    trabajos.face_mirar()
    manos.correr()
    reloj.avanzar(minutes=15)  # theirs goes on by itself


def estados(face: Simulador) -> dict[str, tuple[str, str]]:
    return {n: (f.tramitacion, f.anulacion) for n, f in face.libro.facturas.items()}


def _lo_que_revisa_intervencion(
    una: Factura, registro: RegistroFace, con: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told of a rectificativa of which nothing was owed is a row: another code, or nothing."""
    hecho = eventos.FacturaRectificada(una.id, None, None, "1.00")
    operaciones.dar_paso(una, "rectificada", hecho, [], texto="No llegó nunca.", **con)
    assert _por_decir(registro) == ["2400"]
    for codigo, dice in (("2600", ["2600"]), ("", [])):
        dichos = reglas.pasos_face() | {reglas.RECTIFICADA_SIN_DEBER: codigo}
        monkeypatch.setattr(reglas, "pasos_face", lambda dichos=dichos: dichos)
        assert _por_decir(registro) == dice


def _por_decir(registro: RegistroFace) -> list[str]:
    return [codigo for _paso, codigo in paso_a_paso.por_decir(registro)]


@pytest.mark.django_db
@pytest.mark.usefixtures("cuentas")
def test_what_is_filed_there_comes_in_whatever_is_wrong_and_it_is_told_of_all(
    face: Simulador,
    casa_que_firma: Servidor,
    reloj: RelojDePrueba,
    intervencion: Actor,
    marta: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ayer = reloj.ahora().replace(microsecond=0) - timedelta(days=1)
    bien = firmar(factura(Pedida(fecha="2026-08-20")), casa_que_firma)
    perdida = (*CENTROS[:2], ("03", "XX0000000"))
    raras = [
        bien.replace(b"Sillas", b"Mesas "),
        firmar(factura(Pedida(numero="F-3", fecha="2026-08-20", total="1210.01")), casa_que_firma),
        bien,
        firmar(factura(Pedida(numero="F-5", fecha="2026-08-20", centros=perdida)), casa_que_firma),
        b"esto no es una factura",
    ]
    numeros = [
        face.libro.presentar(d, cuando=ayer, anexos=[("albarán.pdf", b"%PDF-1.7 albaran")]) for d in [bien, *raras]
    ]
    mirar(reloj)
    registros = {r.numero: r for r in RegistroFace.objects.select_related("entrega")}
    assert set(registros) == set(numeros)
    facturas = [registros[n].entrega.facturas.get() for n in numeros]
    assert [f.motivo_propuesto for f in facturas] == ["", "firma", "importes", "duplicada", "centros", "formato"]
    assert facturas[3].duplicada_de_id == facturas[0].id
    assert codigos(facturas[5]) == ["centros", "contenido", "emisor", "formato"]
    assert {f.entrega.canal for f in facturas} == {"face"}
    assert [f.entrada_el for f in facturas[:2]] == [ayer] * 2, "the term runs from when it was filed there"
    assert anexo_para(intervencion, facturas[0].id, 1, reloj=reloj).nombre_fichero == "albarán.pdf"
    with pytest.raises(NoEncontrado):
        anexo_para(intervencion, facturas[0].id, 2, reloj=reloj)
    assert {estado for estado, _anulacion in estados(face).values()} == {"1300"}
    assert face.libro.facturas[numeros[0]].codigo_rcf == facturas[0].codigo

    buena, rota = facturas[0], facturas[1]
    acciones.rechazar(actor=intervencion, factura_id=rota.id, motivo="firma", texto="Fírmela otra vez.", reloj=reloj)
    for una in (buena, facturas[3]):  # asked in the office, not there: it is not answered there
        acciones.pedir_anulacion(actor=intervencion, factura_id=una.id, texto="Por teléfono", reloj=reloj)
    acciones.resolver_anulacion(actor=intervencion, factura_id=buena.id, acepta=False, texto="No", reloj=reloj)
    acciones.conformar(actor=marta, factura_id=buena.id, observaciones="Nada que decir fuera", reloj=reloj)
    assert buena.emisor is not None
    o = gasto(buena.emisor.persona_id, "1210", reloj)
    acciones.contabilizar(actor=intervencion, factura_id=buena.id, operacion_id=o.id, reloj=reloj)
    pagar(o, reloj)
    face.libro.pedir_anulacion(numeros[2], "Estaba mal", cuando=ayer)
    face.libro.pedir_anulacion(numeros[3], "También aquí", cuando=ayer)
    mirar(reloj)
    alli = face.libro.facturas
    assert alli[numeros[0]].historia == ["1300", "2400", "2500"]
    assert alli[numeros[0]].motivo == f"Pagada el {hoy(reloj):%d/%m/%Y}."
    assert alli[numeros[1]].historia == ["1300", "2600"]
    assert alli[numeros[1]].motivo.startswith(
        "La firma electrónica no es válida o falta (Ley 25/2013, art. 5). Fírmela"
    )

    facturas[2].refresh_from_db()
    assert (facturas[2].anulacion, facturas[2].pasos.get(clase="anulacion_pedida").texto) == (
        "solicitada",
        "Estaba mal",
    )
    acciones.resolver_anulacion(actor=intervencion, factura_id=facturas[2].id, acepta=False, texto="Sirve", reloj=reloj)
    mirar(reloj)
    assert (alli[numeros[2]].anulacion, alli[numeros[2]].anulacion_motivo) == ("4400", "Sirve")
    acciones.resolver_anulacion(actor=intervencion, factura_id=facturas[3].id, acepta=False, texto="Vale", reloj=reloj)
    manos.correr()
    assert alli[numeros[3]].anulacion == "4400", "asked in both places, answered in both"
    # Its money comes back, its obligation is annulled and noted again: FACe stays at paid, and what comes after is told
    con: dict[str, Any] = {"actor": intervencion, "reloj": reloj}
    operaciones.desmarcar_pagada(buena.id, **con)
    operaciones.desmarcar_contabilizada(buena.id, operacion_id=o.id, **con)
    operaciones.marcar_contabilizada(buena.id, operacion_id=o.id, **con)
    operaciones.marcar_pagada(buena.id, pagada_el=reloj.ahora(), **con)
    face.libro.pedir_anulacion(numeros[2], "De verdad", cuando=ayer + timedelta(hours=1))
    face.libro.pedir_anulacion(numeros[0], "Tarde", cuando=ayer)
    mirar(reloj)
    mirar(reloj)
    assert estados(face)[numeros[0]] == ("2500", "4400"), "what is paid is answered at once"
    assert "Pagada" in alli[numeros[0]].anulacion_motivo
    acciones.resolver_anulacion(actor=intervencion, factura_id=facturas[2].id, acepta=True, texto="", reloj=reloj)
    manos.correr()
    assert estados(face)[numeros[2]] == ("3100", "4300")
    assert facturas[2].pasos.filter(clase="anulacion_pedida").count() == 2
    _lo_que_revisa_intervencion(facturas[4], registros[numeros[4]], con, monkeypatch)
    informe = Informe()
    filas_avaladas("default", informe)
    assert informe.fallos == []


@pytest.mark.django_db
def test_whoever_falls_nothing_is_lost_nor_comes_twice(
    face: Simulador, casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, settings: Settings
) -> None:
    face.libro.presentar(firmar(factura(Pedida()), casa_que_firma), cuando=reloj.ahora())
    puerto = FaceSoap()
    [nueva] = puerto.nuevas()

    def traer() -> RegistroFace:
        return paso_a_paso.traer(puerto, nueva, actor=QUIEN, reloj=reloj)

    for averia in (Averia.CAE_ANTES, Averia.CAE_DESPUES, Averia.FIRMA_ROTA):
        face.averiar("descargarFactura", averia)
        with pytest.raises(ServicioNoDisponible):
            traer()
    face.averiar("descargarFactura", Averia.NIEGA)
    with pytest.raises(FaceNoLoAdmite):
        traer()
    assert (Entrega.objects.count(), RegistroFace.objects.count()) == (0, 0)
    face.averiar("confirmarDescargaFactura", Averia.CAE_ANTES, Averia.CAE_DESPUES)
    for _vez in range(2):
        with pytest.raises(ServicioNoDisponible):
            traer()
        assert RegistroFace.objects.get().confirmada_el is None, "kept, and not confirmed"
    assert traer().confirmada_el is not None, "FACe says no, because it had been told"
    assert face.llamadas.count("descargarFactura") == 5
    face.averiar("solicitarNuevasFacturas", Averia.REPITE)
    mirar(reloj)
    assert (Factura.objects.count(), face.llamadas.count("confirmarDescargaFactura")) == (1, 3)

    una = Factura.objects.get()
    acciones.rechazar(actor=intervencion, factura_id=una.id, motivo="precio", texto="Era menos.", reloj=reloj)
    registro = RegistroFace.objects.get()
    face.averiar("cambiarEstadoFactura", Averia.CAE_DESPUES)
    with pytest.raises(ServicioNoDisponible):
        paso_a_paso.decir(puerto, registro.id, actor=QUIEN, reloj=reloj)
    assert DichoFace.objects.count() == 0
    for _vez in range(2):
        paso_a_paso.decir(puerto, registro.id, actor=QUIEN, reloj=reloj)
    assert [d.codigo for d in DichoFace.objects.all()] == ["2600"]
    assert face.libro.facturas[registro.numero].historia == ["1300", "2600"]

    de_otro = {**settings.CONSISTORIO_FACE, "servicio": settings.CONSISTORIO_SELLO["certificado"]}
    for mal in (de_otro, {**settings.CONSISTORIO_FACE, "servicio": "/no/esta"}, {"url": "ftp://x"}):
        with pytest.raises(ServicioNoDisponible):
            FaceSoap(mal).nuevas()
    puerto.comprobar()
    assert instante("30/11/2026 09:05:00") == instante("2026-11-30T09:05:00+01:00")
    assert instante("ayer") is None


@pytest.mark.django_db
def test_of_a_file_with_several_it_is_told_what_all_of_them_took(
    face: Simulador, casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor
) -> None:
    datos = firmar(factura(Pedida(), mas=[Pedida(numero="F-2")]), casa_que_firma)
    numero = face.libro.presentar(datos, cuando=reloj.ahora())
    mirar(reloj)
    una, otra = RegistroFace.objects.get().entrega.facturas.order_by("orden")
    for cual, historia in ((una, ["1300"]), (otra, ["1300", "2600"])):
        acciones.rechazar(actor=intervencion, factura_id=cual.id, motivo="precio", texto="Era menos.", reloj=reloj)
        manos.correr()
        assert face.libro.facturas[numero].historia == historia


@pytest.mark.django_db
def test_what_is_cancelled_elsewhere_ends_there_and_what_waited_without_its_mark_is_answered(
    face: Simulador, casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor
) -> None:
    numeros = [
        face.libro.presentar(firmar(factura(Pedida(numero=f"F-{n}")), casa_que_firma), cuando=reloj.ahora())
        for n in range(2)
    ]
    mirar(reloj)
    una, otra = (RegistroFace.objects.get(numero=n).entrega.facturas.get() for n in numeros)
    con: dict[str, Any] = {"actor": intervencion, "reloj": reloj}
    acciones.pedir_anulacion(**con, factura_id=una.id, texto="Estaba dos veces")  # as its page in the sede does
    acciones.resolver_anulacion(**con, factura_id=una.id, acepta=True, texto="")
    manos.correr()
    alli = face.libro.facturas
    assert (alli[numeros[0]].historia, alli[numeros[0]].anulacion) == (["1300", "2600"], "4100")
    assert alli[numeros[0]].motivo == "Anulada a petición de quien la presentó."
    # As the register noted those of FACe before it marked them
    face.libro.pedir_anulacion(numeros[1], "Estaba mal", cuando=reloj.ahora())
    [pedida] = FaceSoap().anulaciones()
    acciones.pedir_anulacion(
        actor=QUIEN.con_permisos(*intervencion.permisos), factura_id=otra.id, texto=pedida.motivo, reloj=reloj
    )
    RegistroFace.objects.filter(numero=numeros[1]).update(anulacion_pedida=pedida.pedida_el)
    with pytest.MonkeyPatch.context() as sin_decir:  # and answered when nobody told FACe
        sin_decir.setattr("consistorio.economia.facturas.suscripciones.encolar", lambda *_que, **_con: None)
        acciones.resolver_anulacion(**con, factura_id=otra.id, acepta=False, texto="Sirve")
    manos.correr()
    assert alli[numeros[1]].anulacion == "4200"
    mirar(reloj)
    assert (alli[numeros[1]].anulacion, alli[numeros[1]].anulacion_motivo) == ("4400", "Sirve")


@pytest.mark.usefixtures("pueblo_propio")
def test_two_processes_bring_the_same_one(face: Simulador, casa_que_firma: Servidor) -> None:
    reloj = reloj_de_la_casa()
    numeros = [
        face.libro.presentar(firmar(factura(Pedida(numero=f"F-{n}")), casa_que_firma), cuando=reloj.ahora())
        for n in range(2)
    ]
    face.averiar("descargarFactura", *[Averia.LENTA] * 4)
    salida = threading.Barrier(4)

    def traer(numero: str) -> str:
        try:
            salida.wait(20)
            return str(paso_a_paso.traer(FaceSoap(), NuevaEnFace(numero, "LA0009983"), actor=QUIEN, reloj=reloj).id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hilos:
        ids = list(hilos.map(traer, numeros * 2))
    assert ids[:2] == ids[2:]
    assert (Factura.objects.count(), RegistroFace.objects.exclude(confirmada_el=None).count()) == (2, 2)
