"""What keeps somebody from reading a content as it was meant: told when it comes in, and never changed after.

Cost: none by rows, the column has its default in the catalogue of the database.
"""

from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas


class Migration(migrations.Migration):
    dependencies = [("almacen", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="contenido",
            name="reparo",
            field=models.CharField(
                blank=True,
                choices=[
                    ("contrasena", "con contraseña: no se puede abrir"),
                    ("ilegible", "dañado: no se puede abrir"),
                    ("incompleto", "dañado: puede faltarle una parte"),
                ],
                db_default="",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="contenido",
            constraint=models.CheckConstraint(
                condition=models.Q(("reparo__in", ["", "contrasena", "ilegible", "incompleto"])),
                name="contenido_reparo",
            ),
        ),
        cerrar_filas("almacen_contenido", "OLD.reparo IS DISTINCT FROM NEW.reparo", "reparo_fijo"),
    ]
