"""What the working group of a unit asks to change in a procedure, what it was answered, the version that carries it, and what it improved.

Owns `PeticionDeArea` and `MensajeDePeticion`. Public: `acciones`, `consultas`, `acceso`, `permisos`. LRJSP 3.1 (continuous improvement) and 5; RD 203/2021 2.e.
"""
