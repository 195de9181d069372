### Слова списков с кандидатами. Переведено программой; решает английский текст.

count-result-threshold = Списки, набравшие менее { $percent } % голосов, мест не получают.
count-result-below = Ниже него: { $names }.
count-result-maximum = Никто не получает больше мест, чем { $maximum }.
count-result-alliance = { $names } сначала считаются как один список, вместе { $votes }; мест на всех: { $seats }. Затем эти места делятся между ними по тому же правилу.
count-person-list = Места списка { $list }: { $names }.
count-person-vacant = Места списков, в которых больше нет людей, остаются свободными: { $seats }.
count-jump-group = Группа должна иметь мест не меньше, чем: { $number }.
count-jump-within = { $to } занимает место вместо { $from }, оба из списка { $list }.
count-jump-between = В списке { $list } больше нет людей группы: место { $from } переходит к { $to } из списка { $other }.
count-jump-short = Ни в одном списке больше нет людей группы: мест у неё { $seats }.

## A group of persons that has to have a number of seats

count-result-group = Среди избранных должно быть из группы не меньше: { $number }. Группа: { $names }.
count-result-group-short = Из группы баллотируются только { $number }.
count-stage-for-group = Все оставшиеся места принадлежат группе: { $names } больше не могут быть избраны и исключаются. Бюллетени переходят к следующим предпочтениям.
count-stage-guarded = Из группы осталось не больше, чем она должна иметь, поэтому нельзя исключить: { $names }.
count-outcome-of-group = { $name }: голосов { $votes }, среди наибольших в группе, которая получает свои места первой; избрание.
count-why-of-group = голосов { $votes }, место группы
count-explain-for-group = На этапе { $stage } все оставшиеся места принадлежали группе: { $name } с { $votes } больше не мог(ла) быть избран(а); исключение.
