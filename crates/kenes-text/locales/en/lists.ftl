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

## A group of persons that has to have a number of seats

count-result-group = At least this many of those elected have to be of the group: { $number }. The group: { $names }.
count-result-group-short = No more of the group stand than { $number }.
count-stage-for-group = All seats that are left are the group’s: { $names } cannot be elected any more and are excluded. The papers pass on to the next preferences.
count-stage-guarded = No more of the group are left than it has to have, so that these cannot be excluded: { $names }.
count-outcome-of-group = { $name } has { $votes } votes, among the most of the group, which is given its seats first, and is elected.
count-why-of-group = { $votes } votes, for a seat of the group
count-explain-for-group = At stage { $stage } all seats that were left were the group’s: { $name } had { $votes }, could not be elected any more and was excluded.
