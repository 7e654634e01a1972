"""Every address of the sede and of the accesses, opened by a citizen: with data, without them and with errors, at both widths.

The list comes from the urlconf: an address without a visit, or without a reason for having none, fails.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from consistorio.canales.acceso import urls as acceso
from consistorio.canales.sede import urls as sede
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.models import Factura
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones import operaciones
from consistorio.servicios.notificaciones.contenido import ActoNotificable, Seccion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EVIDENCIAR, PREPARAR
from consistorio.servicios.notificaciones.tipos import Recurso
from consistorio.servicios.tests.escenario import SISTEMA
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from tests.navegador import villa
from tests.navegador.conftest import Vecindad
from tests.navegador.revision import abrir, revisar
from tests.paginas.test_contenido_minimo import EJEMPLO
from tests.paginas.test_copias_y_datos import un_pdf
from tests.paginas.test_sede import navegante, presentar, rellenar
from tests.paginas.test_tablon import anunciar

SIN_PAGINA = {
    "sede:subidas": "JSON of the resumable upload, by POST",
    "sede:subida": "JSON of the resumable upload",
    "sede:quitar_adjunto": "POST alone: its answer is the page of the documents",
    "sede:quitar_interesado": "POST alone: its answer is the page of the persons",
    "sede:aceptar": "POST alone: its answer is the notification",
    "sede:rechazar": "POST alone: its answer is the list of notifications",
    "sede:documento": "a file",
    "sede:notificacion_documento": "a file",
    "sede:documento_tablon": "a file",
    "sede:documento_de_factura": "a file",
    "sede:justificante_de_factura": "a file",
    "sede:cabecera": "a file",
    "sede:guion": "a file",
    "acceso:clave_respuesta": "POST of Cl@ve",
    "acceso:clave_metadatos": "XML for Cl@ve",
    "acceso:certificado": "leads to the certificate port",
    "acceso:certificado_entrar": "serves only on the certificate port",
    "acceso:representacion": "POST alone: its answer is the list of representations",
    "acceso:reto_para_entrar": "JSON for the passkey, by POST",
    "acceso:reto_para_confirmar": "JSON for the passkey, by POST",
    "acceso:alta_llave": "JSON for the passkey, by POST",
    "acceso:retirar_llave": "POST alone: its answer is the list of passkeys",
    "acceso:codigo": "of the staff: tests/navegador/test_llaves.py",
    "acceso:activar": "of the staff: consistorio/canales/acceso/tests/test_acceso.py",
    **dict.fromkeys(
        ("acceso:confirmar", "acceso:contrasena", "acceso:cuenta", "acceso:llaves", "acceso:mi_certificado"),
        "of the staff: tests/navegador/visitas*.py",
    ),
}


@dataclass(frozen=True)
class Cosas:
    """What the citizen has, for the addresses that name it."""

    borrador: UUID
    expediente: UUID
    asiento: UUID
    documento: UUID
    propio: UUID
    por_abrir: UUID
    leida: UUID
    poder: UUID
    anuncio: UUID
    factura: UUID
    rechazada: UUID


VISITAS: dict[str, Callable[[Cosas], list[str]]] = {
    "sede:portada": lambda c: ["/"],
    "sede:tramites": lambda c: ["/tramites/", "/tramites/?q=terraza", "/tramites/?q=vado"],
    "sede:ficha": lambda c: [f"/tramites/{t}/" for t in ("licencia-obra-menor", "instancia-general")],
    "sede:empezar": lambda c: ["/tramites/instancia-general/empezar/"],
    "sede:empezar_por_otra": lambda c: ["/tramites/instancia-general/empezar/por-otra-persona/"],
    "sede:hora": lambda c: ["/hora-oficial/"],
    "sede:calendario": lambda c: ["/calendario/"],
    "sede:calendario_anio": lambda c: ["/calendario/2026/"],
    "sede:accesibilidad": lambda c: ["/accesibilidad/"],
    "sede:proteccion_datos": lambda c: ["/proteccion-de-datos/"],
    "sede:ayuda": lambda c: ["/ayuda/"],
    "sede:sobre": lambda c: ["/sobre-la-sede/"],
    "sede:incidencias": lambda c: ["/incidencias/"],
    "sede:tablon": lambda c: ["/tablon/"],
    "sede:anuncio": lambda c: [f"/tablon/{c.anuncio}/"],
    "sede:verificar": lambda c: ["/verificar/", f"/verificar/?csv={Documento.objects.get(id=c.propio).csv}"],
    "sede:cabeceras": lambda c: ["/verificacion/cabeceras/"],
    "sede:prueba": lambda c: ["/verificacion/prueba/"],
    "sede:sellos": lambda c: ["/verificacion/sellos/"],
    "sede:borrador": lambda c: [f"/borradores/{c.borrador}/"],
    "sede:paso": lambda c: [f"/borradores/{c.borrador}/paso/obra/"],
    "sede:documentos": lambda c: [f"/borradores/{c.borrador}/documentos/"],
    "sede:adjuntar": lambda c: [f"/borradores/{c.borrador}/documentos/presupuesto_detallado/"],
    "sede:interesados": lambda c: [f"/borradores/{c.borrador}/interesados/"],
    "sede:revisar": lambda c: [f"/borradores/{c.borrador}/revisar/"],
    "sede:descartar": lambda c: [f"/borradores/{c.borrador}/borrar/"],
    "sede:carpeta": lambda c: ["/mi-carpeta/"],
    "sede:borradores": lambda c: ["/mi-carpeta/borradores/"],
    "sede:mis_datos": lambda c: ["/mi-carpeta/datos/"],
    "sede:mis_documentos": lambda c: ["/mi-carpeta/documentos/"],
    "sede:expedientes": lambda c: ["/mi-carpeta/expedientes/"],
    "sede:expediente": lambda c: [f"/mi-carpeta/expedientes/{c.expediente}/"],
    "sede:miradas": lambda c: [f"/mi-carpeta/expedientes/{c.expediente}/accesos/"],
    "sede:confirmacion": lambda c: [f"/mi-carpeta/expedientes/{c.expediente}/presentada/"],
    "sede:aportar": lambda c: [
        f"/mi-carpeta/expedientes/{c.expediente}/presentar/{clase}/"
        for clase in (
            "subsanacion",
            "alegaciones",
            "recurso",
            "desistimiento",
            "renuncia",
            "prueba",
            "recusacion",
            "informacion",
            "certificado",
            "otro",
        )
    ],
    "sede:revisar_escrito": lambda c: [f"/mi-carpeta/expedientes/{c.expediente}/presentar/alegaciones/revisar/"],
    "sede:recibo": lambda c: [f"/mi-carpeta/expedientes/{c.expediente}/recibo/{c.asiento}/"],
    "sede:copia": lambda c: [f"/mi-carpeta/documentos/{d}/copia/" for d in (c.documento, c.propio)],
    "sede:facturas": lambda c: ["/mi-carpeta/facturas/"],
    "sede:factura": lambda c: [f"/mi-carpeta/facturas/{f}/" for f in (c.factura, c.rechazada)],
    "sede:presentar_factura": lambda c: ["/mi-carpeta/facturas/presentar/"],
    "sede:factura_presentada": lambda c: [f"/mi-carpeta/facturas/presentada/{c.asiento}/"],
    "sede:anular_factura": lambda c: [f"/mi-carpeta/facturas/{c.factura}/anular/"],
    "sede:notificaciones": lambda c: ["/mi-carpeta/notificaciones/"],
    "sede:notificacion": lambda c: [f"/mi-carpeta/notificaciones/{n}/" for n in (c.por_abrir, c.leida)],
    "acceso:elegir": lambda c: ["/acceso/", "/acceso/?terminada=1&nivel=alto"],
    "acceso:clave": lambda c: ["/acceso/clave/"],
    "acceso:volver": lambda c: ["/acceso/volver/"],
    "acceso:en_nombre_de": lambda c: ["/acceso/en-nombre-de/"],
    "acceso:representaciones": lambda c: ["/acceso/representaciones/"],
    "acceso:otorgar": lambda c: ["/acceso/representaciones/nueva/"],
    "acceso:prorrogar": lambda c: [f"/acceso/representaciones/{c.poder}/prorrogar/"],
    "acceso:empleados": lambda c: ["/acceso/empleados/"],
    "acceso:salir": lambda c: [],  # by its button, at the end of the walk
}
# Pages that say «no»: there is no identity provider in the tests, nor an identification begun
NO = {"/acceso/clave/": 503, "/acceso/volver/": 404}
VACIAS = (
    "/mi-carpeta/",
    "/mi-carpeta/borradores/",
    "/mi-carpeta/expedientes/",
    "/mi-carpeta/notificaciones/",
    "/mi-carpeta/documentos/",
    "/mi-carpeta/facturas/",
    "/mi-carpeta/datos/",
    "/acceso/representaciones/",
    "/acceso/en-nombre-de/",
)
# (address, button, words that name the page): sent empty
CON_ERRORES = (
    ("/tramites/instancia-general/empezar/por-otra-persona/", "Empezar en su nombre"),
    ("/verificar/", "Verificar"),
    ("/verificacion/prueba/", "Comprobar"),
    ("/borradores/{borrador}/paso/obra/", "Guardar y continuar"),
    ("/borradores/{borrador}/documentos/presupuesto_detallado/", "Añadir archivo"),
    ("/borradores/{borrador}/interesados/", "Añadir"),
    ("/mi-carpeta/expedientes/{expediente}/presentar/otro/", "Guardar y revisar"),
    ("/mi-carpeta/facturas/presentar/", "Presentar la factura"),
    ("/mi-carpeta/facturas/{factura}/anular/", "Pedir que se anule"),
    ("/acceso/representaciones/nueva/", "Otorgar la representación"),
    ("/acceso/representaciones/{poder}/prorrogar/", "Prorrogar la representación"),
    ("/acceso/empleados/", "Continuar"),
)


def nombres() -> set[str]:
    """Every address of the two urlconfs."""
    return {
        f"{modulo.app_name}:{patron.name}"
        for modulo in (sede, acceso)
        for patron in modulo.urlpatterns
        if isinstance(patron, URLPattern)
    }


def test_every_address_has_a_visit_or_says_why_not() -> None:
    assert nombres() == set(VISITAS) | set(SIN_PAGINA)
    assert not set(VISITAS) & set(SIN_PAGINA)


@pytest.fixture(autouse=True)
def ejemplo(settings: Settings) -> None:
    """The example town's own contents, long as they are."""
    settings.CONSISTORIO_SEDE_FICHERO = str(EJEMPLO)


