"""Forms of the funds of habilitados."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.formularios_terceros import tercero_escrito
from consistorio.canales.escritorio.lecturas_fondos import conceptos_de_reintegro, cuentas_de_caja_fija
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo
from consistorio.economia.presupuesto.models import Fondo
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.nucleo.actor import Actor

LARGO_NOMBRE = 200


class DeUnFondo(DeUnUso):
    """What every act of a fund says."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo justifica"), max_length=40, required=False
    )

    def cabecera(self, habilitado_id: UUID | None) -> Cabecera:
        """As the use cases want it. Raises DatosIncorrectos (no document has that code)."""
        dicho = self.cleaned_data
        return Cabecera(
            fecha=dicho["fecha"],
            texto=dicho["texto"],
            tercero_id=habilitado_id,
            varios=habilitado_id is None,
            documento_id=documento_con_codigo(dicho["documento"]),
        )

    def cabecera_de(self, fondo: Fondo) -> Cabecera:
        """The same, with who holds the fund."""
        return self.cabecera(fondo.habilitado_id)


class FondoNuevo(DeUnFondo):
    """Who will hold it. `motivo`: permission with which who it is is looked for."""

    tercero = forms.CharField(
        label=gettext_lazy("Habilitado"), max_length=80, help_text=gettext_lazy("Su NIF, o palabras de su nombre.")
    )
    denominacion = forms.CharField(label=gettext_lazy("Para qué es"), max_length=LARGO_NOMBRE)
    motivo = ""

    def __init__(self, datos: object, actor: Actor, **como: object) -> None:
        super().__init__(datos, **como)
        self.actor = actor
        self.persona_id: UUID | None = None
        self.fields["documento"].label = _("Código (CSV) del acuerdo")

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        quien = tercero_escrito(self.actor, str(self.cleaned_data["tercero"]), motivo=self.motivo)
        self.persona_id = quien.persona_id
        return f"{quien.persona.nif} {quien.persona.nombre_completo}"[:80]


class CajaFija(FondoNuevo):
    """An anticipo de caja fija."""

    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería de la que sale"),
        max_length=12,
        help_text=gettext_lazy("Por ejemplo, 571"),
    )
    cuenta = forms.ChoiceField(label=gettext_lazy("Cuenta en la que lo tiene el habilitado"))
    field_order = ["denominacion", "tercero", "fecha", "importe", "ordinal", "cuenta", "texto", "documento"]
    motivo = PAGAR

    def __init__(self, datos: object, actor: Actor, **como: object) -> None:
        super().__init__(datos, actor, **como)
        campo = self.fields["cuenta"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = cuentas_de_caja_fija()


class Libramiento(FondoNuevo):
    """The heading of an order a justificar."""

    vence = DiaCorto(gettext_lazy("Último día para justificar"))
    field_order = ["denominacion", "tercero", "texto", "fecha", "vence", "documento"]
    motivo = GASTO

    def __init__(self, datos: object, actor: Actor, **como: object) -> None:
        super().__init__(datos, actor, **como)
        self.fields["vence"].required = False
        self.fields["vence"].help_text = _("Si las bases dan menos de tres meses. Vacío, los tres meses de la ley.")


class Cuenta(DeUnFondo):
    """The heading of an account that is approved. Its document is the cuenta justificativa."""

    field_order = ["fecha", "documento", "texto"]

    def __init__(self, datos: object, **como: object) -> None:
        super().__init__(datos, **como)
        self.fields["documento"].required = True
        self.fields["documento"].label = _("Código (CSV) de la cuenta justificativa")
        self.fields["documento"].error_messages["required"] = _("Escriba el código (CSV) de la cuenta justificativa.")


class Movimiento(DeUnFondo):
    """What was paid, or comes back."""

    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    field_order = ["fecha", "importe", "texto", "documento"]


class Reintegro(Movimiento):
    """What comes back of an anticipo, and where."""

    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería en la que entra"),
        max_length=12,
        help_text=gettext_lazy("Por ejemplo, 571"),
    )
    field_order = ["fecha", "importe", "ordinal", "texto", "documento"]


class ReintegroDeOtroAnio(Reintegro):
    """What comes back of an order a justificar of another year, where, and in which concept of income."""

    concepto = forms.ChoiceField(
        label=gettext_lazy("Concepto de ingresos"),
        help_text=gettext_lazy("38, si lo que se libró era para gastos corrientes; 68, si era para inversiones."),
    )
    field_order = ["fecha", "importe", "concepto", "ordinal", "texto", "documento"]

    def __init__(self, datos: object, anio: int, **como: object) -> None:
        super().__init__(datos, **como)
        campo = self.fields["concepto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [("", _("Elija")), *conceptos_de_reintegro(anio)]
