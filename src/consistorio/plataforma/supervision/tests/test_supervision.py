"""Failed jobs in people's hands, and health."""

from __future__ import annotations

import datetime

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola import consultas as cola
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.supervision import comprobaciones, consultas
from consistorio.plataforma.supervision.acciones.abandonar_trabajo import abandonar_trabajo
from consistorio.plataforma.supervision.acciones.reintentar_trabajo import reintentar_trabajo
from consistorio.plataforma.supervision.comprobaciones import Estado, Hallazgo, comprobacion

pytestmark = pytest.mark.django_db
ACTOR = Actor.sistema("administración de prueba", "colas.administrar")
RELOJ = RelojFijo(datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC))


@pytest.fixture
def fallido() -> int:
    """A job that failed for good."""
    trabajos_de_prueba.declarar()
    trabajos_de_prueba.crear_tabla()
    numero = encolar("prueba.nunca", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)
    assert numero is not None
    return numero


def estado(numero: int) -> EstadoTrabajo | None:
    trabajo = cola.trabajo_por_id(numero)
    return trabajo.estado if trabajo else None


def test_reintentar_lo_pone_a_esperar_con_todos_sus_intentos_y_lo_anota(fallido: int) -> None:
    intervencion = reintentar_trabajo(actor=ACTOR, trabajo_id=fallido, reloj=RELOJ)
    trabajo = cola.trabajo_por_id(fallido)
    assert trabajo is not None
    assert (trabajo.estado, trabajo.intentos, trabajo.previsto) == (EstadoTrabajo.EN_ESPERA, 0, None)
    evento = Evento.objects.get(tipo="cola.trabajo.reintentado")
    assert evento.datos["ids"] == {"objeto_id": "x"}
    assert evento.datos["intervencion_id"] == str(intervencion.id)
    with pytest.raises(Conflicto):
        reintentar_trabajo(actor=ACTOR, trabajo_id=fallido, reloj=RELOJ)


def test_abandonar_pide_un_motivo_y_es_un_estado_final_que_se_puede_deshacer(fallido: int) -> None:
    with pytest.raises(DatosIncorrectos):
        abandonar_trabajo(actor=ACTOR, trabajo_id=fallido, motivo="  ", reloj=RELOJ)
    assert estado(fallido) is EstadoTrabajo.FALLIDO
    abandonar_trabajo(actor=ACTOR, trabajo_id=fallido, motivo="Duplicado", reloj=RELOJ)
    assert estado(fallido) is EstadoTrabajo.ABANDONADO
    with pytest.raises(Conflicto):
        abandonar_trabajo(actor=ACTOR, trabajo_id=fallido, motivo="Otra vez", reloj=RELOJ)
    reintentar_trabajo(actor=ACTOR, trabajo_id=fallido, reloj=RELOJ)
    assert estado(fallido) is EstadoTrabajo.EN_ESPERA
    assert [i.que for i in consultas.intervenciones(fallido)].count("abandonar") == 1


def test_lo_que_espera_su_proximo_intento_se_puede_adelantar_y_lo_hecho_no_se_toca(fallido: int) -> None:
    previsto = encolar("prueba.bien", despues=datetime.timedelta(hours=1), objeto_id="1")
    reintentar_trabajo(actor=ACTOR, trabajo_id=previsto or 0, reloj=RELOJ)
    assert vaciar_colas(colas=["prueba"]) == 1
    with pytest.raises(Conflicto):
        reintentar_trabajo(actor=ACTOR, trabajo_id=previsto or 0, reloj=RELOJ)
    with pytest.raises(NoEncontrado):
        reintentar_trabajo(actor=ACTOR, trabajo_id=10**9, reloj=RELOJ)


def test_no_se_reintenta_si_ya_espera_otro_con_la_misma_clave(fallido: int) -> None:
    primero = encolar("prueba.bien", clave="k", objeto_id="1")
    abandonar_trabajo(actor=ACTOR, trabajo_id=primero or 0, motivo="Prueba", reloj=RELOJ)
    segundo = encolar("prueba.bien", clave="k", objeto_id="1")
    with pytest.raises(Conflicto):
        reintentar_trabajo(actor=ACTOR, trabajo_id=primero or 0, reloj=RELOJ)
    assert estado(segundo or 0) is EstadoTrabajo.EN_ESPERA


def test_la_salud_es_la_del_peor_y_una_comprobacion_que_revienta_no_dice_de_mas(
    fallido: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    por_nombre = {r.nombre: r for r in consultas.salud().comprobaciones}
    assert por_nombre["base de datos"].estado is Estado.BIEN
    assert por_nombre["colas"].estado is Estado.AVISO
    assert por_nombre["trabajadores"].estado is Estado.MAL, "no worker runs in this test"
    monkeypatch.setattr(comprobaciones, "_PRUEBAS", {})

    @comprobacion("una que va bien")
    def bien() -> Hallazgo:
        return Hallazgo(Estado.BIEN, "")

    assert consultas.salud().estado is Estado.BIEN

    @comprobacion("una que revienta")
    def mal() -> Hallazgo:
        mensaje = "postgresql://usuario:secreta@host"
        raise OSError(mensaje)

    hallada = consultas.salud()
    assert hallada.estado is Estado.MAL
    assert hallada.comprobaciones[-1].detalle == "OSError"