def notificada(expediente: Expediente, referencia: str) -> Notificacion:
    """A decree at the party's disposal."""
    reloj = reloj_de_la_casa()
    acto = ActoNotificable(
        titulo="Decreto",
        organo="Concejalía de Urbanismo",
        secciones=(Seccion("Qué hemos decidido", ("Conceder lo que pidió, con condiciones.",)),),
        recurrible=True,
        fin_de_via=True,
        recursos=(Recurso("Recurso potestativo de reposición", "La Alcaldía", "1 mes"),),
        numero="1/2026",
    )
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia",
            {"texto": "Texto."},
            titulo="Decreto 1/2026",
            tipo_documental="TD01",
            organo=expediente.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )
        bloquear(expediente.id)
        encargo = operaciones.Encargo(documento.id, referencia, "Decreto sobre su solicitud", acto)
        operaciones.emitir(expediente, encargo, actor=SISTEMA, reloj=reloj)
    hecha = Notificacion.objects.get(referencia=referencia)
    trabajos = SISTEMA.con_permisos(PREPARAR, EVIDENCIAR)
    notificaciones.preparar(actor=trabajos, notificacion_id=hecha.id, reloj=reloj)
    return notificaciones.disponer(actor=trabajos, notificacion_id=hecha.id, reloj=reloj)


