"""What councillors ask and see at the desk: asked, resolved, granted by silence; natural persons hidden; each look in the log that Secretaría reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import Sembradas, llano, pagina, sembrar
from consistorio.economia.cierre.models import Cierre, PasoDeRendicion, Reapertura, Rendicion
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Ocupacion
from consistorio.servicios.comunicaciones.tests.factories import VIA_PUBLICA, unidad
from consistorio.servicios.concejales import trabajos
from consistorio.servicios.concejales.acciones import Peticion, pedir
from consistorio.servicios.concejales.consultas import LEIDO
from consistorio.servicios.concejales.models import AmbitoDeUnidad, EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.tests.firmas import firmado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db
C = "/escritorio/concejales/"


def con_personas() -> None:
    """The accounts, with an obligation of a natural person, another of a firm, and an authorisation whose text alone names somebody."""
    sembrar()
    ana, _nueva = Persona.objects.get_or_create(
        nif="12345678Z", defaults={"clase": "fisica", "nombre": "Ana", "apellido1": "García", "apellido2": "López"}
    )
    empresa = Persona.objects.get(nif="B09000001")
    for quien, texto in ((ana, f"Clases de {ana.nombre}, {ana.nif}"), (empresa, "Papel")):
        _anotar("ADO", Cabecera(presupuesto.DIA, texto, tercero_id=quien.id))
    _anotar("A", Cabecera(presupuesto.DIA, "Ayuda de emergencia a Eva Ruiz, 12345678-z"))


def _anotar(clase: str, cabecera: Cabecera) -> None:
    lineas = [presupuesto.de("920.22000", "10")]
    acciones.gastar(
        actor=presupuesto.INTERVENCION, clase=clase, cabecera=cabecera, lineas=lineas, reloj=presupuesto.RELOJ
    )


def _liquidacion(mesa: Mesa, reloj: RelojDePrueba, *, deshecho: bool) -> None:
    """A signed settlement of which the Pleno knows, of a closing that stands or that was undone; its papers are any."""
    papeles = []
    for _n in range(2):
        pedido = Peticion("otra", "El inventario de bienes")
        una = pedir(actor=escenario.empleado("adela", reloj), clave=uuid4(), pedido=pedido, reloj=reloj)
        camino = f"{C}peticiones/{una.id}/resolver/"
        mesa("isabel").post(camino, {"concede": "si", "organo": "alcaldia", "forma": "vista"})
        papeles.append(EscritoDePeticion.objects.get(peticion=una).documento)
    autor, ahora = uuid4(), reloj.ahora()
    acto = {"documento": papeles[0], "motivo": "Un error", "reabierto_el": ahora, "autor_id": autor}
    cierre = Cierre.objects.create(
        ejercicio_id=2026,
        cerrado_el=ahora,
        autor_id=autor,
        primer_asiento=1,
        ultimo_asiento=1,
        primera_apertura=1,
        ultima_apertura=1,
        cuentas={},
        huella="-",
        reapertura=Reapertura.objects.create(**acto) if deshecho else None,
    )
    suya = Rendicion.objects.create(
        cierre=cierre,
        clase="liquidacion",
        documento=papeles[1],
        formada_el=ahora,
        estado="firmada",
        firmada_el=ahora,
    )
    PasoDeRendicion.objects.create(rendicion=suya, codigo="pleno", fecha=hoy(reloj), anotado_el=ahora, autor_id=autor)


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """Shared by the tests of this module, in the place of the one without accounts."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("concejales_del_escritorio", con_personas):
        yield


