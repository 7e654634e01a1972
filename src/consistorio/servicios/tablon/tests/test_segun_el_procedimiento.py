"""An announcement that the procedure foresees: its least days are of Secretaría, and it names those affected as it lets."""

from __future__ import annotations

import json

import pytest

from consistorio.canales.escritorio.actos.publicidad import NuevaInformacion, NuevoAnuncio
from consistorio.canales.escritorio.actos.registro import Ocasion
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.catalogo.carga import leer_procedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.publicidad import afectados
from consistorio.tramitacion.tests.firmas import texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
OBLIGADA = {"obligada": True, "causa_obligacion": "14.2.a"}
MINIMO: dict[str, Valor] = {
    "dias": 30,
    "articulo": "Ordenanza de obras art. 12",
    "responsable": "secretaria",
    "desde": "2026-01-01",
}
ANUNCIO: dict[str, Valor] = {
    "codigo": "anuncio_previo",
    "tipo": "publicacion",
    "fase": "instruccion",
    "nombre": "Anunciar la obra",
    "datos": {"titulo": "Obra en tramitación", "texto": ["Se tramita.", "Puede verla."], "identificacion": "nadie"},
}


def documento(dias: int | None = None) -> dict[str, Valor]:
    leido = json.loads((DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    leido["legal"]["tablon"] = MINIMO
    datos = {**ANUNCIO["datos"], **({"dias": dias} if dias else {})}  # type: ignore[dict-item]
    leido["tareas"]["anadir"] = [*leido["tareas"].get("anadir", []), {**ANUNCIO, "datos": datos}]
    return leido  # type: ignore[no-any-return]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    carga = cargar(actor=SISTEMA, contenido=json.dumps(documento(45)).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def anunciar(expediente: Expediente, reloj: RelojDePrueba, *, dias: int, texto: str) -> ActoTramite:
    return motor.anunciar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        titulo="Obra en tramitación",
        texto=[texto],
        dias=dias,
        reloj=reloj,
    )


def test_the_definition_may_not_show_it_less_than_secretaria_says(reloj: RelojDePrueba) -> None:
    dichos = {p.campo: p.mensaje for p in leer_procedimiento(documento(20), en=hoy(reloj)).problemas}
    assert "como mínimo son 30 (Ordenanza de obras art. 12)" in dichos["tareas[anuncio_previo].datos.dias"]
    assert leer_procedimiento(documento(30), en=hoy(reloj)).problemas == ()


def test_who_writes_it_begins_with_what_the_procedure_says_and_may_not_show_more_than_it_lets(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    tarea = Tarea.objects.get(expediente=expediente, tipo="publicacion")
    ocasion = Ocasion(escenario.empleado("marta", reloj), expediente, tarea, reloj)
    form = NuevoAnuncio(ocasion=ocasion)
    assert (form["titulo"].initial, form["texto"].initial, form["dias"].initial) == (
        "Obra en tramitación",
        "Se tramita.\nPuede verla.",
        45,
    )
    assert "no nombra a nadie" in str(form["texto"].help_text)
    assert NuevaInformacion(ocasion=ocasion)["dias"].initial == 20  # the procedure foresees none: what the law says
    corto = NuevoAnuncio({"titulo": "Obra", "texto": "Se tramita.", "dias": "29"}, ocasion=ocasion)
    assert list(corto.errors) == ["dias"]
    with pytest.raises(DatosIncorrectos) as error:
        anunciar(expediente, reloj, dias=29, texto="Lo pide Ana García Ruiz, con DNI 12345678Z.")
    nombres = [problema.campo for problema in error.value.problemas]
    assert "dias" in nombres
    assert nombres.count("texto") >= 1
    assert not any("12345678Z" in p.mensaje for p in error.value.problemas)
    acto = anunciar(expediente, reloj, dias=30, texto="Se tramita una obra en la calle Mayor.")
    assert (acto.tarea_id, acto.datos["dias"]) == (tarea.id, 30)
    assert "calle Mayor" in texto_de(acto)


def test_who_acts_for_a_firm_is_looked_for_and_the_firm_is_not(reloj: RelojDePrueba) -> None:
    caso = escenario.caso(reloj, representante="87654321X")
    firma = Persona.objects.create(clase=Persona.Clase.JURIDICA, nif="B09000001", razon_social="Obras, SL", **OBLIGADA)
    caso.interesados.update(persona=firma)
    assert [uno.documento for uno in afectados(caso)] == ["87654321X"]
    caso.interesados.update(persona=Persona.objects.get(nif="12345678Z"), representante=firma)
    assert [uno.documento for uno in afectados(caso)] == ["12345678Z"]