@pytest.fixture
def cosas(vecindad: Vecindad) -> Cosas:
    """A case with a later submission, its drafts, a notification to open and another read."""
    ana = navegante(vecindad.persona)
    version = vigente("instancia-general")
    with transaction.atomic():
        general = crear_borrador(
            procedimiento="instancia-general",
            formulario_id=version.formulario_id,
            representado_id=None,
            actor=villa.vecino(vecindad.persona),
            reloj=reloj_de_la_casa(),
        )
    rellenar(ana, general.id)
    presentar(ana, general.id)
    caso = Expediente.objects.get()
    base = f"/mi-carpeta/expedientes/{caso.id}/presentar/"
    ana.post(f"{base}otro/", {"texto": "Va un plano.", "fichero": SimpleUploadedFile("plano.pdf", un_pdf())})
    revision = ana.get(f"{base}otro/revisar/").context
    ana.post(f"{base}otro/revisar/", {"borrador": revision["borrador"].id, "huella": revision["escrito"].huella})
    ana.post(
        f"{base}alegaciones/",
        {"texto": "Creo que falta un dato.\nY otro.", "fichero": SimpleUploadedFile("foto.pdf", un_pdf())},
    )
    leida = notificada(caso, "prueba:1")
    notificaciones.acceder(
        actor=villa.vecino(vecindad.persona),
        notificacion_id=leida.id,
        advertida_el=reloj_de_la_casa().ahora(),
        reloj=reloj_de_la_casa(),
    )
    return Cosas(
        borrador=vecindad.borrador.id,
        expediente=caso.id,
        asiento=caso.aportaciones.get().asiento_id,
        documento=Documento.objects.get(nombre_fichero="plano.pdf").id,
        propio=caso.solicitud.documento_id,
        por_abrir=notificada(caso, "prueba:2").id,
        leida=leida.id,
        poder=otorgado(vecindad.persona).id,
        anuncio=anunciar(caso).id,
        factura=facturada(vecindad.persona, "7").id,
        rechazada=rechazada(facturada(vecindad.persona, "8")).id,
    )


