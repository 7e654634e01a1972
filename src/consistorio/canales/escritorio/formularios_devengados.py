"""Forms of what was spent and is not in the budget yet."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.formularios_a_pesar import APesar
from consistorio.canales.escritorio.formularios_de_antes import AYUDA, causas, con_su_prueba
from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.economia.facturas.acciones import FacturaPorDevengar, PorAplicar
from consistorio.economia.facturas.acciones.devengos import es_de_gasto
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones.consultas import tramo
from consistorio.economia.presupuesto.acceso import buscar_tercero
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema

LARGO_DONDE = 40
VARIOS_TERCEROS = 5  # that a search finds, to choose among them
EJEMPLO = gettext_lazy("Por ejemplo, 920.22706, o la cuenta 629 si no se sabe la aplicación.")
CORTO = forms.TextInput(attrs={"data-ancho": "20"})
ANTERIORES = ("RC", "A", "AD", "D")


class DondeVa(DeUnUso):
    """Where the expense would go, and when it was due."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    donde = forms.CharField(
        label=gettext_lazy("Aplicación o cuenta del gasto"), help_text=EJEMPLO, max_length=LARGO_DONDE, widget=CORTO
    )
    importe = Euros(label=gettext_lazy("Importe"), max_length=20)

    def clean_donde(self) -> str:
        """An application, or an account of expense. Raises ValidationError."""
        donde = str(self.cleaned_data["donde"]).strip().upper()
        if leer_clave(donde) is None and not es_de_gasto(donde):
            raise forms.ValidationError(
                _("Escriba una aplicación, como 920.22706, o una cuenta de los grupos 2, 3 o 6, como 629.")
            )
        return donde


class DevengarFactura(DondeVa):
    """What an invoice owes."""

    def pedida(self, factura: Factura) -> FacturaPorDevengar:
        """As the use case wants it."""
        return FacturaPorDevengar(factura.id, self.cleaned_data["donde"], self.cleaned_data["importe"])


