### Palabras de las listas con personas. Traducidas por un programa; decide el texto en inglés.

count-result-threshold = Las listas con menos del { $percent } % de los votos no reciben escaño.
count-result-below = Por debajo: { $names }.
count-result-maximum = Nadie recibe más escaños que { $maximum }.
count-result-alliance = { $names } se cuentan primero como una sola lista, con { $votes } en total; escaños del conjunto: { $seats }. Luego van a cada una por la misma regla.
count-person-list = Escaños de { $list }: { $names }.
count-person-vacant = Escaños de listas sin más personas, que quedan vacantes: { $seats }.
count-jump-group = El grupo debe tener al menos estos escaños: { $number }.
count-jump-within = { $to } ocupa el escaño en lugar de { $from }, ambos de { $list }.
count-jump-between = { $list } no tiene más personas del grupo: el escaño de { $from } pasa a { $to }, de { $other }.
count-jump-short = Ninguna lista tiene más personas del grupo: se queda con estos escaños: { $seats }.
