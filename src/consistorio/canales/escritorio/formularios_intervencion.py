"""Forms of the control of what is owed and paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.actos.campos import parrafos, si_o_no
from consistorio.canales.escritorio.formularios_a_pesar import APesar
from consistorio.canales.escritorio.formularios_de_antes import DeOtroEjercicio
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.requisitos import PreguntasDeRequisitos
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.facturas.de_antes import anio_de, compromisos_de_antes
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones.consultas import FacturaPorVer, hallazgos_de_factura, queda_en, tramo
from consistorio.economia.tributacion.models import ApunteIva, SectorIva
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.organizacion.consultas import puestos_que_firman, quienes_pueden, vigente
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.acciones.omisiones import InformeDeOmision
from consistorio.servicios.intervencion.limites import EXENCIONES
from consistorio.servicios.intervencion.models import AcuerdoDeControl, Comprobacion, Omision
from consistorio.servicios.intervencion.permisos import COMPROBAR
from consistorio.servicios.intervencion.reglas import CAUSAS, RESULTADOS
from consistorio.servicios.intervencion.reglas_de_requisitos import CREDITO, CUMPLE
from consistorio.servicios.intervencion.requisitos import ControlLimitado, Hallado, Hallazgos

CORTO = forms.TextInput(attrs={"data-ancho": "10"})
DE_OBLIGACIONES = ("O", "ADO")  # phases whose lists fit an obligation
A_MANO = "aplicacion"  # none of the operations: to an application
EJEMPLO = gettext_lazy("Por ejemplo, 920.22706")
UN_PARRAFO = gettext_lazy("Un párrafo en cada línea.")


def importe_de(texto: object, campo: str = "importe") -> Decimal | None:
    """An amount as people write it; None when it is empty. Raises DatosIncorrectos (it is none)."""
    dicho = str(texto or "").strip()
    if not dicho:
        return None
    try:
        return Importe.de(dicho).euros
    except DatosIncorrectos as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema(campo, error.mensaje)]) from error


def documento_de(csv: object) -> UUID | None:
    """The document of a code; None when none is written. Raises DatosIncorrectos (nobody has that code)."""
    dicho = str(csv or "").strip()
    if not dicho:
        return None
    try:
        return por_csv(dicho).id
    except NoEncontrado as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("documento", error.mensaje)]) from error


class Resultado(Formulario):
    """What Intervención says."""

    resultado = forms.ChoiceField(
        label=gettext_lazy("Resultado"),
        choices=[("favorable", gettext_lazy("Intervenido y conforme")), *list(RESULTADOS.items())[1:]],
        widget=forms.RadioSelect,
        initial="favorable",
    )
    causas = forms.MultipleChoiceField(
        label=gettext_lazy("Causas, si es un reparo"),
        choices=list(CAUSAS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Con alguna de las cuatro primeras, el reparo suspende."),
    )
    texto = parrafos(
        gettext_lazy("¿En qué se funda?"),
        gettext_lazy("Hace falta con observaciones o con reparo. Un párrafo en cada línea."),
        obligatorio=False,
    )


class ResultadoConLista(Resultado):
    """The same of an obligation, with the answers to its basic requirements where the control is limited."""

    requisitos: PreguntasDeRequisitos | None = None
    limitado: ControlLimitado | None = None

    def preguntar(self, hoy: date, hallazgos: Hallazgos, antes: Sequence[str] = ()) -> None:
        """Add the questions of the list, after those of `antes`."""
        self.requisitos = PreguntasDeRequisitos(self, en=hoy, fases=DE_OBLIGACIONES, hallazgos=hallazgos)
        self.order_fields([*antes, *self.requisitos.nombres, "resultado", "causas", "texto"])

    def clean(self) -> dict[str, object]:
        """With what is answered of them."""
        limpio = super().clean() or {}
        self.limitado = self.requisitos.leer() if self.requisitos is not None else None
        return limpio


class QueDeduce(Formulario):
    """Which activity deducts the VAT of what is bought, where there is any."""

    actividad = forms.ChoiceField(
        label=gettext_lazy("¿Qué actividad sujeta deduce su IVA?"),
        help_text=gettext_lazy(
            "El IVA que se deduce no es gasto del presupuesto. Se paga aparte, como no presupuestario."
        ),
        required=False,
    )
    destino = forms.ChoiceField(
        label=gettext_lazy("¿En qué se usa lo que se compra?"),
        choices=ApunteIva.Destino.choices,
        initial=ApunteIva.Destino.COMUN,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        sectores = [(uno.codigo, uno.nombre) for uno in SectorIva.objects.filter(en_uso=True).order_by("codigo")]
        actividad = self.fields["actividad"]
        assert isinstance(actividad, forms.ChoiceField)  # noqa: S101  # narrows the type
        actividad.choices = [("", _("Ninguna: todo es gasto")), *sectores]
        if not sectores:
            del self.fields["actividad"], self.fields["destino"]

    def deduce(self) -> tuple[str, str]:
        """The activity, or "", and what for in it."""
        return str(self.cleaned_data.get("actividad") or ""), str(self.cleaned_data.get("destino") or "comun")


class IntervenirFactura(APesar, DeOtroEjercicio, QueDeduce, ResultadoConLista):
    """The same of an invoice, and where its obligation goes."""

    origen = forms.ChoiceField(
        label=gettext_lazy("¿De qué operación sigue la obligación?"), widget=forms.RadioSelect, required=False
    )
    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación, si no sigue de ninguna"),
        help_text=EJEMPLO,
        max_length=40,
        required=False,
        widget=CORTO,
    )
    exento = forms.ChoiceField(
        label=gettext_lazy("¿Por qué no se fiscalizó antes el gasto?"),
        help_text=gettext_lazy(
            "Si el gasto no estaba comprometido, o lo estaba sin expediente y pasa del límite del contrato menor. Si tenía que fiscalizarse, anote la omisión."
        ),
        choices=[("", gettext_lazy("No procede decirlo")), *EXENCIONES.items()],
        required=False,
    )
    exento_por = forms.CharField(
        label=gettext_lazy("¿De qué contrato, período o anticipo es?"), max_length=200, required=False
    )

    def __init__(self, datos: object, vista: FacturaPorVer, hoy: date) -> None:
        super().__init__(datos)
        opciones = [(str(linea.id), f"{tramo(linea)}: {queda_en(linea)}") for linea in vista.lineas]
        opciones.append((A_MANO, _("De ninguna: va a una aplicación (ADO)")))
        campo = self.fields["origen"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = opciones
        campo.initial = str(vista.propuesta.id) if vista.propuesta is not None else A_MANO
        if vista.omision is not None:
            self.fields["aplicacion"].initial = vista.omision.aplicacion
        antes = [
            "a_pesar",
            "origen",
            "aplicacion",
            "antes",
            "antes_prueba",
            "actividad",
            "destino",
            "exento",
            "exento_por",
        ]
        self.segun(vista.visto)
        self._de_antes(vista.factura, hoy)
        origen = vista.propuesta.id if vista.propuesta is not None else None
        self.preguntar(hoy, hallazgos_de_factura(vista.factura, origen), antes)

    def _de_antes(self, factura: Factura, hoy: date) -> None:
        """That of an earlier year is asked why, and offered what was committed then with who sent it."""
        anio = anio_de(factura)
        if anio >= hoy.year:
            del self.fields["antes"], self.fields["antes_prueba"]
            return
        self.fields["antes"].help_text = _("Es un gasto de %(anio)d.") % {"anio": anio}
        persona = factura.emisor.persona_id if factura.emisor is not None else None
        if compromisos := compromisos_de_antes(persona, anio):
            self.fields["antes"].initial, self.fields["antes_prueba"].initial = "compromiso", str(compromisos[0])

    @property
    def elegida(self) -> UUID | None:
        """The line that the obligation follows; None when it goes to an application."""
        dicho = str(self.cleaned_data.get("origen") or A_MANO)
        return UUID(dicho) if dicho != A_MANO else None


class IntervenirObligaciones(ResultadoConLista):
    """The same of obligations that are noted, or of their payments, which have no list; and who answers for those of no case."""

    unidad = forms.ChoiceField(
        label=gettext_lazy("¿Qué unidad responde de las que no son de un expediente ni de una factura?"),
        help_text=gettext_lazy("Hace falta en un reparo: es quien lo contesta."),
        required=False,
    )

    def __init__(self, datos: object, hoy: date, *, de_pagos: bool) -> None:
        super().__init__(datos)
        campo = self.fields["unidad"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        unidades = Unidad.objects.filter(vigente(hoy)).order_by("nombre")
        campo.choices = [("", _("Ninguna")), *((str(una.id), una.nombre) for una in unidades)]
        if not de_pagos:
            visto = _("Lo que se marca está contabilizado, cada cosa en su aplicación.")
            self.preguntar(hoy, {CREDITO: Hallado(CUMPLE, visto)})


class Contestacion(Formulario):
    """How a reparo is mended."""

    texto = parrafos(gettext_lazy("¿Cómo se arregla?"), UN_PARRAFO)


class NoAceptacion(Formulario):
    """Why a reparo is not accepted."""

    texto = parrafos(gettext_lazy("¿Por qué no se acepta?"), gettext_lazy("Con los preceptos en que se apoya."))
    gasto_del_pleno = si_o_no(
        gettext_lazy("¿Aprobar este gasto es competencia del Pleno?"),
        gettext_lazy("Entonces, y si falta crédito, resuelve el Pleno. En lo demás, la Presidencia."),
    )


class Decision(Formulario):
    """What the presidencia decides."""

    sentido = forms.ChoiceField(label=gettext_lazy("¿Qué se decide?"), widget=forms.RadioSelect)
    texto = parrafos(gettext_lazy("¿En qué se funda?"), UN_PARRAFO)

    def __init__(self, datos: object, opciones: Sequence[tuple[str, str]]) -> None:
        super().__init__(datos)
        campo = self.fields["sentido"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = list(opciones)


class Acuerdo(Formulario):
    """What the Pleno or the Junta agreed."""

    sentido = forms.ChoiceField(label=gettext_lazy("¿Qué se acordó?"), widget=forms.RadioSelect)
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del certificado del acuerdo"), max_length=40)

    def __init__(self, datos: object, opciones: Sequence[tuple[str, str]]) -> None:
        super().__init__(datos)
        campo = self.fields["sentido"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = list(opciones)


class NuevaOmision(Formulario):
    """That something was ordered without being fiscalised."""

    como = parrafos(
        gettext_lazy("¿Cómo se conoció?"), gettext_lazy("Qué se encargó, quién y cuándo, y por qué no se fiscalizó.")
    )
    importe = forms.CharField(label=gettext_lazy("Importe, con IVA"), max_length=20, widget=CORTO)
    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación, si se sabe"), help_text=EJEMPLO, max_length=40, required=False, widget=CORTO
    )
    decide = forms.ChoiceField(
        label=gettext_lazy("¿Quién decide si continúa?"),
        help_text=gettext_lazy("El Pleno, si el gasto es de su competencia. En gran población, la Junta."),
        choices=Omision.Decide.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, datos: object, *, con_importe: bool) -> None:
        super().__init__(datos)
        if not con_importe:
            del self.fields["importe"]


class Devengo(QueDeduce):
    """To which application it would go."""

    field_order = ["aplicacion", "actividad", "destino"]

    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación que lo soportaría"), help_text=EJEMPLO, max_length=40, widget=CORTO
    )


class Informe(Formulario):
    """The parts of the report on an omission."""

    naturaleza = forms.CharField(
        label=gettext_lazy("Naturaleza jurídica del gasto"),
        help_text=gettext_lazy("Por ejemplo, contrato menor de servicios."),
        max_length=300,
    )
    realizado_el = forms.CharField(label=gettext_lazy("¿Cuándo se realizó?"), max_length=200)
    incumplimientos = parrafos(gettext_lazy("¿Qué se incumplió?"), gettext_lazy("Con los preceptos."))
    prestacion = parrafos(gettext_lazy("¿Se ha recibido lo que se paga, y a precio de mercado?"))
    credito = parrafos(gettext_lazy("¿Hay crédito adecuado y suficiente?"), filas=3)
    revision = parrafos(gettext_lazy("¿Cabe revisar los actos, y conviene?"), filas=4)
    opinion = parrafos(gettext_lazy("¿Cuál es su opinión sobre la propuesta?"), filas=4)

    def informe(self) -> InformeDeOmision:
        """As the use case wants it."""
        return InformeDeOmision(**{clave: str(valor) for clave, valor in self.cleaned_data.items()})


class Designacion(Formulario):
    """Who goes to a material check."""

    designado = forms.ChoiceField(label=gettext_lazy("¿Quién va por Intervención?"))
    prevista = DiaCorto(gettext_lazy("¿Qué día se recibe?"))
    importe = forms.CharField(label=gettext_lazy("Importe sin IVA"), max_length=20, widget=CORTO)

    def __init__(self, datos: object, hoy: date, *, con_importe: bool) -> None:
        super().__init__(datos)
        campo = self.fields["designado"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [("", _("Elija")), *((str(uno.id), uno.nombre) for uno in quienes_pueden(COMPROBAR, en=hoy))]
        if not con_importe:
            del self.fields["importe"]


class Acta(Formulario):
    """What was seen in a material check."""

    dia = DiaCorto(gettext_lazy("¿Qué día se recibió?"))
    conforme = si_o_no(gettext_lazy("¿Se recibió de conformidad?"), "")
    texto = parrafos(
        gettext_lazy("¿Qué se comprobó?"), gettext_lazy("Si falta algo, diga qué, cómo se arregla y para cuándo.")
    )
    puesto = forms.ChoiceField(label=gettext_lazy("¿Qué puesto la recibe por la unidad?"))
    asisten = forms.CharField(
        label=gettext_lazy("¿Quién más asistió?"),
        help_text=gettext_lazy("Por ejemplo, quien va por la empresa."),
        max_length=300,
        required=False,
    )

    def __init__(self, datos: object, comprobacion: Comprobacion, hoy: date) -> None:
        super().__init__(datos)
        campo = self.fields["puesto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        puestos = [uno for uno in puestos_que_firman(en=hoy, cerca_de=[comprobacion.unidad_id]) if not uno.vacante]
        campo.choices = [("", _("Elija")), *((uno.codigo, f"{uno.nombre} ({uno.unidad})") for uno in puestos)]


class NuevoAcuerdo(Formulario):
    """What the Pleno agreed on the control."""

    clave = forms.ChoiceField(
        label=gettext_lazy("¿Qué se acordó?"), choices=AcuerdoDeControl.Clave.choices, widget=forms.RadioSelect
    )
    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))
    rige = si_o_no(
        gettext_lazy("¿Rige desde ese día?"), gettext_lazy("Diga que no para dejarlo sin efecto."), inicial="si"
    )
    importe = forms.CharField(
        label=gettext_lazy("Importe sin IVA, si lo hay"),
        help_text=gettext_lazy("Desde el que se comprueban las inversiones."),
        max_length=20,
        required=False,
        widget=CORTO,
    )
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del certificado del acuerdo"), max_length=40)
    nota = forms.CharField(label=gettext_lazy("Nota"), max_length=600, required=False)


class Muestra(Formulario):
    """A sample of the income."""

    alcance = forms.CharField(
        label=gettext_lazy("¿Qué ingresos se miraron?"),
        help_text=gettext_lazy("Por ejemplo, tasas de mercados del primer trimestre."),
        max_length=300,
    )
    poblacion = Entero(gettext_lazy("¿Cuántos había?"), 1)
    muestra = Entero(gettext_lazy("¿Cuántos se miraron?"), 1)
    anomalia = parrafos(gettext_lazy("Anomalía, si la hay"), obligatorio=False)
    importe = forms.CharField(label=gettext_lazy("Importe de la anomalía"), max_length=20, required=False, widget=CORTO)
