### Words of lists with persons.

count-result-threshold = Lists with less than { $percent } % of the votes are given no seat.
count-result-below = Below it: { $names }.
count-result-maximum = Nobody is given more seats than { $maximum }.
count-result-alliance = { $names } are counted as one list first, with { $votes } together; seats of all of them: { $seats }. Then these seats go to each of them by the same rule.
count-person-list = Seats of { $list }: { $names }.
count-person-vacant = Seats of lists that have no more persons, and stay vacant: { $seats }.
count-jump-group = The group has to have at least this many seats: { $number }.
count-jump-within = { $to } is seated in place of { $from }, both of { $list }.
count-jump-between = { $list } has no more persons of the group: the seat of { $from } goes to { $to } of { $other }.
count-jump-short = No list has more persons of the group: it has this many seats: { $seats }.
