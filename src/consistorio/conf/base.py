"""Settings common to every environment. Values of the machine come from the environment, never from files of the project."""

from __future__ import annotations

import os
from pathlib import Path

from consistorio.conf.bitacora import REGISTROS
from consistorio.plataforma.base.conexion import conexion_de_la_casa, conexion_del_propietario

RAIZ = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("CONSISTORIO_VAR", RAIZ / "var"))

SECRET_KEY = os.environ.get("CONSISTORIO_CLAVE_SECRETA", "")
DEBUG = False
LOGGING = REGISTROS
ALLOWED_HOSTS = [h for h in os.environ.get("CONSISTORIO_HOSTS", "").split(",") if h]
USE_TZ = True
TIME_ZONE = "Europe/Madrid"
LANGUAGE_CODE = "es"
# Those that have a catalogue of ours. With all of Django's, a browser in another language would get its words amid ours, and its way of writing amounts
LANGUAGES = [("es", "Español")]
USE_I18N = True
LOCALE_PATHS = [RAIZ / "src" / "consistorio" / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identidad.Cuenta"
ROOT_URLCONF = "consistorio.conf.urls"
WSGI_APPLICATION = "consistorio.conf.wsgi.application"

APPS_DE_LA_CASA = [
    "consistorio.plataforma.cola.apps.ColaConfig",
    "consistorio.plataforma.auditoria.apps.AuditoriaConfig",
    "consistorio.plataforma.supervision.apps.SupervisionConfig",
    "consistorio.plataforma.calendario.apps.CalendarioConfig",
    "consistorio.plataforma.almacen.apps.AlmacenConfig",
    "consistorio.plataforma.identidad.apps.IdentidadConfig",
    "consistorio.plataforma.organizacion.apps.OrganizacionConfig",
    "consistorio.documental.documentos.apps.DocumentosConfig",
    "consistorio.documental.registro.apps.RegistroConfig",
    "consistorio.documental.firma.apps.FirmaConfig",
    "consistorio.documental.sellado.apps.SelladoConfig",
    "consistorio.canales.interfaz.apps.InterfazConfig",
    "consistorio.canales.oac.apps.OacConfig",
    "consistorio.canales.acceso.apps.AccesoConfig",
    "consistorio.canales.sede.apps.SedeConfig",
    "consistorio.canales.escritorio.apps.EscritorioConfig",
    "consistorio.canales.diseno.apps.DisenoConfig",
    "consistorio.canales.admin_tecnica.apps.AdminTecnicaConfig",
    "consistorio.tramitacion.formularios.apps.FormulariosConfig",
    "consistorio.tramitacion.catalogo.apps.CatalogoConfig",
    "consistorio.tramitacion.expedientes.apps.ExpedientesConfig",
    "consistorio.tramitacion.motor.apps.MotorConfig",
    "consistorio.tramitacion.solicitudes.apps.SolicitudesConfig",
    "consistorio.servicios.archivo.apps.ArchivoConfig",
    "consistorio.servicios.resoluciones.apps.ResolucionesConfig",
    "consistorio.servicios.notificaciones.apps.NotificacionesConfig",
    "consistorio.servicios.incidencias.apps.IncidenciasConfig",
    "consistorio.servicios.tablon.apps.TablonConfig",
    "consistorio.servicios.tributos.apps.TributosConfig",
    "consistorio.servicios.intervencion.apps.IntervencionConfig",
    "consistorio.servicios.estadistica.apps.EstadisticaConfig",
    "consistorio.servicios.exportaciones.apps.ExportacionesConfig",
    "consistorio.servicios.encargos.apps.EncargosConfig",
    "consistorio.servicios.redaccion.apps.RedaccionConfig",
    "consistorio.servicios.busquedas.apps.BusquedasConfig",
    "consistorio.servicios.concejales.apps.ConcejalesConfig",
    "consistorio.servicios.comunicaciones.apps.ComunicacionesConfig",
    "consistorio.servicios.mejoras.apps.MejorasConfig",
    "consistorio.economia.contabilidad.apps.ContabilidadConfig",
    "consistorio.economia.presupuesto.apps.PresupuestoConfig",
    "consistorio.economia.proyectos.apps.ProyectosConfig",
    "consistorio.economia.inventario.apps.InventarioConfig",
    "consistorio.economia.cierre.apps.CierreConfig",
    "consistorio.economia.gasto.apps.GastoConfig",
    "consistorio.economia.intervenciones.apps.IntervencionesConfig",
    "consistorio.economia.documentacion.apps.DocumentacionConfig",
    "consistorio.economia.terceros.apps.TercerosConfig",
    "consistorio.economia.facturas.apps.FacturasConfig",
    "consistorio.economia.tesoreria.apps.TesoreriaConfig",
    "consistorio.economia.carga.apps.CargaConfig",
    "consistorio.economia.recaudacion.apps.RecaudacionConfig",
    "consistorio.economia.depositos.apps.DepositosConfig",
    "consistorio.economia.tributacion.apps.TributacionConfig",
    "consistorio.economia.informacion.apps.InformacionConfig",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "procrastinate.contrib.django",  # before our apps, which register their jobs with it
    *APPS_DE_LA_CASA,
]

MIDDLEWARE = [
    "consistorio.canales.interfaz.cliente.ClienteDetrasDelProxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "consistorio.canales.interfaz.middleware.PaginasComprimidas",
    "consistorio.canales.interfaz.middleware.CabecerasSeguras",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "consistorio.canales.interfaz.consulta.SoloConsulta",
    "consistorio.canales.interfaz.envios.EnviosConSitio",
    "django.middleware.csrf.CsrfViewMiddleware",
    "consistorio.canales.interfaz.middleware.TextosSinControles",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "consistorio.canales.acceso.middleware.ActorDeSesion",
    "consistorio.canales.interfaz.middleware.ErroresDeDominio",
]

DATABASE_ROUTERS = ["consistorio.plataforma.base.villa.EnrutadorDeVilla"]
# `accesos` is the same database on a connection of its own: what is noted there survives a rollback.
DATABASES = {alias: {**conexion_de_la_casa().ajustes_django(), "CONN_MAX_AGE": 60} for alias in ("default", "accesos")}
# The owner of the tables: there only for `instalar`, `actualizar` and `restaurar`
if (_propietario := conexion_del_propietario()) is not None:
    DATABASES["propietario"] = _propietario.ajustes_django()

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "consistorio.canales.interfaz.contexto.casa",
            ],
        },
    },
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # jobs are declared in each app's trabajos.py