class DeVariasFacturas(Formulario):
    """What those that are ticked share."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    comun = forms.CharField(
        label=gettext_lazy("Aplicación o cuenta de las que no la digan"),
        help_text=EJEMPLO,
        max_length=LARGO_DONDE,
        required=False,
        widget=CORTO,
    )


class NuevoDevengo(DondeVa):
    """An expense that no invoice of the register says."""

    tercero = forms.CharField(
        label=gettext_lazy("Tercero"), max_length=80, help_text=gettext_lazy("Su NIF, o palabras de su nombre.")
    )
    pendiente = forms.ChoiceField(
        label=gettext_lazy("¿Qué presupuesto lo soportará?"),
        choices=[
            ("4131", gettext_lazy("El de este año o el del siguiente (4131)")),
            ("4130", gettext_lazy("Los de años posteriores (4130)")),
        ],
        initial="4131",
        widget=forms.RadioSelect,
    )
    texto = forms.CharField(label=gettext_lazy("¿De qué es?"), max_length=LARGO_TEXTO)
    factura = forms.CharField(label=gettext_lazy("Número de su factura, si la hay"), max_length=80, required=False)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo acredita"), max_length=40, required=False
    )
    field_order = ["tercero", "texto", "fecha", "donde", "importe", "pendiente", "factura", "documento"]

    def __init__(self, datos: object, actor: Actor, **como: object) -> None:
        super().__init__(datos, **como)
        self.actor = actor
        self.persona_id: UUID | None = None

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        texto = str(self.cleaned_data["tercero"]).strip()
        hallados = buscar_tercero(self.actor, texto, motivo=GASTO, limite=VARIOS_TERCEROS + 1)
        if len(hallados) == 1:
            self.persona_id = hallados[0].persona_id
            return texto
        if not hallados:
            raise forms.ValidationError(
                _("Ningún tercero tiene ese NIF. Escríbalo entero; si no está en «Terceros», hay que darle de alta.")
            )
        dichos = ", ".join(f"{uno.persona.nif} {uno.persona.nombre_completo}" for uno in hallados[:VARIOS_TERCEROS])
        raise forms.ValidationError(_("Hay varios: %(cuales)s. Escriba el NIF del que es.") % {"cuales": dichos})

    def cabecera(self) -> Cabecera:
        """As the use case wants it. Raises DatosIncorrectos (no document has that code)."""
        return Cabecera(
            fecha=self.cleaned_data["fecha"],
            texto=self.cleaned_data["texto"],
            tercero_id=self.persona_id,
            documento_id=documento_con_codigo(self.cleaned_data["documento"]),
            factura=self.cleaned_data["factura"].strip(),
        )

    def linea(self) -> LineaPedida:
        """The only one."""
        donde, importe = self.cleaned_data["donde"], self.cleaned_data["importe"]
        return LineaPedida(importe, cuenta=donde) if es_de_gasto(donde) else LineaPedida(importe, codigo=donde)


class Aplicar(APesar, DeUnUso):
    """How what waits in 413 goes to the budget."""

    como = forms.ChoiceField(
        label=gettext_lazy("¿Cómo se reconoce?"),
        choices=lambda: [("ejercicio", _("Como gasto de este ejercicio")), *causas()],
        initial="ejercicio",
        widget=forms.RadioSelect,
    )
    fecha = DiaCorto(gettext_lazy("Fecha"))
    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación"),
        help_text=gettext_lazy("Por ejemplo, 920.22706. No hace falta si sigue de otra operación."),
        max_length=LARGO_DONDE,
        required=False,
        widget=CORTO,
    )
    sigue = forms.CharField(
        label=gettext_lazy("Número de la operación de la que sigue"),
        help_text=gettext_lazy("La retención (RC), la autorización (A) o el compromiso (AD, D), si los hay."),
        max_length=30,
        required=False,
        widget=CORTO,
    )
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    documento = forms.CharField(
        label=gettext_lazy("Prueba, si es de un ejercicio anterior, o documento"),
        help_text=AYUDA,
        max_length=40,
        required=False,
    )

    def pedido(self, linea: LineaOperacion) -> PorAplicar:
        """As the use case wants it. Raises DatosIncorrectos (what it follows is not there; no document has that code)."""
        dicho, antes = self.cleaned_data, None
        if dicho["como"] != "ejercicio":
            antes = con_su_prueba(dicho["como"], dicho["documento"])
        origen = _origen(dicho["sigue"], dicho["fecha"].year, dicho["aplicacion"].strip().upper())
        return PorAplicar(
            linea.id,
            fecha=dicho["fecha"],
            texto=dicho["texto"],
            importe=dicho["importe"],
            clase=tramo(origen),
            codigo=dicho["aplicacion"].strip().upper(),
            origen=origen.id if origen is not None else None,
            antes=antes,
            documento_id=documento_con_codigo(dicho["documento"]) if antes is None else None,
            a_pesar=self.dicho,
        )


def _origen(dicho: str, anio: int, aplicacion: str) -> LineaOperacion | None:
    """The line of an earlier phase by the number of its operation and, where it has several, by its application; None when none is said. Raises DatosIncorrectos."""
    if not dicho.strip():
        return None
    cual = numero(dicho.strip().rpartition("/")[2].rpartition(" ")[2])
    lineas = LineaOperacion.objects.select_related("operacion", "aplicacion").filter(
        operacion__ejercicio=anio,
        operacion__libro=Operacion.Libro.GASTO,
        operacion__numero=cual or 0,
        operacion__clase__in=ANTERIORES,
        operacion__signo=1,
        saldo__gt=0,
    )
    suyas = [una for una in lineas if una.aplicacion is not None and aplicacion in ("", una.aplicacion.codigo)]
    if len(suyas) == 1:
        return suyas[0]
    mensaje = _("No hay ninguna RC, A, AD ni D de %(anio)d con el número «%(n)s» de la que quede algo.")
    if suyas:
        mensaje = _("La operación «%(n)s» de %(anio)d tiene varias aplicaciones: escriba cuál es.")
    mensaje %= {"n": dicho.strip(), "anio": anio}
    raise DatosIncorrectos(mensaje, problemas=[Problema("sigue", mensaje)])