def facturada(persona: Persona, numero: str) -> Factura:
    """An invoice on paper of the citizen, with its unit."""
    papel = FacturaEnPapel(
        emisor_nif=persona.nif,
        emisor_nombre=persona.nombre,
        emisor_apellido1=persona.apellido1,
        numero=numero,
        fecha=hoy(reloj_de_la_casa()),
        concepto="Charla sobre el comercio de proximidad en el colegio público",
        base="300",
        iva="21",
        total="363,01",
        unidad="LA0009986",
    )
    return facturas.recibir_papel(
        actor=villa.empleado("rosa"),
        papel=papel,
        flujo=io.BytesIO(un_pdf()),
        nombre=f"{numero}.pdf",
        reloj=reloj_de_la_casa(),
    )


def rechazada(una: Factura) -> Factura:
    """The same, rejected by who heads its unit."""
    return facturas.rechazar(
        actor=villa.empleado("marta"),
        factura_id=una.id,
        motivo="importes",
        texto="La base y el IVA suman 363,00 euros.",
        reloj=reloj_de_la_casa(),
    )


def otorgado(persona: Persona) -> Representacion:
    """A power in force that the citizen gave."""
    dia = hoy(reloj_de_la_casa())
    return Representacion.objects.create(
        representado=persona,
        representante=Persona.objects.filter(clase="fisica").exclude(id=persona.id).order_by("nif")[0],
        alcance="general",
        acreditacion="apud_acta_sede",
        desde=dia,
        hasta=dia + timedelta(days=90),
        estado="vigente",
        inscrita_el=reloj_de_la_casa().ahora(),
    )


def test_every_page_with_data(pagina: Page, vecindad: Vecindad, cosas: Cosas) -> None:
    for nombre, direcciones in sorted(VISITAS.items()):
        for numero, direccion in enumerate(direcciones(cosas)):
            respuesta = pagina.goto(vecindad.url + direccion)
            assert respuesta is not None
            assert respuesta.status == NO.get(direccion, 200), direccion
            revisar(pagina, f"{nombre.replace(':', '-')}-{numero}")
    abrir(pagina.get_by_role("button", name="Salir"))
    expect(pagina.get_by_role("heading", name="Ha salido")).to_be_visible()
    revisar(pagina, "acceso-salir")


def test_every_page_with_errors(pagina: Page, vecindad: Vecindad, cosas: Cosas) -> None:
    for numero, (direccion, boton) in enumerate(CON_ERRORES):
        ruta = direccion.format(
            borrador=cosas.borrador, expediente=cosas.expediente, poder=cosas.poder, factura=cosas.factura
        )
        pagina.goto(vecindad.url + ruta)
        abrir(pagina.get_by_role("button", name=boton, exact=True))
        expect(pagina.locator(".govuk-error-summary")).to_be_visible()
        revisar(pagina, f"error-{numero}")
    pagina.goto(vecindad.url + "/mi-carpeta/datos/")
    pagina.get_by_label("Correo electrónico para avisos").fill("ana@")
    abrir(pagina.get_by_role("button", name="Guardar", exact=True))
    revisar(pagina, "error-datos")
    pagina.goto(f"{vecindad.url}/mi-carpeta/expedientes/{uuid4()}/")
    expect(pagina.get_by_text("No encontramos ese expediente.")).to_be_visible()
    revisar(pagina, "error-404-expediente")


def test_every_page_without_data(pagina: Page, contexto: BrowserContext, vecindad: Vecindad) -> None:
    otra = Persona.objects.filter(clase="fisica").exclude(id=vecindad.persona.id).order_by("-nif")[0]
    contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(otra), "url": vecindad.url}])
    for numero, direccion in enumerate(VACIAS):
        respuesta = pagina.goto(vecindad.url + direccion)
        assert respuesta is not None
        assert respuesta.status == 200, direccion
        revisar(pagina, f"vacia-{numero}")
