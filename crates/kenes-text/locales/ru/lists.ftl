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
