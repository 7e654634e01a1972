"""What `verificar` says when somebody who owns the database changes, adds or takes away what the town has written."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from conftest import Sembradas

from consistorio.cli.copias.programas import cargar
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.sellado import verificacion
from consistorio.documental.sellado.hallazgos import Resultado
from consistorio.plataforma.base import plantillas

from .entrega import Entrega

pytestmark = pytest.mark.lento

CAMBIADA = "la fila no dice lo que decía cuando se anotó su hecho"
PERDIDA, SIN_HECHO = "la fila ha desaparecido", "ningún hecho responde de esta fila"
# One that copies a row under another key, as whoever slips one in would do
COLADA = (
    'INSERT INTO {tabla} SELECT (jsonb_populate_record(t, \'{{"id": "019f0000-0000-7000-8000-000000000001", {otra}}}\')).* '
    "FROM {tabla} t LIMIT 1"
)
ALTERACIONES = [
    ("registro_asiento", "UPDATE registro_asiento SET asunto = 'Otro asunto' WHERE libro_id = 'E'", CAMBIADA),
    (
        "registro_asiento",
        "UPDATE registro_asiento SET presentado_el = presentado_el - interval '1 day' WHERE libro_id = 'E'",
        CAMBIADA,
    ),
    ("registro_asiento", "DELETE FROM registro_asiento WHERE libro_id = 'S'", PERDIDA),
    (
        "registro_asiento",
        COLADA.format(
            tabla="registro_asiento", otra='"numero": 99, "numero_completo": "X-99", "clave_idempotencia": "colada"'
        ),
        SIN_HECHO,
    ),
    ("registro_interesadoasiento", "UPDATE registro_interesadoasiento SET nombre = 'Otra persona'", CAMBIADA),
    ("registro_documentoasiento", "UPDATE registro_documentoasiento SET sha256 = repeat('0', 64)", CAMBIADA),
    ("documentos_documento", "UPDATE documentos_documento SET titulo = 'Otro título'", CAMBIADA),
    ("documentos_documento", "UPDATE documentos_documento SET csv = reverse(csv)", CAMBIADA),
    ("documentos_revisiondocumento", "DELETE FROM documentos_revisiondocumento WHERE numero = 2", PERDIDA),
    ("solicitudes_solicitud", "UPDATE solicitudes_solicitud SET datos = '{}'", CAMBIADA),
    ("solicitudes_evidencia", "UPDATE solicitudes_evidencia SET nivel = 0", CAMBIADA),
    ("notificaciones_notificacion", "UPDATE notificaciones_notificacion SET practicada_el = practicada_el - interval '1 day'", CAMBIADA),
    ("notificaciones_comparecencia", "UPDATE notificaciones_comparecencia SET clase = 'rechazo'", CAMBIADA),
    ("resoluciones_resolucion", "UPDATE resoluciones_resolucion SET sentido = 'deniega'", CAMBIADA),
    ("resoluciones_resolucion", "UPDATE resoluciones_resolucion SET decision = '[\"Se concede otra cosa.\"]'", CAMBIADA),
    ("expedientes_expediente", "UPDATE expedientes_expediente SET resultado = 'desestimada'", "«resultado»"),
    ("expedientes_expediente", "DELETE FROM expedientes_documentoexpediente WHERE orden = 2", "«documentos»"),
    ("expedientes_expediente", "DELETE FROM expedientes_interesado", "«interesados»"),
    ("motor_tarea", "UPDATE motor_tarea SET estado = 'cancelada' WHERE tipo = 'informe'", "no está como dicen sus hechos"),
    ("motor_tarea", "DELETE FROM motor_tarea WHERE tipo = 'informe'", "la tarea ha desaparecido"),
    ("motor_plazo", "UPDATE motor_plazo SET vence = vence + 30", "el plazo no es el que resulta de los hechos"),
    ("motor_actotramite", "UPDATE motor_actotramite SET dictado_el = dictado_el - interval '1 day'", CAMBIADA),
    ("motor_actotramite", "DELETE FROM motor_actotramite", PERDIDA),
    ("archivo_cierre", "UPDATE archivo_cierre SET conservacion = 'Se destruye ya'", CAMBIADA),
    ("archivo_cierrepedido", "UPDATE archivo_cierrepedido SET entradas = '[]'", CAMBIADA),
    ("archivo_selloindice", "UPDATE archivo_selloindice SET sellado_el = sellado_el - interval '1 day'", CAMBIADA),
    ("firma_certificadoempleado", "UPDATE firma_certificadoempleado SET titular = 'Otra persona'", CAMBIADA),
    ("firma_certificadoempleado", "DELETE FROM firma_certificadoempleado", PERDIDA),
]  # fmt: skip


@pytest.fixture(scope="module")
def restaurada(entrega: Entrega, sembradas: Sembradas) -> Iterator[str]:
    """Name of a database with what the story left."""
    servidor = sembradas.servidor.conexion
    nombre = plantillas.clonar(servidor, "template0")
    cargar(servidor.con_nombre(nombre), entrega.carpeta / "base.dump")
    yield nombre
    plantillas.borrar(servidor, nombre)


def _verificar(sembradas: Sembradas, base: str) -> Resultado:
    with sembradas.apuntada(base):
        return verificacion.verificar(confianza=Confianza(()))


def test_nothing_differs_in_what_the_story_left(restaurada: str, sembradas: Sembradas) -> None:
    resultado = _verificar(sembradas, restaurada)
    assert resultado.hallazgos == []
    assert resultado.cifras["filas"] > 50
    assert resultado.cifras["expedientes"] == 1


@pytest.mark.parametrize(("tabla", "orden", "texto"), ALTERACIONES, ids=[o[:60] for _t, o, _x in ALTERACIONES])
def test_every_alteration_is_found_and_named(
    tabla: str, orden: str, texto: str, restaurada: str, sembradas: Sembradas
) -> None:
    servidor = sembradas.servidor.conexion
    alterada = plantillas.clonar(servidor, restaurada)
    try:
        with psycopg.connect(servidor.con_nombre(alterada).url()) as sesion:
            sesion.execute("SET session_replication_role = replica")
            assert sesion.execute(orden.encode()).rowcount > 0
        hallazgos = _verificar(sembradas, alterada).hallazgos
    finally:
        plantillas.borrar(servidor, alterada)
    assert (hallazgos[0].tabla, texto in hallazgos[0].texto) == (tabla, True), hallazgos
