"""Django application of the staff's desk."""

from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz import menus
from consistorio.plataforma.aplicacion import Aplicacion


class EscritorioConfig(Aplicacion):
    """The staff's desk."""

    name = "consistorio.canales.escritorio"
    label = "escritorio"
    verbose_name = _("Escritorio")

    def ready(self) -> None:
        """Put its pages in the menu."""
        super().ready()
        menus.registrar(menus.Entrada(10, "/escritorio/", _("Mi mesa"), "expediente.ver"))
        menus.registrar(menus.Entrada(15, "/escritorio/entradas/", _("Registro de mi unidad"), "registro.ver"))
        menus.registrar(menus.Entrada(20, "/escritorio/expedientes/", _("Expedientes"), "expediente.ver"))
        menus.registrar(menus.Entrada(22, "/escritorio/comunicaciones/", _("Comunicaciones"), "expediente.ver"))
        menus.registrar(menus.Entrada(25, "/escritorio/correo/", _("Correo postal"), "notificacion.papel"))
        menus.registrar(menus.Entrada(30, "/escritorio/portafirmas/", _("Portafirmas"), "firma.firmar"))
        menus.registrar(menus.Entrada(50, "/escritorio/libro/", _("Libros"), "resolucion.libro"))
        menus.registrar(menus.Entrada(55, "/escritorio/tesoreria/", _("Tesorería"), "tributos.cobrar"))
        menus.registrar(menus.Entrada(56, "/escritorio/liquidaciones/", _("Liquidaciones"), "tributos.liquidar"))
        menus.registrar(menus.Entrada(54, "/escritorio/economia/", _("Economía"), "presupuesto.ver"))
        menus.registrar(menus.Entrada(57, "/escritorio/sesiones/", _("Sesiones"), "resolucion.acordar"))
        menus.registrar(menus.Entrada(58, "/escritorio/concejales/", _("Información"), "concejales.pedir"))
        peticiones = "/escritorio/concejales/peticiones/"
        menus.registrar(menus.Entrada(58, peticiones, _("Peticiones"), "concejales.ver", salvo="concejales.llevar"))
        menus.registrar(menus.Entrada(58, "/escritorio/concejales/seguimiento/", _("Concejales"), "concejales.llevar"))
        menus.registrar(menus.Entrada(60, "/escritorio/estadistica/", _("Estadística"), "estadistica.ver"))
