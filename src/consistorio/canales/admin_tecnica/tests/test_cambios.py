"""What is done from the pages: it is done by the action, noted, and refused beside the field."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from consistorio.canales.admin_tecnica import palabras
from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.admin_tecnica.tests.conftest import con_rol
from consistorio.documental.firma.models import CertificadoEmpleado, ClaveFirma
from consistorio.documental.sellado.models import SuscripcionCabeceras
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.calendario.models import PublicacionCalendario
from consistorio.plataforma.cola import consultas as cola
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.cola.trabajos import TRABAJOS
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Cuenta
from consistorio.plataforma.organizacion.models import Ausencia, Empleado, Puesto, Rol, Suplencia, Unidad
from consistorio.servicios.notificaciones.consultas import regla_vigente
from consistorio.servicios.notificaciones.tipos import ReglaCaducidad

pytestmark = pytest.mark.lento

A = "/administracion/"


def dia(campo: str, texto: str) -> dict[str, str]:
    """The three boxes of a date."""
    return dict(zip((f"{campo}.dia", f"{campo}.mes", f"{campo}.anio"), texto.split("/"), strict=True))


def test_un_trabajo_fallido_se_ve_entero_se_reintenta_y_se_abandona_con_motivo(administradora: Client) -> None:
    trabajos_de_prueba.declarar()
    trabajos_de_prueba.crear_tabla()
    with transaction.atomic():
        numero = encolar("prueba.nunca", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)
    lista = administradora.get(f"{A}trabajos/?estado=fallido&cola=").content.decode()
    assert f"{A}trabajos/{numero}/" in lista
    url = f"{A}trabajos/{numero}/"
    ficha = administradora.get(url)
    assert len(ficha.context["fallos"]) == len(cola.fallos_de(numero or 0)) >= 1
    assert "Reintentar ahora" in ficha.content.decode()
    assert administradora.post(f"{url}abandonar/", {"motivo": ""}).status_code == 422
    assert administradora.post(f"{url}abandonar/", {"motivo": "Ya no hace falta"}).status_code == 302
    assert "Ya no hace falta" in administradora.get(url).content.decode()
    assert administradora.post(f"{url}reintentar/").status_code == 302
    trabajo = cola.trabajo_por_id(numero or 0)
    assert trabajo is not None
    assert trabajo.estado is EstadoTrabajo.EN_ESPERA
    assert administradora.post(f"{url}reintentar/").status_code == 409
    assert administradora.get(f"{A}trabajos/999999999/").status_code == 404
    assert administradora.get(f"{url}reintentar/").status_code == 405


def test_unidades_puestos_y_roles(administradora: Client) -> None:
    madre = Unidad.objects.filter(padre=None).order_by("id")[0]
    datos = {"dir3": "LA0009999", "nombre": "Juventud", "padre": str(madre.id), **dia("desde", "1/1/2026")}
    assert administradora.post(f"{A}unidades/nueva/", datos).status_code == 302
    repetida = administradora.post(f"{A}unidades/nueva/", datos)
    assert repetida.status_code == 422
    assert "ya lo usa otra unidad" in repetida.content.decode()
    mala = administradora.post(f"{A}unidades/nueva/", {**datos, "dir3": "nada", **dia("desde", "31/2/2026")})
    assert "Escriba una fecha que exista" in mala.content.decode()
    juventud = Unidad.objects.get(dir3="LA0009999")
    puesto = {"unidad": str(juventud.id), "codigo": "juventud-1", "nombre": "Técnica de juventud", "roles": ["oac"]}
    assert administradora.post(f"{A}puestos/nuevo/", puesto).status_code == 302
    creado = Puesto.objects.get(codigo="juventud-1")
    cierre = administradora.post(f"{A}unidades/{juventud.id}/cerrar/", dia("hasta", "31/1/2026"))
    assert "todavía tiene puestos" in cierre.content.decode()
    cambio = {**datos, "nombre": "Juventud y deporte", **dia("desde", "1/3/2026")}
    assert administradora.post(f"{A}unidades/{juventud.id}/reorganizar/", cambio).status_code == 302
    creado.refresh_from_db()
    assert creado.unidad.nombre == "Juventud y deporte"
    antes = administradora.get(f"{A}unidades/?en.dia=1&en.mes=2&en.anio=2026").content.decode()
    assert "Juventud<" in antes
    assert (
        "una fecha que exista" in administradora.get(f"{A}unidades/?en.dia=31&en.mes=2&en.anio=2026").content.decode()
    )
    assert administradora.post(f"{A}puestos/{creado.id}/roles/", {"roles": ["tecnico"]}).status_code == 302
    assert list(creado.roles.values_list("codigo", flat=True)) == ["tecnico"]
    rol = {"codigo": "otro", "nombre": "Oficina", "permisos": ["personas.mantener"]}
    assert administradora.post(f"{A}roles/oac/", rol).status_code == 302
    oac = Rol.objects.get(codigo="oac")
    assert (oac.nombre, oac.permisos) == ("Oficina", ["personas.mantener"])
    assert not Rol.objects.filter(codigo="otro").exists()


def test_una_persona_entra_ocupa_un_puesto_y_cesa(administradora: Client) -> None:
    datos = {
        "nif": "12345678A",
        "nombre": "Olga",
        "apellido1": "Rey",
        "usuario": "olga.rey",
        **dia("desde", "1/1/2026"),
    }
    mala = administradora.post(f"{A}personas/nueva/", datos)
    assert mala.status_code == 422
    assert 'href="#campo-nif"' in mala.content.decode()
    hecha = administradora.post(f"{A}personas/nueva/", {**datos, "nif": "12345678Z"})
    contrasena = hecha.context["cuentas"][0].contrasena
    cuenta = Cuenta.objects.get(usuario="olga.rey")
    assert cuenta.check_password(contrasena)
    assert cuenta.debe_cambiar_contrasena
    assert hecha["Cache-Control"] == "no-store, private"
    olga = Empleado.objects.get(cuenta=cuenta)
    puesto = Puesto.objects.filter(ocupaciones=None, activo=True).first() or Puesto.objects.create(
        unidad=Unidad.objects.filter(hasta=None)[0], codigo="vacante", nombre="Vacante"
    )
    nombramiento = {"empleado_id": str(olga.id), "norma": "Decreto 1", **dia("desde", "1/2/2026")}
    assert administradora.post(f"{A}puestos/{puesto.id}/ocupar/", nombramiento).status_code == 302
    assert "ya está ocupado" in administradora.post(f"{A}puestos/{puesto.id}/ocupar/", nombramiento).content.decode()
    ocupacion = olga.ocupaciones.get()
    cese = f"{A}puestos/cese/{ocupacion.id}/"
    assert administradora.post(cese, dia("hasta", "1/1/2026")).status_code == 422
    assert administradora.post(cese, dia("hasta", "1/3/2026")).status_code == 302
    hallada = administradora.post(f"{A}personas/", {"texto": "12345678Z"})
    assert [p.id for p in hallada.context["personas"]] == [olga.id]


def test_cuentas_contrasena_segundo_factor_parar_y_volver(administradora: Client) -> None:
    quien = Empleado.objects.get(id=con_rol("oac").id)
    cuenta = quien.cuenta
    assert cuenta is not None
    url = f"{A}personas/{quien.id}/"
    nueva = administradora.post(f"{url}contrasena/").context["cuentas"][0]["contrasena"]
    cuenta.refresh_from_db()
    assert cuenta.check_password(nueva)
    assert cuenta.debe_cambiar_contrasena
    assert nueva not in "".join(Evento.objects.values_list("canonico", flat=True))
    assert administradora.post(f"{url}segundo-factor/").status_code == 302
    assert Evento.objects.filter(tipo="identidad.segundo_factor.restablecido").exists()
    assert administradora.post(f"{url}desactivar/").status_code == 302
    cuenta.refresh_from_db()
    assert not cuenta.activa
    assert "Reactivar" in administradora.get(url).content.decode()
    assert administradora.post(f"{url}reactivar/").status_code == 302
    cuenta.refresh_from_db()
    assert cuenta.activa
    ActorDePrueba.actor = con_rol("secretaria")
    assert "Restablecer" not in administradora.get(url).content.decode()
    for verbo in ("contrasena", "segundo-factor", "desactivar", "reactivar"):
        assert administradora.post(f"{url}{verbo}/").status_code == 403
    assert Acceso.objects.filter(que="personal", objeto_id=str(quien.id)).count() >= 5


def test_suplencias_delegaciones_y_ausencias_empiezan_y_terminan(administradora: Client) -> None:
    puesto = Puesto.objects.filter(suplencias=None, activo=True).order_by("codigo")[0]
    quien = Empleado.objects.get(id=con_rol("oac").id)
    fechas = {**dia("desde", "1/12/2099"), **dia("hasta", "20/12/2099")}
    suplencia = {
        "puesto_id": str(puesto.id),
        "suplente_id": str(quien.id),
        "norma": "Decreto 9",
        "forma": "accidental",
        **fechas,
    }
    assert administradora.post(f"{A}sustituciones/suplencia/", {**suplencia, "norma": ""}).status_code == 422
    assert administradora.post(f"{A}sustituciones/suplencia/", suplencia).status_code == 302
    creada = Suplencia.objects.get(puesto=puesto)
    fin = f"{A}sustituciones/suplencia/{creada.id}/"
    assert "dentro de la suplencia" in administradora.post(fin, dia("hasta", "1/1/2100")).content.decode()
    assert administradora.post(fin, dia("hasta", "10/12/2099")).status_code == 302
    vacia = {f"hasta.{parte}": "" for parte in ("dia", "mes", "anio")}
    assert '<option value="pleno">' in administradora.get(f"{A}sustituciones/delegacion/").content.decode()
    delegacion = {"organo": "pleno", "puesto_id": str(puesto.id), "texto": "por delegación del Pleno", **vacia}
    assert (
        administradora.post(f"{A}sustituciones/delegacion/", delegacion | dia("desde", "1/1/2099")).status_code == 302
    )
    conferida = puesto.delegaciones.get(organo="pleno")
    assert (
        administradora.post(f"{A}sustituciones/delegacion/{conferida.id}/", dia("hasta", "1/1/2098")).status_code == 422
    )
    ausencia = {"empleado_id": str(quien.id), "motivo": "vacaciones", **fechas}
    assert administradora.post(f"{A}sustituciones/ausencia/", ausencia).status_code == 302
    anotada = Ausencia.objects.get(empleado=quien, desde="2099-12-01")
    assert "por delegación del Pleno" in administradora.get(f"{A}sustituciones/").content.decode()
    assert administradora.post(f"{A}sustituciones/ausencia/{anotada.id}/anular/").status_code == 302
    anotada.refresh_from_db()
    assert anotada.anulada


CALENDARIO = "# ambito: local\n# territorio: 45001\n# anio: 2031\n# disposicion: Pleno\n2031-05-15;San Isidro\n"


def test_el_calendario_se_comprueba_con_todos_sus_errores_y_se_publica_lo_comprobado(administradora: Client) -> None:
    url = f"{A}calendario/publicar/"
    malo = SimpleUploadedFile("malo.csv", CALENDARIO.replace("2031-05", "2030-05").encode() + b"ayer;x\n2031-09-08\n")
    pagina = administradora.post(url, {"ficheros": [malo]})
    assert pagina.status_code == 422
    for error in ("«ayer» no es una fecha", "Falta el motivo"):
        assert error in pagina.content.decode()
    assert administradora.post(url, {}).status_code == 422
    comprobado = administradora.post(url, {"ficheros": [SimpleUploadedFile("b.csv", CALENDARIO.encode())]})
    assert "San Isidro" in comprobado.content.decode()
    assert not PublicacionCalendario.objects.filter(anio=2031).exists()
    firmado = comprobado.context["comprobados"]
    assert administradora.post(url, {"comprobados": firmado[:-3] + "abc"}).status_code == 422
    assert administradora.post(url, {"comprobados": firmado}).status_code == 302
    publicado = PublicacionCalendario.objects.get(anio=2031)
    assert publicado.dias == {"2031-05-15": "San Isidro"}
    assert "Falta el calendario" in administradora.get(f"{A}calendario/2032/").content.decode()
    assert administradora.get(f"{A}calendario/2026/").context["faltan"] == set()


def test_la_carga_se_ensaya_sin_cambiar_nada_y_luego_se_hace(administradora: Client) -> None:
    unidades = SimpleUploadedFile("unidades.csv", b"dir3;nombre;padre;desde\nL01990022;Nueva;;2026-01-01\n")
    gente = "nif;nombre;apellido1;desde;usuario\n12345678Z;Íñigo;Núñez;2026-01-01;inigo\n"
    empleados = SimpleUploadedFile("empleados.csv", gente.encode())
    ensayo = administradora.post(f"{A}cargar/", {"ficheros": [unidades, empleados]})
    assert (ensayo.context["ensayo"].unidades, ensayo.context["ensayo"].empleados) == (1, 1)
    assert not Unidad.objects.filter(dir3="L01990022").exists()
    assert not Cuenta.objects.filter(usuario="inigo").exists()
    anotado = Evento.objects.get(tipo="organizacion.importacion.ensayada")
    assert (
        anotado.datos["huella"]
        == hashlib.sha256(gente.encode() + b"dir3;nombre;padre;desde\nL01990022;Nueva;;2026-01-01\n").hexdigest()
    )
    hecha = administradora.post(f"{A}cargar/", {"comprobados": ensayo.context["comprobados"]})
    assert Cuenta.objects.get(usuario="inigo").check_password(hecha.context["cuentas"][0].contrasena)
    assert Unidad.objects.filter(dir3="L01990022").exists()
    otra = con_rol("secretaria")
    ActorDePrueba.actor = otra
    assert administradora.post(f"{A}cargar/", {"comprobados": ensayo.context["comprobados"]}).status_code == 422


@pytest.mark.parametrize(
    ("nombre", "contenido", "texto"),
    [
        ("empleados.csv", "nif;nombre;apellido1;desde\n1;Íñigo;A;x\n".encode("latin-1"), "No está en UTF-8"),
        ("villa.json", b"{", "no es JSON"),
        ("villa.json", b'{"unidades": [{"dir3": "mal"}]}', "unidades[1].nombre: Falta."),
        ("foto.csv", b"x", "No es uno de los ficheros"),
    ],
)
def test_una_carga_mala_se_rechaza_con_cada_problema_en_su_sitio(
    administradora: Client, nombre: str, contenido: bytes, texto: str
) -> None:
    respuesta = administradora.post(f"{A}cargar/", {"ficheros": [SimpleUploadedFile(nombre, contenido)]})
    assert respuesta.status_code == 422
    assert texto in respuesta.content.decode()


def test_preguntar_quien_miro_que_pide_motivo_y_queda_anotado(administradora: Client) -> None:
    actor = ActorDePrueba.actor
    assert actor is not None
    url = f"{A}accesos/"
    assert administradora.post(url, {"motivo": "x"}).status_code == 422
    assert administradora.post(url, {"empleado": "nadie", "motivo": "x"}).status_code == 422
    assert administradora.post(url, {"expediente": "2026/0", "motivo": "x"}).status_code == 422
    usuario = Cuenta.objects.get(empleado=actor.id).usuario
    assert administradora.post(url, {"empleado": usuario, "motivo": ""}).status_code == 422
    assert not Acceso.objects.filter(que="accesos").exists()
    administradora.get(f"{A}personas/")
    pagina = administradora.post(url, {"empleado": usuario, "motivo": "Control anual"}).content.decode()
    assert "Datos del personal" in pagina
    assert actor.nombre in pagina
    assert Acceso.objects.get(que="accesos").motivo == "Control anual"
    assert "Control anual" in administradora.post(url, {"empleado": usuario, "motivo": "Otra"}).content.decode()
    futuro = {"empleado": usuario, "motivo": "Otra", **dia("desde", "1/1/2099")}
    assert "No consta ningún acceso" in administradora.post(url, futuro).content.decode()


def test_cada_trabajo_declarado_tiene_palabras_para_la_gente() -> None:
    propios = [d for d in TRABAJOS.values() if not d.nombre.startswith("prueba.")]
    assert sorted(d.nombre for d in propios if d.nombre not in palabras.TRABAJOS) == []
    assert sorted({d.cola for d in propios} - palabras.COLAS.keys()) == []


def test_el_certificado_de_una_persona_se_ve_y_se_revoca_con_motivo(
    administradora: Client, casa_que_firma: Servidor
) -> None:
    certificar_personal(casa_que_firma.pki, reloj=RelojSistema())
    suyo, otro = CertificadoEmpleado.objects.order_by("id")[:2]
    ficha = f"{A}personas/{suyo.empleado_id}/"
    url = f"{ficha}certificado/{suyo.id}/"
    texto = administradora.get(ficha).content.decode()
    assert suyo.titular in texto
    assert url in texto
    assert administradora.post(url, {"motivo": ""}).status_code == 422
    assert administradora.post(url, {"motivo": "x" * 301}).status_code == 422
    assert ClaveFirma.objects.filter(certificado=suyo).exists()
    assert administradora.get(f"{A}personas/{otro.empleado_id}/certificado/{suyo.id}/").status_code == 404
    hecho = administradora.post(url, {"motivo": "Ha perdido el teléfono"}, follow=True).content.decode()
    assert "Certificado revocado" in hecho
    assert "Ha perdido el teléfono" in hecho
    assert not ClaveFirma.objects.filter(certificado=suyo).exists()
    assert ClaveFirma.objects.filter(certificado=otro).exists()
    assert administradora.post(url, {"motivo": "otra vez"}).status_code == 404
    [evento] = Evento.objects.filter(tipo="firma.certificado.revocado")
    assert evento.datos["empleado_id"] == str(suyo.empleado_id)
    ActorDePrueba.actor = con_rol("secretaria")
    assert administradora.get(f"{A}personas/{otro.empleado_id}/certificado/{otro.id}/").status_code == 403


def test_las_cabeceras_llegan_por_correo_a_quien_se_apunta(administradora: Client) -> None:
    pagina = f"{A}cabeceras/"
    assert "Nadie" in administradora.get(pagina).content.decode()
    mala = administradora.post(pagina, {"correo": "archivo"})
    assert (mala.status_code, "correo electrónico completo" in mala.content.decode()) == (422, True)
    assert administradora.post(pagina, {"correo": "Archivo@ejemplo.es"}).status_code == 302
    fila = SuscripcionCabeceras.objects.get()
    assert fila.correo in administradora.get(pagina).content.decode()
    assert administradora.get(f"{pagina}{fila.pk}/baja/").status_code == 405
    assert administradora.post(f"{pagina}{fila.pk}/baja/").status_code == 302
    assert fila.correo not in administradora.get(pagina).content.decode()
    hechos = Evento.objects.filter(tipo="sellado.suscripcion.cambiada").order_by("seq")
    assert [e.datos["activa"] for e in hechos] == [True, False]


def test_la_regla_de_los_diez_dias_se_acuerda_para_lo_que_venga(administradora: Client) -> None:
    pagina = f"{A}calendario/notificaciones/"
    assert "aunque sea inhábil" in administradora.get(pagina).content.decode()
    datos = {"regla": "prorroga_30_5", "motivo": "Acuerdo de Pleno"}
    pasada = administradora.post(pagina, {**datos, **dia("desde", "1/1/2020")})
    assert (pasada.status_code, "ya han pasado" in pasada.content.decode()) == (422, True)
    assert administradora.post(pagina, {**datos, **dia("desde", "1/1/2090")}).status_code == 302
    repetida = administradora.post(pagina, {**datos, **dia("desde", "1/1/2090")})
    assert (repetida.status_code, "Ya hay una regla" in repetida.content.decode()) == (422, True)
    assert regla_vigente(date(2090, 1, 2)) is ReglaCaducidad.PRORROGA_30_5
