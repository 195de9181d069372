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

## A group of persons that has to have a number of seats

count-result-group = De quienes son elegidos, al menos tantos han de ser del grupo: { $number }. El grupo: { $names }.
count-result-group-short = Del grupo no se presentan más de { $number }.
count-stage-for-group = Todos los escaños que quedan son del grupo: { $names } ya no pueden ser elegidos y quedan excluidos. Las papeletas pasan a las preferencias siguientes.
count-stage-guarded = Del grupo no quedan más de los que debe tener, de modo que no se puede excluir a { $names }.
count-outcome-of-group = { $name } tiene { $votes } votos, de los más del grupo, que recibe primero sus escaños: resulta elegido.
count-why-of-group = { $votes } votos, para un escaño del grupo
count-explain-for-group = En la etapa { $stage } todos los escaños que quedaban eran del grupo: { $name }, con { $votes }, ya no podía ser elegido y quedó excluido.
