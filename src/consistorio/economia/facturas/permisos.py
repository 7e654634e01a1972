"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

VER = "facturas.ver"
REGISTRAR = "facturas.registrar"
CONFORMAR = "facturas.conformar"
RECHAZAR = "facturas.rechazar"
CONTABILIZAR = "facturas.contabilizar"
VIGILAR = "facturas.vigilar"
VER_PROPIAS = "facturas.ver_propias"
PRESENTAR = "facturas.presentar"
FACE = "facturas.face"

declarar(VER, _("Ver todas las facturas"))
declarar(REGISTRAR, _("Anotar facturas y enviarlas a su unidad"))
declarar(CONFORMAR, _("Conformar o rechazar las facturas de las unidades que dirige"))
declarar(RECHAZAR, _("Rechazar facturas y resolver si se anulan, en la oficina contable"))
declarar(CONTABILIZAR, _("Dar por contabilizadas y por pagadas las facturas"))
declarar(VIGILAR, _("Avisar de las facturas que se retrasan"), Ambito.SISTEMA)
declarar(VER_PROPIAS, _("Ver las facturas que uno ha expedido"), Ambito.CIUDADANIA)
declarar(PRESENTAR, _("Presentar en la sede las facturas que uno expide"), Ambito.CIUDADANIA)
declarar(FACE, _("Traer facturas del punto general de entrada y decirle qué pasa con ellas"), Ambito.SISTEMA)