STATIC_URL = "/estatico/"
STATIC_ROOT = VAR / "estatico"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "consistorio.canales.interfaz.estaticos.EstaticosConHuella"},
}
# Before `collectstatic` has run the files are served from the sources, without hash.
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "consistorio.canales.interfaz.envios.EnElAlmacen",
]
FORM_RENDERER = "consistorio.canales.interfaz.campos.Dibujante"
CSRF_FAILURE_VIEW = "consistorio.canales.interfaz.paginas_error.formulario_caducado"

# The house
CONSISTORIO_ENTORNO = "base"
CONSISTORIO_RELOJ_MOVIL = False
CONSISTORIO_CONSULTA = bool(
    os.environ.get("CONSISTORIO_CONSULTA")
)  # a copy that is only looked at: `servir --consulta`
CONSISTORIO_VAR = VAR
CONSISTORIO_ESQUEMAS = os.environ.get("CONSISTORIO_ESQUEMAS", "")
CONSISTORIO_SEDE_URL = os.environ.get("CONSISTORIO_SEDE_URL", "http://localhost:8000")
# The example town: production refuses these values (canales/admin_tecnica/produccion.py)
CONSISTORIO_EJEMPLO = {"nombre": "Ayuntamiento de Villaejemplo", "dir3": "L01999998", "nif": "P9999900E"}
CONSISTORIO_ENTIDAD = {
    **{k: os.environ.get(f"CONSISTORIO_ENTIDAD_{k.upper()}", valor) for k, valor in CONSISTORIO_EJEMPLO.items()},
    # INE code; only asked when the municipality's province does not say it (the example town's does not exist)
    "comunidad": os.environ.get("CONSISTORIO_ENTIDAD_COMUNIDAD", "07"),
    # What every registry number begins with, for whom shares a number space with others; 5 characters at most (SICRES)
    "prefijo_registro": os.environ.get("CONSISTORIO_ENTIDAD_PREFIJO_REGISTRO", ""),
}
# The headings from which the registry office chooses (LPACAP 16.3): path of a JSON list; empty, that of the house
# How many minutes of a day the sede may be down before its own monitoring proposes an incident (LPACAP 32.4)
CONSISTORIO_CAIDA_MINUTOS = int(os.environ.get("CONSISTORIO_CAIDA_MINUTOS") or 60)
# After how many days its unit is asked to look again at what stands still because of a party (LPACAP 25.2)
CONSISTORIO_PARALIZADO_DIAS = int(os.environ.get("CONSISTORIO_PARALIZADO_DIAS") or 90)
CONSISTORIO_EPIGRAFES_FICHERO = os.environ.get("CONSISTORIO_EPIGRAFES_FICHERO", "")
# The rule of the town that regulates its secure verification code (LRJSP 42.b, RD 203/2021 art. 21): goes into every ENI document
CONSISTORIO_REGULACION_CSV = os.environ.get("CONSISTORIO_REGULACION_CSV", "")
CONSISTORIO_REGULACION_DE_EJEMPLO = "Ordenanza de ejemplo de Villaejemplo, sin valor"
# The account into which fees are paid by transfer; empty, they are only paid at the Tesorería
CONSISTORIO_CUENTA_INGRESOS = os.environ.get("CONSISTORIO_CUENTA_INGRESOS", "")
# Colours of the town over those of the house: {"brand": "#7a1f3d", "link": ...} (names in canales/interfaz/vistas.py)
CONSISTORIO_COLORES: dict[str, str] = {}
# What the town says of its sede (RD 203/2021 art. 11): path of a JSON file like canales/sede/datos/villaejemplo.json
CONSISTORIO_SEDE_FICHERO = os.environ.get("CONSISTORIO_SEDE_FICHERO", "")
# Where who is not identified is sent, with the way back
CONSISTORIO_ACCESO_CIUDADANIA = "/acceso/"
CONSISTORIO_ACCESO_EMPLEADOS = "/acceso/empleados/"
# Identification: certificates must say that they are qualified (LPACAP 9.2.a); where the certificate port answers; Cl@ve
CONSISTORIO_EXIGE_CUALIFICADO = True
CONSISTORIO_CERTIFICADO_URL = os.environ.get("CONSISTORIO_CERTIFICADO_URL", "")
CONSISTORIO_CLAVE = {
    "metadatos": os.environ.get("CONSISTORIO_CLAVE_METADATOS", ""),  # file with the metadata of the identity provider
    "clave_privada": os.environ.get("CONSISTORIO_CLAVE_PRIVADA", ""),  # PEM files of our key and certificate
    "certificado": os.environ.get("CONSISTORIO_CLAVE_CERTIFICADO", ""),
    "proveedor": os.environ.get(
        "CONSISTORIO_CLAVE_PROVEEDOR", ""
    ),  # ProviderName given by Cl@ve: "<NIF>_<DIR3>;<aplicación>"
}
# Antivirus: `host:port` or socket path of clamd. Contents: None is local disk under var/; else any storage of Django's
# (S3: `almacen/s3.py` says what each option is)
CONSISTORIO_CLAMD = os.environ.get("CONSISTORIO_CLAMD", "")
CONSISTORIO_ALMACEN = (
    {
        "clase": "consistorio.plataforma.almacen.s3.AlmacenS3",
        "opciones": {
            opcion: os.environ[f"CONSISTORIO_S3_{opcion.upper()}"]
            for opcion in ("cubo", "extremo", "region", "estilo")
            if os.environ.get(f"CONSISTORIO_S3_{opcion.upper()}")
        },
    }
    if os.environ.get("CONSISTORIO_S3_CUBO")
    else None
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nombre}", "OPTIONS": opciones}
    for nombre, opciones in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("usuario",)}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # our own sessions end much earlier: identidad.consultas