def test_a_councillor_asks_the_mayor_grants_and_persons_are_hidden_until_it_is_granted(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    escrito = {"clave": str(uuid4()), "clase": "presupuesto", "que": "Las compras de papel", "forma": "vista"}
    mal = mesa("adela").post(f"{C}pedir/", escrito | {"que": "Eso"})
    assert mal.status_code == 422
    assert "Escriba de qué año" in mal.content.decode()
    de_nadie = mesa("adela").post(f"{C}pedir/", escrito | {"anio": "2026", "codigo": "01.920"})
    assert "Ninguna aplicación" in de_nadie.content.decode()
    bien = escrito | {"anio": "2026", "codigo": "920"}
    for _vez in range(2):
        hecho = mesa("adela").post(f"{C}pedir/", bien)
    una = PeticionDeInformacion.objects.get()
    camino = f"{C}peticiones/{una.id}/"
    assert hecho["Location"] == camino
    assert f"Se resuelve hasta el {una.vence_el:%d/%m/%Y}" in llano(pagina(mesa("adela"), C))
    assert mesa("adela").get(f"{camino}ver/").status_code == 409
    assert mesa("adela").get(f"{camino}resolver/").status_code == 403
    for ajeno in ("tomas", "nuria"):
        assert mesa(ajeno).get(camino).status_code == 404
    assert "Peticiones de concejales por resolver (1)" in pagina(mesa("isabel"), "/escritorio/")
    assert "Adela Marín" in pagina(mesa("isabel"), f"{C}peticiones/")
    assert mesa("isabel").post(f"{camino}resolver/", {"concede": "no", "forma": "vista"}).status_code == 422
    decision = {"concede": "si", "organo": "alcaldia", "forma": "vista"}
    con_codigo = mesa("isabel").post(f"{camino}resolver/", decision | {"documentos": "NO-ES\nTAMPOCO"})
    assert con_codigo.content.decode().count("TAMPOCO: ") >= 1
    assert mesa("isabel").post(f"{camino}resolver/", decision).status_code == 302
    assert "Pendiente de firma" in pagina(mesa("adela"), camino)
    firmado(EscritoDePeticion.objects.get(), reloj)
    assert "Peticiones mías resueltas (1)" in pagina(mesa("adela"), "/escritorio/")
    vista = llano(pagina(mesa("adela"), f"{camino}ver/"))
    assert "deber de guardar reserva" in vista
    assert "Suministros Arlanza SL" in vista
    assert "Una persona física" in vista
    assert "920.22000" in vista
    assert "165.22100" not in vista
    nombre = Persona.objects.get(nif="12345678Z").nombre_completo
    assert "12345678Z" not in vista
    assert nombre not in vista
    for escrito_a_mano in ("Clases de", "Eva Ruiz", "12345678-z"):
        assert escrito_a_mano not in vista
    motivo = "Comprobar si hay incompatibilidad con un cargo."
    mesa("isabel").post(f"{camino}resolver/", decision | {"con_personas": "on", "por_que_personas": motivo})
    firmado(EscritoDePeticion.objects.get(estado="en_firma"), reloj)
    entera = llano(pagina(mesa("adela"), f"{camino}ver/"))
    assert nombre in entera
    assert "Eva Ruiz" in entera
    assert motivo in pagina(mesa("adela"), camino)
    documento = EscritoDePeticion.objects.order_by("id")[0].documento_id
    assert mesa("adela").get(f"{camino}documentos/{documento}/").status_code == 200
    assert mesa("tomas").get(f"{camino}documentos/{documento}/").status_code == 404
    assert mesa("adela").post(f"{camino}enterado/").status_code == 302
    assert "Peticiones mías resueltas" not in pagina(mesa("adela"), "/escritorio/")
    adela = escenario.empleado("adela", reloj)
    leidos = Acceso.objects.filter(actor_id=adela.id, que=LEIDO, objeto_id=str(una.id))
    assert leidos.filter(resultado="permitido").count() >= 4
    visto = llano(pagina(mesa("javier"), f"{C}seguimiento/{adela.id}/"))
    assert f"Petición {una}" in visto
    assert mesa("isabel").get(f"{C}seguimiento/{adela.id}/").status_code == 403
    assert mesa("javier").get(f"{C}seguimiento/{uuid4()}/").status_code == 404
    tomas = escenario.empleado("tomas", reloj)
    assert "denegado" in llano(pagina(mesa("javier"), f"{C}seguimiento/{tomas.id}/"))


def test_silence_is_told_to_both_and_certified_and_a_case_is_seen_without_its_persons(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    caso = escenario.caso(reloj)
    empresa = Persona.objects.get(nif="B09000001")
    acciones.reconocer(
        actor=presupuesto.INTERVENCION,
        clase="DR",
        cabecera=Cabecera(presupuesto.DIA, "Tasa", tercero_id=empresa.id, expediente_id=caso.id),
        lineas=[presupuesto.de("11300", "10")],
        reloj=reloj,
    )
    escrito = {"clave": str(uuid4()), "clase": "expediente", "que": "Cómo va esa licencia", "forma": "vista"}
    mesa("adela").post(f"{C}pedir/", escrito | {"expediente": caso.numero})
    una = PeticionDeInformacion.objects.get()
    camino = f"{C}peticiones/{una.id}/"
    assert mesa("adela").post(f"{camino}certificado/").status_code == 409
    reloj.avanzar(days=7)
    trabajos.silencio()
    assert "Peticiones concedidas por silencio (1)" in pagina(mesa("isabel"), "/escritorio/")
    assert "quedó concedida por silencio" in pagina(mesa("adela"), camino)
    vista = llano(pagina(mesa("adela"), f"{camino}ver/"))
    assert caso.version.procedimiento.nombre in vista
    assert "Una persona física" in vista
    assert "Suministros Arlanza SL" in vista
    parte = caso.interesados.select_related("persona").first()
    assert parte is not None
    for suyo in (parte.persona.nombre_completo, caso.titulo):
        assert suyo not in vista
    assert mesa("adela").post(f"{camino}certificado/").status_code == 302
    firmado(EscritoDePeticion.objects.get(clase="certificado"), reloj)
    assert "Certificado del silencio" in pagina(mesa("adela"), camino)
    assert mesa("isabel").post(f"{camino}enterado/").status_code == 302
    assert "Peticiones concedidas por silencio" not in pagina(mesa("isabel"), "/escritorio/")
    assert mesa("isabel").get(f"{camino}resolver/").status_code == 200
    tarde = mesa("isabel").post(
        f"{camino}resolver/", {"concede": "no", "organo": "alcaldia", "forma": "vista", "motivo": "x" * 30}
    )
    assert tarde.status_code == 409


def test_what_the_law_gives_without_asking_and_nothing_else_of_the_accounts(mesa: Mesa, reloj: RelojDePrueba) -> None:
    anio = f"{C}delegacion/2026/"
    assert mesa("adela").get(anio).status_code == 403, "she has no delegation"
    assert "Secretaría no ha anotado" in pagina(mesa("tomas"), anio)
    ambito = {"unidad": str(unidad(VIA_PUBLICA, reloj)), "codigo": "165", "norma": "Bases de ejecución"}
    assert mesa("tomas").post(f"{C}areas/nueva/", ambito).status_code == 403
    assert mesa("javier").post(f"{C}areas/nueva/", ambito | {"codigo": "a b"}).status_code == 422
    for de_nadie in ("99", "15.165", "01.165."):  # two parts are programme and economic, not organic and programme
        otro = mesa("javier").post(f"{C}areas/nueva/", ambito | {"codigo": de_nadie, "visto": de_nadie})
        assert (otro.status_code, "Ninguna aplicación" in otro.content.decode()) == (422, True)
    sin_ver = mesa("javier").post(f"{C}areas/nueva/", ambito)
    assert sin_ver.status_code == 422
    assert "Abre estas aplicaciones: 165.22100" in sin_ver.content.decode()
    assert 'name="visto" value="165"' in sin_ver.content.decode()
    assert mesa("javier").post(f"{C}areas/nueva/", ambito | {"visto": "165"}).status_code == 302
    suyo = llano(pagina(mesa("tomas"), anio))
    assert "165.22100" in suyo
    assert "920.22000" not in suyo
    for quien in ("tomas", "adela"):
        assert mesa(quien).get("/escritorio/economia/2026/gastos/").status_code == 403, "the rest is asked for"
    cuentas = llano(pagina(mesa("adela"), f"{C}cuentas/2026/"))
    assert "Gastos por capítulo" in cuentas
    assert "165.22100" not in cuentas
    for deshecho in (False, True):
        _liquidacion(mesa, reloj, deshecho=deshecho)
    cuentas = pagina(mesa("adela"), f"{C}cuentas/2026/")
    assert cuentas.count(">Liquidación del presupuesto</a>") == 1, "that of a closing that was undone is no more"
    assert mesa("adela").get(f"{C}cuentas/2026/{uuid4()}/").status_code == 404
    assert mesa("adela").get(f"{C}cuentas/1990/").status_code == 404
    assert "Todavía no hay resoluciones" in pagina(mesa("adela"), f"{C}resoluciones/")
    assert "Vía Pública" in pagina(mesa("javier"), f"{C}seguimiento/")
    adela = escenario.empleado("adela", reloj)
    publicado = Rendicion.objects.get(cierre__reapertura=None).documento
    assert mesa("adela").get(f"{C}cuentas/2026/{publicado.id}/").status_code == 200
    mirado = llano(pagina(mesa("javier"), f"{C}seguimiento/{adela.id}/"))
    for dicho in ("Cuentas publicadas 2026", "Resoluciones y acuerdos", f"Documento «{publicado.titulo}»"):
        assert dicho in mirado
    assert str(publicado.id) not in mirado
    Ocupacion.objects.filter(empleado_id=adela.id).update(hasta=hoy(reloj) - timedelta(days=1))
    assert "Ya no pueden pedir información Adela Marín" in llano(pagina(mesa("javier"), f"{C}seguimiento/"))
    cierre = f"{C}areas/{AmbitoDeUnidad.objects.get().id}/cerrar/"
    assert mesa("javier").post(cierre).status_code == 302
    assert AmbitoDeUnidad.objects.get().hasta == hoy(reloj)
    assert mesa("javier").post(cierre).status_code == 409


def test_lists_cost_the_same_with_few_and_with_many(mesa: Mesa, reloj: RelojDePrueba) -> None:
    def otra() -> None:
        escrito = {"clave": str(uuid4()), "clase": "otra", "que": "El inventario de bienes", "forma": "vista"}
        mesa("adela").post(f"{C}pedir/", escrito)

    otra()
    pagina(mesa("isabel"), f"{C}peticiones/?ver=todas")  # what each may do is read once
    cuestan = []
    for _vez in range(2):
        with CaptureQueriesContext(connection) as hechas:
            mesa("adela").get(C)
            mesa("isabel").get(f"{C}peticiones/?ver=todas")
        cuestan.append(len(hechas))
        for _n in range(4):
            otra()
    assert cuestan[0] == cuestan[1]
    [ultima] = PeticionDeInformacion.objects.order_by("-id")[:1]
    assert isinstance(ultima.id, UUID)
    assert ultima.vence_el - date(2026, 9, 1) == timedelta(days=6)
