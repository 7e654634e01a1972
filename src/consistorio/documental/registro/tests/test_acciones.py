"""The office's work on entries: counter, annulment, re-routing, corrections, reservations, search and who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.registro import acciones
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.consultas import (
    Filtro,
    clave_de_pagina,
    hecho_del_asiento,
    lista,
    unidad_actual_de,
    visibles_para,
)
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tests.factories import (
    LUNES,
    OFICINA,
    adjunto,
    asentar,
    empresa,
    entrada_de_mostrador,
    persona,
    unidad,
)
from consistorio.documental.registro.tipos import CanalNotificacion, DatosComplementarios, Parte
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.identidad.models import Persona

pytestmark = pytest.mark.usefixtures("db")


def entrada(clave: str = "m1", **cambios: object) -> Asiento:
    datos: dict[str, object] = {
        "asunto": "Queja por ruidos",
        "partes": [Parte(persona(), canal=CanalNotificacion.PAPEL)],
        "unidad_id": unidad().id,
        "reloj": LUNES,
        **cambios,
    }
    return entrada_de_mostrador(actor=OFICINA, clave_idempotencia=clave, **datos)  # type: ignore[arg-type]


def de(quien: Persona, representa: Persona | None = None) -> Actor:
    return Actor(ClaseActor.CIUDADANO, quien.id, "ciudadana", representa_a=representa.id if representa else None)


def test_mostrador_sin_aviso_para_quien_no_esta_obligada() -> None:
    asiento = entrada(documentos=[adjunto()])
    assert (asiento.canal, asiento.avisos, asiento.documentos.count()) == ("oficina", [], 1)
    assert asiento.interesados.get().canal_notificacion == "papel"


@pytest.mark.parametrize("papel", ["interesada", "representante", "presenta"])
def test_a_quien_esta_obligado_se_le_registra_y_se_le_avisa(papel: str) -> None:
    if papel == "interesada":
        asiento = entrada(partes=[Parte(empresa())])
    elif papel == "representante":
        asiento = entrada(partes=[Parte(persona(), empresa())])
    else:
        asiento = entrada(complementos=DatosComplementarios(presentado_por=empresa()))
    assert "68.4" in asiento.avisos[0]
    assert "14.2.a" in asiento.avisos[0]


def test_una_unidad_que_no_existe_se_rechaza() -> None:
    with pytest.raises(DatosIncorrectos):
        entrada(unidad_id=persona().id)


def test_anular_marca_y_deja_el_asiento() -> None:
    asiento = entrada()
    with pytest.raises(DatosIncorrectos):
        acciones.anular(actor=OFICINA, asiento_id=asiento.id, motivo="  ", reloj=LUNES)
    acciones.anular(actor=OFICINA, asiento_id=asiento.id, motivo="Duplicado por error", reloj=LUNES)
    assert Asiento.objects.get().anulacion.motivo == "Duplicado por error"
    assert Evento.objects.filter(tipo="registro.asiento.anulado").count() == 1
    with pytest.raises(Conflicto):
        acciones.anular(actor=OFICINA, asiento_id=asiento.id, motivo="Otra vez", reloj=LUNES)
    with pytest.raises(Conflicto):
        acciones.redirigir(
            actor=OFICINA, asiento_id=asiento.id, unidad_id=unidad("LA0000002", "Obras").id, motivo="x", reloj=LUNES
        )


def test_redirigir_cambia_de_manos_y_guarda_la_historia() -> None:
    asiento, obras = entrada(), unidad("LA0000002", "Obras")
    urbanismo = unidad()
    en_urbanismo = replace(Actor.sistema("u", "registro.ver", "registro.redirigir"), unidades=frozenset({urbanismo.id}))
    en_obras = replace(Actor.sistema("o", "registro.ver", "registro.redirigir"), unidades=frozenset({obras.id}))
    acciones.redirigir(actor=en_urbanismo, asiento_id=asiento.id, unidad_id=obras.id, motivo="Es de Obras", reloj=LUNES)
    assert unidad_actual_de(asiento) == obras.id
    assert [a.pk for a in lista(en_obras)] == [asiento.pk]
    assert lista(en_urbanismo) == []
    with pytest.raises(NoEncontrado):
        acciones.redirigir(actor=en_urbanismo, asiento_id=asiento.id, unidad_id=urbanismo.id, motivo="x", reloj=LUNES)
    with pytest.raises(Conflicto):
        acciones.redirigir(actor=en_obras, asiento_id=asiento.id, unidad_id=obras.id, motivo="x", reloj=LUNES)
    acciones.redirigir(actor=en_obras, asiento_id=asiento.id, unidad_id=urbanismo.id, motivo="No", reloj=LUNES)
    assert [r.orden for r in asiento.redirecciones.order_by("orden")] == [1, 2]
    asiento.refresh_from_db()
    assert asiento.unidad_nombre == "Urbanismo"


def test_rectificar_deja_lo_que_decia() -> None:
    asiento = entrada()
    acciones.rectificar(
        actor=OFICINA, asiento_id=asiento.id, campo="asunto", despues="Queja por olores", motivo="Errata", reloj=LUNES
    )
    segunda = acciones.rectificar(
        actor=OFICINA, asiento_id=asiento.id, campo="asunto", despues="Queja", motivo="Otra", reloj=LUNES
    )
    assert segunda.antes == "Queja por olores"
    asiento.refresh_from_db()
    assert asiento.asunto == "Queja por ruidos"
    for campo, despues in (("numero", "7"), ("asunto", " Queja "), ("asunto", " "), ("asunto", "x" * 241)):
        with pytest.raises(DatosIncorrectos):
            acciones.rectificar(
                actor=OFICINA, asiento_id=asiento.id, campo=campo, despues=despues, motivo="x", reloj=LUNES
            )


def test_los_numeros_reservados_se_usan_despues_y_no_rompen_el_orden() -> None:
    entrada("antes")
    reserva = acciones.reservar_numeros(actor=OFICINA, libro="E", cuantos=3, motivo="Corte de luz", reloj=LUNES)
    assert (reserva.primero, reserva.ultimo) == (2, 4)
    tarde = RelojFijo(LUNES.momento + timedelta(hours=3))
    with transaction.atomic():
        assert asentar("despues", reloj=tarde).numero == 5
    papel = entrada_de_mostrador(
        actor=OFICINA,
        reloj=tarde,
        clave_idempotencia="papel",
        asunto="En papel",
        partes=[Parte(persona())],
        unidad_id=unidad().id,
        presentado=LUNES.momento + timedelta(hours=1),
        numero_reservado=(2026, 3),
    )
    assert (papel.numero, papel.registrado_el) == (3, reserva.reservado_el)
    assert papel.presentado_el == LUNES.momento + timedelta(hours=1)
    assert papel.practicado_el == tarde.momento
    assert hecho_del_asiento(papel).datos["asiento_id"] == str(papel.id)
    horas = [a.registrado_el for a in Asiento.objects.order_by("numero")]
    assert horas == sorted(horas)
    for numero, error in ((3, Conflicto), (9, DatosIncorrectos)):
        with pytest.raises(error):
            entrada(f"otra-{numero}", numero_reservado=(2026, numero), reloj=tarde)
    with pytest.raises(DatosIncorrectos):
        acciones.reservar_numeros(actor=OFICINA, libro="E", cuantos=0, motivo="x", reloj=LUNES)


def test_buscar_por_numero_nif_nombre_y_palabras_sin_acentos() -> None:
    nunez = entrada("a")
    otra = entrada("b", asunto="Vado para la calle Ávila", partes=[Parte(empresa())])
    for texto, esperado in [
        (nunez.numero_completo, [nunez]),
        ("00000002", [otra]),
        ("12345678z", [nunez]),
        ("nunez", [nunez]),
        ("NÚÑEZ ruidos", [nunez]),
        ("avila arlanzon", [otra]),
        ("avila ruidos", []),
        ("", [otra, nunez]),
    ]:
        assert lista(OFICINA, Filtro(texto=texto)) == esperado, texto
    assert lista(OFICINA, Filtro(libro="S")) == []
    assert len(lista(OFICINA, Filtro(desde=date(2026, 11, 23), hasta=date(2026, 11, 23)))) == 2
    assert lista(OFICINA, Filtro(hasta=date(2026, 11, 22))) == []


def test_paginas_por_clave_y_numero_de_consultas() -> None:
    for i in range(7):
        entrada(f"p{i}")
    primera = lista(OFICINA, cuantos=3)
    with CaptureQueriesContext(connection) as consultas:
        segunda = lista(OFICINA, antes_de=clave_de_pagina(primera[-1]), cuantos=3)
        assert [a.unidad.nombre for a in segunda] == ["Urbanismo"] * 3
    assert len(consultas) == 1
    tercera = lista(OFICINA, antes_de=clave_de_pagina(segunda[-1]), cuantos=3)
    assert len({a.pk for a in [*primera, *segunda, *tercera]}) == 7


def test_cada_cual_ve_lo_suyo() -> None:
    propia = entrada("propia")
    por_la_empresa = entrada("empresa", partes=[Parte(empresa(), persona())])
    ajena = entrada("ajena", partes=[Parte(persona("00000000T", "Luis", "Gil"))])
    assert set(visibles_para(de(persona()))) == {propia}
    assert set(visibles_para(de(persona(), empresa()))) == {por_la_empresa}
    assert set(visibles_para(de(empresa()))) == {por_la_empresa}
    assert not visibles_para(Actor.sistema("sin permisos")).exists()
    with pytest.raises(NoEncontrado):
        asiento_para(de(persona()), ajena.id, motivo="Mirar")
    assert Acceso.objects.filter(objeto_id=str(ajena.id), resultado="denegado").exists()
    assert asiento_para(de(persona()), propia.id, motivo="Mirar") == propia
    assert Acceso.objects.filter(objeto_id=str(propia.id), resultado="permitido").exists()


def test_emitir_libro_pide_dias_terminados() -> None:
    edicion = acciones.emitir_libro(
        actor=OFICINA, libro="E", desde=date(2026, 11, 1), hasta=date(2026, 11, 22), reloj=LUNES
    )
    assert edicion.documento is None
    for libro, desde, hasta in [
        ("X", date(2026, 1, 1), date(2026, 1, 2)),
        ("E", date(2026, 1, 2), date(2026, 1, 1)),
        ("E", date(2025, 12, 1), date(2026, 1, 1)),
        ("E", date(2026, 11, 1), date(2026, 11, 23)),
    ]:
        with pytest.raises(DatosIncorrectos):
            acciones.emitir_libro(actor=OFICINA, libro=libro, desde=desde, hasta=hasta, reloj=LUNES)


def test_sin_permiso_no_se_hace_nada() -> None:
    asiento = entrada()
    with pytest.raises(NoPermitido):
        acciones.anular(
            actor=Actor.sistema("nadie", "registro.ver_todo"), asiento_id=asiento.id, motivo="x", reloj=LUNES
        )
    assert not hasattr(Asiento.objects.get(), "anulacion")
