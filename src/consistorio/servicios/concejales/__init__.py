"""What the members of the Corporación ask to see, and what they may see without asking (LBRL art. 77; ROF arts. 14 to 16).

Owns `PeticionDeInformacion` with its documents (`DocumentoConcedido`), what is signed about it (`EscritoDePeticion`), and which part of the budget each unit manages
(`AmbitoDeUnidad`). Public: `acciones`, `consultas`, `acceso`. A request is an object of its own and not a case: whoever asks is a member of the organ, nobody else is
heard, and the law gives five natural days and positive silence whatever is asked. It is filed in the registry, its term is counted by the calendar of the house and what is
decided is signed in its signature folders. What is shown of what was granted is of those who show it: this room says how much.
"""
