"""A published incident says for ever what it says: only its end is written later, once."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

TABLA = "incidencias_incidencia"
CAMBIA_LO_PUBLICADO = (
    "OLD.estado = 'publicada' AND (NEW.titulo, NEW.descripcion, NEW.desde, NEW.estado, NEW.publicada_el) "
    "IS DISTINCT FROM (OLD.titulo, OLD.descripcion, OLD.desde, OLD.estado, OLD.publicada_el)"
)
CAMBIA_EL_FINAL = "OLD.estado = 'publicada' AND OLD.hasta IS NOT NULL AND NEW.hasta IS DISTINCT FROM OLD.hasta"


class Migration(migrations.Migration):
    dependencies = [("incidencias", "0001_initial")]
    operations = [
        hacer_inmutable(TABLA, "id", "anotada_el", "anotada_por"),
        cerrar_filas(TABLA, CAMBIA_LO_PUBLICADO, "publicada"),
        cerrar_filas(TABLA, CAMBIA_EL_FINAL, "terminada"),
    ]
