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

## A group of persons that has to have a number of seats

count-result-group = Dos eleitos, pelo menos este número tem de ser do grupo: { $number }. O grupo: { $names }.
count-result-group-short = Do grupo não se candidatam mais do que { $number }.
count-stage-for-group = Todos os lugares que restam são do grupo: { $names } já não podem ser eleitos e são excluídos. Os boletins passam às preferências seguintes.
count-stage-guarded = Do grupo não restam mais do que deve ter, pelo que não se pode excluir { $names }.
count-outcome-of-group = { $name } tem { $votes } votos, dos mais altos do grupo, que recebe primeiro os seus lugares: eleição.
count-why-of-group = { $votes } votos, para um lugar do grupo
count-explain-for-group = Na etapa { $stage } todos os lugares que restavam eram do grupo: { $name }, com { $votes }, já não podia ser eleito e foi excluído.
