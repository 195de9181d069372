### Palavras das listas com pessoas. Traduzidas por um programa; decide o texto em inglês.

count-result-threshold = As listas com menos de { $percent } % dos votos não recebem lugar.
count-result-below = Abaixo: { $names }.
count-result-maximum = Ninguém recebe mais lugares do que { $maximum }.
count-result-alliance = { $names } contam primeiro como uma só lista, com { $votes } no total; lugares do conjunto: { $seats }. Depois vão para cada uma pela mesma regra.
count-person-list = Lugares de { $list }: { $names }.
count-person-vacant = Lugares de listas sem mais pessoas, que ficam vagos: { $seats }.
count-jump-group = O grupo tem de ter pelo menos estes lugares: { $number }.
count-jump-within = { $to } ocupa o lugar em vez de { $from }, ambos de { $list }.
count-jump-between = { $list } não tem mais pessoas do grupo: o lugar de { $from } passa para { $to }, de { $other }.
count-jump-short = Nenhuma lista tem mais pessoas do grupo: fica com estes lugares: { $seats }.
