"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "presupuesto.ver"
VER_A_QUIEN = "presupuesto.ver_a_quien"
PREPARAR = "presupuesto.preparar"
GASTO = "presupuesto.gasto"
INGRESO = "presupuesto.ingreso"
MODIFICAR = "presupuesto.modificar"
PAGAR = "presupuesto.pagar"
NO_PRESUPUESTARIO = "presupuesto.no_presupuestario"
PREVIA = "presupuesto.previa"

declarar(VER, _("Ver la ejecución del presupuesto y sus operaciones"))
declarar(VER_A_QUIEN, _("Ver a quién son todas las operaciones del presupuesto"))
declarar(PREPARAR, _("Cargar el presupuesto aprobado, con sus previsiones y sus reglas de vinculación"))
declarar(GASTO, _("Contabilizar el gasto: retenciones, autorizaciones, compromisos y obligaciones"))
declarar(INGRESO, _("Contabilizar los derechos, su cobro y su devolución"))
declarar(MODIFICAR, _("Tramitar y contabilizar modificaciones de crédito"))
declarar(PAGAR, _("Ordenar y contabilizar pagos"))
declarar(NO_PRESUPUESTARIO, _("Contabilizar cobros y pagos no presupuestarios"))
declarar(PREVIA, _("Preparar operaciones de gasto para que Intervención las revise"))
