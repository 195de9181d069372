### Messages that belong to no one part.

# Shown where the language is not English.
main-machine-translated = Translated by a program; the English text decides.
main-list-comma = {", "}
# The end of a list: "A, B and C". $before holds all but the last.
main-list-and = { $before } and { $last }
