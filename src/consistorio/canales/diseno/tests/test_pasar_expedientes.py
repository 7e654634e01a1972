"""Who answers for an area moves its running cases to another version with pages alone."""

from __future__ import annotations

from datetime import timedelta

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.acciones.personal import cesar, ocupar
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion, Puesto, Rol, Unidad
from consistorio.tramitacion.motor.models import CambioDeVersion
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra
from consistorio.tramitacion.tests.test_cambio_de_version import publicar_otra

P = "/escritorio/procedimientos/"
ADMINISTRA = Actor.sistema("prueba", "organizacion.administrar")


def test_the_preview_says_what_would_happen_and_the_act_does_it(entra: Entrar) -> None:
    reloj = RelojMovil(reloj_de_la_casa().ahora())
    caso, otro = expediente_de_obra(reloj), expediente_de_obra(reloj, nif="87654321X")
    version = publicar_otra(reloj)
    marta, uno = entra("marta"), f"{P}version/{version.id}/expedientes/"
    assert uno in marta.get(P).content.decode()
    pagina = marta.get(uno).content.decode()
    assert caso.numero in pagina
    assert "Seguiría con las mismas tareas abiertas." in pagina
    mal = marta.post(uno, {"cuales": "elegidos", "motivo": ""})
    assert mal.status_code == 422
    nada = marta.post(uno, {"cuales": "elegidos", "motivo": "Por la ordenanza"})
    assert "Elija al menos un expediente." in nada.content.decode()
    hecho = marta.post(uno, {"cuales": "elegidos", "motivo": "Por la ordenanza", "expediente": [str(caso.id)]})
    cambio = CambioDeVersion.objects.get()
    assert hecho["Location"] == f"{P}cambios/{cambio.id}/"
    assert "faltan 1" in marta.get(hecho["Location"]).content.decode()
    vaciar_colas(colas=["general"])
    assert "han pasado 1" in marta.get(hecho["Location"]).content.decode()
    for fila, numero in ((caso, version.numero), (otro, version.numero - 1)):
        fila.refresh_from_db()
        assert fila.version.numero == numero
    # Who prepares procedures and may not see the cases is told nothing of them
    rol, unidad = Rol.objects.get(codigo="diseno"), Unidad.objects.get(dir3="LA0009986")
    puesto = Puesto.objects.create(codigo="solo-diseno", nombre="Diseño", unidad=unidad)
    puesto.roles.add(rol)
    silvia, suya = (
        Empleado.objects.get(cuenta__usuario="silvia"),
        Ocupacion.objects.get(puesto__codigo="participacion-1"),
    )
    ocupar(actor=ADMINISTRA, empleado_id=silvia.id, puesto_id=puesto.id, desde=hoy(reloj), reloj=reloj)
    cesar(actor=ADMINISTRA, ocupacion_id=suya.id, hasta=hoy(reloj) - timedelta(days=1), reloj=reloj)
    pagina = entra("silvia").get(hecho["Location"]).content.decode()
    assert "Expedientes que pasan a la versión" in pagina
    assert caso.numero not in pagina
    assert "han pasado 1" not in pagina
    marta = entra("marta")
    historial = marta.get(f"/escritorio/expedientes/{caso.id}/historial/").content.decode()
    assert "El expediente ha pasado a otra versión del procedimiento" in historial
    assert f"Versión {version.numero}: Por la ordenanza" in historial


def test_who_does_not_answer_for_the_area_sees_nothing(entra: Entrar) -> None:
    version = publicar_otra(RelojMovil(reloj_de_la_casa().ahora()))
    ines = entra("ines")
    for metodo in (ines.get, ines.post):
        assert metodo(f"{P}version/{version.id}/expedientes/").status_code == 403
    assert ines.get(f"{P}cambios/{version.id}/").status_code == 404