# Who is believed when it says for whom it asks: networks, and the word `socket` (canales/interfaz/cliente.py)
CONSISTORIO_PROXIES = [p for p in os.environ.get("CONSISTORIO_PROXIES", "").split(",") if p]
# FACe (integraciones/face): address of its service for administrations, the certificate with which the town is known there, and that with which FACe
# signs its answers. Without an address, the town does not use it
CONSISTORIO_FACE: dict[str, str] = {
    clave: os.environ[f"CONSISTORIO_FACE_{clave.upper()}"]
    for clave in ("url", "p12", "contrasena_fichero", "clave", "certificado", "servicio", "oficina")
    if os.environ.get(f"CONSISTORIO_FACE_{clave.upper()}")
}
# Ports: what a lower room asks of a higher one, by import path (plataforma/puertos)
CONSISTORIO_PUERTOS: dict[str, str] = {
    "antivirus": "consistorio.integraciones.antivirus.clamd.Clamd"
    if CONSISTORIO_CLAMD
    else "consistorio.integraciones.antivirus.clamd.SinAntivirus",
    "acceso_documentos": "consistorio.tramitacion.expedientes.documentos.DocumentosDeExpedientes",
    "intervencion": "consistorio.tramitacion.expedientes.intervencion.IntervencionEnExpedientes",
    "segundo_factor": "consistorio.plataforma.organizacion.segundo_factor.SegundoFactorDeEmpleados",
    "sello_tiempo": "consistorio.integraciones.tsa.http.SelloTiempoHttp",
    "revocacion": "consistorio.integraciones.tsa.http.RevocacionHttp",
    "conversion": "consistorio.integraciones.ofimatica.libreoffice.LibreOffice",
    "correo": "consistorio.integraciones.correo.smtp.CorreoSmtp",
    "terminos": "consistorio.servicios.incidencias.terminos.AmpliacionesPorIncidencia",
    "credito": "consistorio.economia.gasto.credito.CreditoEnElPresupuesto",
    "face": "consistorio.integraciones.face.cliente.FaceSoap"
    if CONSISTORIO_FACE.get("url")
    else "consistorio.integraciones.face.apagado.SinFace",
}
# Mail that leaves the town hall (integraciones/correo): `seguridad` is starttls, tls or ninguna
CONSISTORIO_SMTP = {
    "servidor": os.environ.get("CONSISTORIO_SMTP_SERVIDOR", ""),
    "puerto": int(os.environ.get("CONSISTORIO_SMTP_PUERTO", "587")),
    "seguridad": os.environ.get("CONSISTORIO_SMTP_SEGURIDAD", "starttls"),
    "usuario": os.environ.get("CONSISTORIO_SMTP_USUARIO", ""),
    "clave": os.environ.get("CONSISTORIO_SMTP_CLAVE", ""),
    "remitente": os.environ.get("CONSISTORIO_SMTP_REMITENTE", ""),
    "segundos": int(os.environ.get("CONSISTORIO_SMTP_SEGUNDOS", "15")),
}
# Signatures: the organ's seal (keys: documental/firma/casa.py), the time-stamp authority, the folder of trusted roots (PEM),
# and the secret file that, with each person's second factor, opens that person's key
CONSISTORIO_SELLO: dict[str, str] = {
    clave: os.environ[f"CONSISTORIO_SELLO_{clave.upper()}"]
    for clave in ("p12", "clave", "certificado", "contrasena_fichero", "pkcs11", "token", "pin_fichero", "etiqueta")
    if os.environ.get(f"CONSISTORIO_SELLO_{clave.upper()}")
}
CONSISTORIO_TSA_URL = os.environ.get("CONSISTORIO_TSA_URL", "")
CONSISTORIO_TSA_CREDENCIALES = os.environ.get("CONSISTORIO_TSA_CREDENCIALES", "")
CONSISTORIO_CONFIANZA = os.environ.get("CONSISTORIO_CONFIANZA", str(VAR / "confianza"))
CONSISTORIO_SECRETO_FIRMA = os.environ.get("CONSISTORIO_SECRETO_FIRMA", str(VAR / "claves" / "firma.clave"))
