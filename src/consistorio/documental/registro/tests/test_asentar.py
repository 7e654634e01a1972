"""Filing an entry: numbers, times, idempotency, immutability."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.documental.registro.models import Asiento, Libro
from consistorio.documental.registro.tests.factories import LUNES, adjunto, asentar, empresa, persona
from consistorio.documental.registro.tipos import DatosComplementarios, Origen, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ServicioNoDisponible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import MADRID, RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.calendario.ficheros import leer_calendario
from consistorio.plataforma.calendario.operaciones import publicar

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendarios(db: None) -> None:
    actor = Actor.sistema("prueba", "calendario.publicar")
    for nombre, texto in ficheros_del_ejemplo():
        publicar(leer_calendario(texto.splitlines(), nombre=nombre), actor=actor, reloj=LUNES)


def test_numeros_sin_huecos_por_libro_y_anio() -> None:
    numeros = [asentar(f"c{i}").numero_completo for i in range(3)]
    assert numeros == ["2026-E-00000001", "2026-E-00000002", "2026-E-00000003"]
    assert asentar("s1", libro="S", canal="interno").numero_completo == "2026-S-00000001"


def test_el_anio_es_el_de_madrid_y_empieza_en_uno() -> None:
    asentar("vieja", reloj=RelojFijo(datetime(2026, 12, 31, 23, 59, 59, tzinfo=MADRID)))
    nueva = asentar("nueva", reloj=RelojFijo(datetime.fromisoformat("2026-12-31T23:00:00+00:00")))
    assert nueva.numero_completo == "2027-E-00000001"


@pytest.mark.usefixtures("calendarios")
def test_lo_presentado_un_sabado_a_las_23_58_cuenta_desde_la_primera_hora_del_lunes() -> None:
    sabado = datetime(2026, 11, 21, 23, 58, tzinfo=MADRID)
    asiento = asentar("noche", reloj=RelojFijo(sabado))
    assert asiento.registrado_el == asiento.presentado_el == sabado
    assert asiento.efectivo_el == datetime(2026, 11, 23, tzinfo=MADRID)
    assert "2026" in asiento.calendario
    lunes = asentar("lunes", reloj=LUNES)
    assert lunes.efectivo_el == lunes.presentado_el
    # 31.2.b: what came on the inhábil day stands before what came on the next hábil one
    orden = Asiento.objects.order_by("efectivo_el", "presentado_el", "numero")
    assert [a.clave_idempotencia for a in orden] == ["noche", "lunes"]


def test_sin_calendario_publicado_el_registro_no_se_cierra() -> None:
    asiento = asentar("sin", reloj=RelojFijo(datetime(2026, 11, 22, 12, tzinfo=MADRID)))
    assert asiento.efectivo_el == datetime(2026, 11, 23, tzinfo=MADRID)
    assert asiento.calendario.startswith("sin calendario")


def test_la_misma_clave_con_lo_mismo_es_el_mismo_asiento_y_con_otra_cosa_un_conflicto() -> None:
    documento = adjunto()
    primero = asentar("clave", documentos=[documento])
    repetido = asentar("clave", documentos=[documento], reloj=RelojFijo(LUNES.momento + timedelta(hours=1)))
    assert repetido.pk == primero.pk
    assert Asiento.objects.count() == 1
    with pytest.raises(Conflicto, match=primero.numero_completo):
        asentar("clave", documentos=[documento], asunto="Otra cosa")
    with pytest.raises(Conflicto, match=primero.numero_completo):
        asentar("clave", documentos=[adjunto(b"otra memoria")])
    with pytest.raises(Conflicto, match=primero.numero_completo):
        asentar("clave", documentos=[documento], interesado=empresa())


def test_el_hecho_lleva_huellas_y_ningun_dato_personal() -> None:
    asiento = asentar("hecho", documentos=[adjunto()])
    hecho = Evento.objects.get(tipo="registro.asiento.practicado")
    assert hecho.cadena == "libro:E:2026"
    assert hecho.datos["documentos"] == [adjunto().sha256]
    assert hecho.datos["numero"] == asiento.numero_completo
    for dato in ("12345678Z", "Núñez", "María"):
        assert dato not in hecho.canonico


def test_un_numero_no_vuelve_atras_aunque_el_reloj_lo_haga() -> None:
    asentar("a", reloj=LUNES)
    poco = asentar("b", reloj=RelojFijo(LUNES.momento - timedelta(seconds=5)))
    assert poco.registrado_el == LUNES.momento
    with pytest.raises(ServicioNoDisponible, match="reloj oficial"), transaction.atomic():
        asentar("c", reloj=RelojFijo(LUNES.momento - timedelta(hours=1)))


def test_todo_lo_que_falta_se_dice_de_una_vez() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        asentar("mal", asunto=" ", canal="paloma", interesado=None, presentado=LUNES.momento + timedelta(days=1))
    assert {p.campo for p in error.value.problemas} == {"asunto", "canal", "interesado", "presentado"}
    assert not Asiento.objects.exists()


def test_los_campos_del_mostrador_y_de_sicres_se_guardan() -> None:
    complementos = DatosComplementarios(
        epigrafe="Urbanismo",
        codigo_sia="2998765",
        numero_expediente="2026/00012",
        origen=Origen("O00001223", "Registro de la Junta", "202600001234", LUNES.momento - timedelta(days=2)),
        observaciones="Trae plano en papel",
        presentado_por=persona("00000000T", "Luis", "Gil"),
    )
    otra = Parte(empresa(), persona("00000000T", "Luis", "Gil"))
    asiento = asentar("todo", canal="sir", mas_partes=[otra], complementos=complementos)
    asiento.refresh_from_db()
    assert (asiento.codigo_sia, asiento.numero_origen, asiento.unidad_dir3) == ("2998765", "202600001234", "LA0000001")
    partes = list(asiento.interesados.order_by("orden"))
    assert [p.nombre for p in partes] == ["María Núñez", "Obras del Arlanzón, S. L."]
    assert partes[1].representante_nif == "00000000T"
    assert "arlanzon" in asiento.busqueda
    largo = "x" * 300
    assert asentar("largo", asunto=largo).extracto == largo


@pytest.mark.duenio
@pytest.mark.parametrize("tabla", ["asiento", "interesadoasiento", "documentoasiento"])
@pytest.mark.parametrize("orden", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_lo_asentado_no_se_toca(tabla: str, orden: str) -> None:
    asentar("fija", documentos=[adjunto()])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(orden.format(f"registro_{tabla}"))


@pytest.mark.parametrize(
    "cambios",
    [{"numero": 3}, {"numero": 1}, {"anio": 2025, "numero": 1}, {"registrado_el": LUNES.momento - timedelta(days=1)}],
)
def test_la_base_rechaza_huecos_y_horas_desordenadas(cambios: dict[str, object]) -> None:
    asiento = asentar("uno")
    otro = Asiento.objects.get(pk=asiento.pk)
    otro.pk = uuid7()
    otro.numero, otro.numero_completo, otro.clave_idempotencia = 2, "x", "dos"
    for campo, valor in cambios.items():
        setattr(otro, campo, valor)
    with pytest.raises(IntegrityError), transaction.atomic():
        otro.save(force_insert=True)


def test_los_libros_los_crea_la_migracion() -> None:
    assert set(Libro.objects.values_list("codigo", flat=True)) == {"E", "S"}
