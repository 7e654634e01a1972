"""The accounts of the treasury: what there is in each, what the bank says of one, and its statements."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_tesoreria as lecturas
from consistorio.canales.escritorio.rejilla import DiaCorto, euros_escritos
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    dia,
    en_figuras,
    ficheros_sin_anio,
    marco_de_tesoreria,
)
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.permisos import NO_PRESUPUESTARIO
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tesoreria import acceso, acciones, apertura, consultas
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.extractos import traer
from consistorio.economia.tesoreria.models import Extracto, MovimientoBancario, Ordinal
from consistorio.economia.tesoreria.permisos import CONCILIAR, ORDINAL, VER
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

EXTRACTOS_A_LA_VISTA = 12
CORTO = {"data-ancho": "10"}


class NuevoOrdinal(Formulario):
    """An account of the treasury as it is typed."""

    codigo = forms.CharField(
        label=gettext_lazy("Código del ordinal"),
        max_length=6,
        help_text=gettext_lazy("De 1 a 6 cifras. Por ejemplo, 4"),
        widget=forms.TextInput(attrs={"data-ancho": "5"}),
    )
    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=120)
    clase = forms.ChoiceField(label=gettext_lazy("¿De qué clase es?"), choices=Ordinal.Clase.choices)
    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta del plan"),
        max_length=12,
        help_text=gettext_lazy("Un desglose: 571 los bancos, 573 los restringidos, 570 las cajas. Por ejemplo, 57104"),
        widget=forms.TextInput(attrs=CORTO),
    )
    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("Si no es de un banco, déjelo vacío."),
        widget=forms.TextInput(attrs={"data-ancho": "30"}),
    )
    bic = forms.CharField(
        label=gettext_lazy("BIC, si la cuenta es de fuera de España"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=CORTO),
    )
    desde = DiaCorto(gettext_lazy("Abierta desde el día"))

    def pedido(self) -> OrdinalPedido:
        """As the use case wants it."""
        return OrdinalPedido(**{campo: self.cleaned_data[campo] for campo in self.fields})


class Cierre(Formulario):
    """Until when."""

    hasta = DiaCorto(gettext_lazy("Último día en que sirve"))


class Extractos(Formulario):
    """The file of the bank."""

    fichero = forms.FileField(
        label=gettext_lazy("Archivo del banco"), help_text=gettext_lazy("Norma 43 o camt.053, de 20 MB como mucho.")
    )


class Traspaso(DeUnUso):
    """Money that goes from an account to another."""

    desde = forms.ChoiceField(label=gettext_lazy("Sale de"))
    hasta = forms.ChoiceField(label=gettext_lazy("Entra en"))
    importe = forms.CharField(
        label=gettext_lazy("Importe"), max_length=20, widget=forms.TextInput(attrs={**CORTO, "inputmode": "decimal"})
    )
    fecha = DiaCorto(gettext_lazy("Fecha"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        abiertas = [(o.cuenta_id, str(o)) for o in consultas.ordinales(en=hoy(reloj_de_la_casa()))]
        for cual in ("desde", "hasta"):
            campo = self.fields[cual]
            assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
            campo.choices = [("", _("Elija")), *abiertas]

    def clean_importe(self) -> LineaPedida:
        """In euros. Raises ValidationError."""
        importe, mensaje = euros_escritos(self.cleaned_data["importe"])
        if mensaje:
            raise forms.ValidationError(mensaje)
        return LineaPedida(importe)


@empleado(VER)
@require_GET
def cuentas(request: PeticionConActor) -> HttpResponse:
    """Every account with what the books and the bank say that there is in it."""
    dia_de_hoy = hoy(reloj_de_la_casa())
    filas = consultas.existencias(en=dia_de_hoy)
    contexto = {
        **marco_de_tesoreria("cuentas_de_tesoreria"),
        "titulo": _("Tesorería: bancos, pagos y arqueos"),
        "filas": [una for una in filas if una.ordinal.hasta is None],
        "cerradas": [una for una in filas if una.ordinal.hasta is not None],
        "total": lecturas.total_de_existencias(filas),
        "hoy": dia_de_hoy,
        "abre": request.actor.puede(ORDINAL),
        "carga": request.actor.puede(CONCILIAR),
        "mueve": request.actor.puede(NO_PRESUPUESTARIO),
        "descargas": ficheros_sin_anio("escritorio:fichero_de_cuentas"),
    }
    return render(request, "escritorio/economia/cuentas.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, formato: str) -> HttpResponse:
    """The same as a file."""
    cabeceras = [_("Ordinal"), _("Nombre"), _("Clase"), _("Cuenta"), _("IBAN"), _("Contabilidad"), _("Banco")]
    cabeceras += [_("Último extracto"), _("Por conciliar"), _("Cerrada")]
    filas: list[list[Celda]] = [
        [
            *(una.ordinal.codigo, una.ordinal.nombre, una.ordinal.get_clase_display(), una.ordinal.cuenta_id),
            *(una.ordinal.iban, una.contable, una.banco, una.hasta, una.por_conciliar, una.ordinal.hasta),
        ]
        for una in consultas.existencias(en=hoy(reloj_de_la_casa()))
    ]
    return descarga_de_tabla(Tabla(_("Tesorería"), cabeceras, filas), formato, "cuentas-de-tesoreria")


@empleado(VER)
@require_GET
def ordinal(request: PeticionConActor, codigo: str) -> HttpResponse:
    """An account: what there is in it, what the bank says of it and its statements."""
    uno = _visto(request, codigo)
    desde, hasta = dia(request.GET.get("desde")), dia(request.GET.get("hasta"))
    cursor = identificador(request.GET.get("tras"))
    tras = MovimientoBancario.objects.filter(ordinal=uno, id=cursor).first() if cursor else None
    filas = list(consultas.movimientos_para_ver(uno, desde=desde, hasta=hasta, tras=tras)[: POR_PAGINA + 1])
    base = reverse("escritorio:ordinal", args=[codigo])
    consulta = urlencode({k: v.isoformat() for k, v in (("desde", desde), ("hasta", hasta)) if v})
    dia_de_hoy = hoy(reloj_de_la_casa())
    contexto = {
        **marco_de_tesoreria("cuentas_de_tesoreria"),
        "titulo": str(uno),
        "o": uno,
        "suyas": next(una for una in consultas.existencias(en=dia_de_hoy) if una.ordinal.codigo == uno.codigo),
        "filas": filas[:POR_PAGINA],
        "extractos": list(uno.extractos.order_by("-hasta", "-cargado_el")[:EXTRACTOS_A_LA_VISTA]),
        "desde": en_figuras(desde),
        "hasta": en_figuras(hasta),
        "base": base,
        "mayor": f"{reverse('escritorio:mayor', args=[dia_de_hoy.year])}?cuenta={uno.cuenta_id}"
        if request.actor.puede(VER_CONTABILIDAD)
        else "",
        "cierra": request.actor.puede(ORDINAL) and uno.hasta is None,
        "concilia": request.actor.puede(CONCILIAR) and uno.tiene_banco,
        "siguiente": f"{base}?{consulta}&tras={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": f"{base}?{consulta}" if tras else "",
        "descargas": ficheros_sin_anio("escritorio:fichero_del_ordinal", consulta, codigo=codigo),
    }
    return render(request, "escritorio/economia/ordinal.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_ordinal(request: PeticionConActor, codigo: str, formato: str) -> HttpResponse:
    """What the bank says of an account, or what of it is between two days, as a file."""
    uno = _visto(request, codigo)
    desde, hasta = dia(request.GET.get("desde")), dia(request.GET.get("hasta"))
    return descarga_de_tabla(lecturas.tabla_de_movimientos(uno, desde, hasta), formato, f"movimientos-{codigo}")


def _visto(request: PeticionConActor, codigo: str) -> Ordinal:
    """An account whose movements are looked at: they name people. Raises NoEncontrado."""
    uno = acceso.ordinal(codigo)
    registrar_acceso(request.actor, que="ordinal", objeto_id=codigo, motivo=VER)
    return uno


@empleado(ORDINAL)
@require_http_methods(["GET", "POST"])
def abrir(request: PeticionConActor) -> HttpResponse:
    """Open an account of the treasury, and its account of the ledger if it is not there."""
    form = NuevoOrdinal(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        try:
            hecho = apertura.abrir(actor=request.actor, pedido=form.pedido(), reloj=reloj_de_la_casa())
        except NoPermitido as error:
            mensaje = _("Esa cuenta no está abierta en la contabilidad: pida a Intervención que la abra.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("cuenta", mensaje)]) from error
        messages.success(request, _("Abierta la cuenta %(cual)s.") % {"cual": hecho})
        return redirect("escritorio:ordinal", codigo=hecho.codigo)

    explicacion = _("Cada cuenta de la Tesorería tiene su cuenta del plan. Una vez abierta, no se cambia.")
    return atender(
        request, form, _pagina(_("Abrir una cuenta"), explicacion, _("Abrirla")), hacer, sin_mas=(Conflicto,)
    )


@empleado(ORDINAL)
@require_http_methods(["GET", "POST"])
def cerrar(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Close an account in which nothing is left."""
    uno = acceso.ordinal(codigo)
    form = Cierre(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        hasta = form.cleaned_data["hasta"]
        acciones.cerrar_ordinal(actor=request.actor, codigo=codigo, hasta=hasta, reloj=reloj_de_la_casa())
        messages.success(request, _("Cerrada la cuenta %(cual)s.") % {"cual": uno})
        return redirect("escritorio:cuentas_de_tesoreria")

    explicacion = _("No puede quedar dinero en ella, ni pagos por hacer. Después nada se paga ni se cobra por ella.")
    pagina = _pagina(_("Cerrar la cuenta %(cual)s") % {"cual": uno}, explicacion, _("Cerrarla"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def cargar(request: PeticionConActor) -> HttpResponse:
    """Load the statements of a file: each movement once."""
    enviado = request.method == "POST"
    form = Extractos(request.POST if enviado else None, request.FILES if enviado else None)

    def hacer() -> HttpResponse:
        traido = traer(form.cleaned_data["fichero"].file)
        huella = traido.admitido.recibido.sha256
        ya = set(Extracto.objects.filter(contenido__sha256=huella).values_list("id", flat=True))
        cargados = acciones.cargar_extracto(actor=request.actor, traido=traido, reloj=reloj_de_la_casa())
        if nuevos := sum(uno.nuevos for uno in cargados if uno.id not in ya):
            dicho = ngettext("El archivo trae %(n)d movimiento.", "El archivo trae %(n)d movimientos.", nuevos)
            messages.success(request, dicho % {"n": nuevos})
        else:
            messages.warning(request, _("El archivo no trae ningún movimiento que no estuviera ya cargado."))
        return redirect("escritorio:conciliacion", codigo=cargados[0].ordinal_id)

    explicacion = _("Lo que ya se cargó no se repite. Si algo no cuadra, no se carga nada y se dice todo lo que falla.")
    return atender(request, form, _pagina(_("Cargar un extracto"), explicacion, _("Cargarlo")), hacer)


@empleado(NO_PRESUPUESTARIO)
@require_http_methods(["GET", "POST"])
def traspasar(request: PeticionConActor) -> HttpResponse:
    """Money from an account to another."""
    form = Traspaso(request.POST if request.method == "POST" else None, initial={"fecha": hoy(reloj_de_la_casa())})

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        try:
            with una_vez(request.POST):
                hecha = presupuesto.mover_dinero(
                    actor=request.actor,
                    cabecera=Cabecera(dicho["fecha"], dicho["texto"]),
                    importe=dicho["importe"],
                    desde=dicho["desde"],
                    hasta=dicho["hasta"],
                    reloj=reloj_de_la_casa(),
                )
        except YaAnotado as ya:
            return redirect("escritorio:operacion", operacion_id=ya.hecho_id)
        messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
        return redirect("escritorio:operacion", operacion_id=hecha.id)

    explicacion = _("Anota el traspaso en la contabilidad. La orden al banco se da aparte.")
    pagina = _pagina(_("Pasar dinero de una cuenta a otra"), explicacion, _("Anotarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(titulo: str, explicacion: str, boton: str, *, peligro: bool = False) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:cuentas_de_tesoreria")
    return PaginaDeFormulario(titulo, _("Tesorería"), explicacion, boton, vuelta, _("Cuentas"), peligro)
