### Counts: results, stages, ties and reasons in words.
###
### $name, $other: a candidate or a list. $names: several of them. $votes: a number of votes, whole or a decimal. $quota: the
### votes that elect. $stage: the number of a stage.

## Rules: their names, and what they do

count-rule-scottish-stv = Scottish single transferable vote
count-rule-scottish-stv-about = Voters rank the candidates. Whoever reaches the quota is elected, and the votes above it pass on to the next preferences. When nobody has a surplus, the candidate with the fewest votes is excluded and those papers pass on.
count-rule-plurality = Plurality
count-rule-plurality-about = Whoever has the most first preferences is elected.
count-rule-approval = Approval
count-rule-approval-about = Voters mark everybody whom they approve of. Whoever has the most marks is elected.
count-rule-two-round = Two rounds
count-rule-two-round-about = Whoever has more than half of the votes is elected. Otherwise the first two go on to a second round, and whoever has more votes there is elected.
count-rule-sainte-lague = Sainte-Laguë
count-rule-sainte-lague-about = Seats go one by one to the largest quotient of votes ÷ 1, 3, 5, 7 …
count-rule-dhondt = D’Hondt
count-rule-dhondt-about = Seats go one by one to the largest quotient of votes ÷ 1, 2, 3, 4 …
count-rule-hamilton = Hamilton (largest remainders)
count-rule-hamilton-about = Each has the whole part of its share of the seats; the seats that are left go to the largest remainders.
count-rule-huntington-hill = Huntington-Hill
count-rule-huntington-hill-about = Each has one seat first. The others go one by one to the largest quotient of votes ÷ √(1 × 2), √(2 × 3), √(3 × 4) …
count-rule-countback = Countback
count-rule-countback-about = A vacated seat is filled from the ballots of the election that filled it, counted for those who stand for the seat.
count-rule-other = Another rule
count-rule-other-about = This rule is described by its source.
# The numbered rule of a statute: "rule 49".
count-clause-rule = rule { $number }

## Headings and labels

count-label-result = Result
count-label-drawing = Where the votes went
count-label-drawing-seats = Votes and seats
count-label-table = The votes in numbers
count-label-stages = Stage by stage
count-label-ties = Ties
count-label-reading = How the papers were read
count-label-rule = The rule
count-label-check = How to check this by hand
count-label-source = Source: { $source }
count-label-skip = Go to the result
count-label-candidate = Candidate
count-label-list = List
count-label-votes = Votes
count-label-seats = Seats
count-label-seat = Seat
count-label-claim = Compared number
count-label-exact = As a fraction
count-label-share = Share
count-label-whole = Whole part
count-label-quota = Quota
count-label-non-transferable = Non-transferable
count-label-lost = of these, lost by cutting decimals
count-label-sum = Sum
count-label-elected = elected
count-label-withdrawn = withdrawn
count-label-not-elected = not elected
count-label-vacated = vacated the seat
count-label-holds-a-seat = holds a seat already
count-label-does-not-stand = does not stand
count-label-elected-at = elected, stage { $stage }
count-label-excluded-at = excluded, stage { $stage }
count-label-caption = Votes of each candidate at the end of each stage
count-label-caption-seats = Votes and seats of each list
count-label-caption-awards = Seats, to whom they went and the number that was compared
count-label-caption-shares = The share of each before rounding
count-label-stage = Stage { $stage }
count-label-stage-of = Stage { $stage }: { $action }
count-label-lot-text = The text of the lot
# Bars of the drawing that stand for candidates who are elected.
count-label-legend-elected = Striped bar: elected.
count-label-legend-quota = Dashed line: the quota.
count-label-legend-excluded = Cross: excluded.
count-label-legend-seats = Each dot is a seat.
count-label-too-many-to-draw = There are too many stages or candidates to draw each transfer. The bars are the votes at the end.

## What a stage does, in a word without names, over a column of the drawing

count-short-first-preferences = first preferences
count-short-surplus = surplus
count-short-exclude = exclusion
count-short-second-round = second round
count-short-held-papers = held papers
count-short-other = next step

## What a stage does, in a word

count-action-first-preferences = first preferences
count-action-approvals = approvals
count-action-surplus = surplus of { $name }
count-action-exclude = exclusion of { $name }
count-action-second-round = second round
count-action-held-papers = papers by which { $name } held the seat
count-action-other = next step

## The result

count-result-seats =
    { $seats ->
        [one] One seat was to be filled.
       *[other] { $seats } seats were to be filled.
    }
count-result-distributed =
    { $seats ->
        [one] One seat was to be distributed.
       *[other] { $seats } seats were to be distributed.
    }
count-result-elected = Elected, in this order:
count-result-seats-of = Seats:
count-result-nobody = Nobody is elected yet.
count-result-quota = The quota, the votes that elect, is { $quota }.
count-result-vacant =
    { $seats ->
        [one] One seat stays vacant.
       *[other] { $seats } seats stay vacant.
    }
count-result-stopped = The count has stopped: a lot is needed among { $names }. What follows is the count so far.
# Behind a name: why it is elected.
count-why-quota =
    { $votes ->
        [one] one vote at stage { $stage }, at least the quota of { $quota }
       *[other] { $votes } votes at stage { $stage }, at least the quota of { $quota }
    }
count-why-last-vacancies =
    { $votes ->
        [one] one vote at stage { $stage }, when no more candidates were left than seats
       *[other] { $votes } votes at stage { $stage }, when no more candidates were left than seats
    }
count-why-majority =
    { $votes ->
        [one] one vote at stage { $stage }, more than half
       *[other] { $votes } votes at stage { $stage }, more than half
    }
count-why-most-votes =
    { $votes ->
        [one] one vote at stage { $stage }, among the most votes
       *[other] { $votes } votes at stage { $stage }, among the most votes
    }
count-why-other =
    { $votes ->
        [one] one vote at stage { $stage }
       *[other] { $votes } votes at stage { $stage }
    }
# Behind the name of a list.
count-why-seats =
    { $seats ->
        [one] one seat, with { $votes } votes
       *[other] { $seats } seats, with { $votes } votes
    }

## How papers were read

count-reading-papers =
    { $papers ->
        [one] One paper was read; valid: { $valid }.
       *[other] { $papers } papers were read; valid: { $valid }.
    }
count-reading-votes =
    { $votes ->
        [one] One vote was counted.
       *[other] { $votes } votes were counted.
    }
count-reading-blank =
    { $papers ->
        [one] One paper has no mark and is not valid.
       *[other] { $papers } papers have no mark and are not valid.
    }
count-reading-no-first =
    { $papers ->
        [one] One paper does not begin with one candidate alone at the first rank and is not valid.
       *[other] { $papers } papers do not begin with one candidate alone at the first rank and are not valid.
    }
count-reading-nobody-standing =
    { $papers ->
        [one] One paper marks, as far as it is read, withdrawn candidates only and is not valid.
       *[other] { $papers } papers mark, as far as they are read, withdrawn candidates only and are not valid.
    }
count-reading-nobody-stands =
    { $papers ->
        [one] One paper marks, as far as it is read, nobody for whom papers are counted and is not valid.
       *[other] { $papers } papers mark, as far as they are read, nobody for whom papers are counted and are not valid.
    }
count-reading-cut-at-skip =
    { $papers ->
        [one] One paper leaves out a rank: what it marks after that does not count.
       *[other] { $papers } papers leave out a rank: what they mark after that does not count.
    }
count-reading-cut-at-equal =
    { $papers ->
        [one] One paper gives one rank to several candidates: what it marks from there on does not count.
       *[other] { $papers } papers give one rank to several candidates: what they mark from there on does not count.
    }
count-reading-cut-at-repeat =
    { $papers ->
        [one] One paper marks a candidate a second time: what it marks from there on does not count.
       *[other] { $papers } papers mark a candidate a second time: what they mark from there on does not count.
    }
count-reading-whole = No valid paper leaves out a rank, gives one rank to several candidates or marks a candidate twice, so each was read to its end.
count-reading-withdrawn = Withdrawn: { $names }. Preferences for the withdrawn are passed over as if they were not there.
count-reading-withdrawn-sums = Withdrawn: { $names }. Votes for the withdrawn do not count.
# What was done with the papers of a second vote: $sentence says it as of the first.
count-reading-second = Second vote: { $sentence }

## A vacated seat

count-vacated-by = { $name } vacated the seat.
count-vacated-standing = Standing for the seat: { $names }.
count-vacated-quota = The papers by which { $name } held the seat are counted for those who stand for it.
count-vacated-all-votes = All ballots of the election are counted for those who stand for the seat.

## Stages in words

# At the end of a sentence: the clause of the rule under which something was done.
count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = Each valid paper is one vote for the first candidate on it.
count-stage-approvals = Each paper is one vote for every candidate marked on it.
count-stage-sums = The votes are those that were given as sums.
count-stage-surplus = { $name } has { $votes } votes. What is above the quota passes on: { $votes } − { $quota } = { $surplus }. Each of the papers goes to the next preference on it at the value that it has × { $surplus } ÷ { $votes }, cut after { $places } decimal places.
count-stage-exclude =
    { $votes ->
        [one] { $name } has the fewest votes, one, and is excluded. The papers pass on at the values that they have.
       *[other] { $name } has the fewest votes, { $votes }, and is excluded. The papers pass on at the values that they have.
    }
count-stage-second-round = Nobody has more than half of the votes. { $names } go on to the second round.
count-stage-held-papers = The papers by which { $name } held the seat are counted for those who stand for it, each at the value at which it was held.
count-stage-other = The count goes on.
count-stage-recalculated = The quota is calculated anew: { $quota }.
# A line for papers of one value that go one way: 155 × 0.44377 = 68.78435.
count-move-to =
    { $papers ->
        [one] { $name }: one paper at { $value } = { $votes }
       *[other] { $name }: { $papers } papers at { $value } each = { $votes }
    }
count-move-nowhere =
    { $papers ->
        [one] no further preference: one paper at { $value } = { $votes }, non-transferable
       *[other] no further preference: { $papers } papers at { $value } each = { $votes }, non-transferable
    }
# The same where papers of several candidates move: $from is whose they were.
count-move-between =
    { $papers ->
        [one] from { $from } to { $name }: one paper at { $value } = { $votes }
       *[other] from { $from } to { $name }: { $papers } papers at { $value } each = { $votes }
    }
count-move-between-nowhere =
    { $papers ->
        [one] from { $from }, no further preference: one paper at { $value } = { $votes }, non-transferable
       *[other] from { $from }, no further preference: { $papers } papers at { $value } each = { $votes }, non-transferable
    }
count-move-lost = lost by cutting decimals: { $votes }, counted with the non-transferable votes
count-move-none = No papers pass on.
count-outcome-quota = { $name } has { $votes }, at least the quota of { $quota }, and is elected.
count-outcome-last-vacancies = No more candidates are left than seats: { $name } is elected with { $votes }.
count-outcome-majority = { $name } has { $votes }, more than half, and is elected.
count-outcome-most-votes = { $name } is among those with the most votes, { $votes }, and is elected.
count-outcome-other = { $name } is elected with { $votes }.
count-outcome-nobody = Nobody is elected at this stage.

## Ties

count-tie-exclude = At the end of stage { $stage } { $names } have equally few votes, and one has to be excluded.
count-tie-transfer = At the end of stage { $stage } { $names } have equal surpluses, and one has to pass on first.
count-tie-elect = At the end of stage { $stage } { $names } have equal votes, and there are not seats for all of them.
count-tie-second-round = At the end of stage { $stage } { $names } have equal votes, and not all of them can go on to the second round.
count-tie-seat = { $names } have equal claims to a seat, and there are not seats for all of them.
count-tie-other = { $names } are equal.
count-tie-fewest = At stage { $stage } they were unequal: fewest votes had { $names }.
count-tie-most = At stage { $stage } they were unequal: most votes had { $names }.
count-tie-same = No earlier stage tells { $names } apart.
count-tie-chosen-exclude = Excluded: { $name }.
count-tie-chosen-transfer = The surplus that passes on first is that of { $name }.
count-tie-chosen-elect = Elected: { $name }.
count-tie-chosen-second-round = On to the second round goes { $name }.
count-tie-chosen-seat = The seat goes to { $name }.
count-tie-chosen-other = Chosen: { $name }.
count-tie-lot = A lot is drawn among { $names }. Whoever wants to draw it again takes the text below, every line of it ended by a newline, and calculates its SHA-256.
count-tie-lot-hash = It is { $hash }.
count-tie-lot-rest = This hexadecimal number divided by { $divisor } leaves { $rest }. Counted from 0, place { $rest } of { $names } is { $name }.
count-tie-needs-lot = A lot is needed among { $names }. Give the seed, and the count goes on.

## How to check a count by hand

count-check-quota = Quota: { $valid } valid papers ÷ ({ $seats } + 1), the fraction ignored, plus 1 = { $quota }.
count-check-sum = At the end of each stage the votes of all candidates and the non-transferable votes add up to { $sum }.
count-check-papers = Sort the papers by first preference and count them. For each stage take the papers of the candidate named and sort them by the next candidate who is neither elected nor excluded; the numbers of papers and their values are listed there.
count-check-sums = Count the votes for each candidate. Those with the most votes are elected.
count-check-half = More than half: at least { $half } of { $valid } votes.
count-check-held = More than half of the votes that were laid with those who stand, { $votes }: at least { $quota }.
count-check-all-votes = The quota is that of the Scottish rules for all seats of the election: { $quota }. Sitting members are neither excluded nor elected again.
count-check-minimum =
    { $minimum ->
        [one] Each is given one seat first.
       *[other] Each is given { $minimum } seats first.
    }
count-check-sainte-lague = Divide the votes of each by 1, 3, 5, 7 …: by twice the number of seats it has, plus 1. The largest quotient has the next seat.
count-check-dhondt = Divide the votes of each by 1, 2, 3, 4 …: by the number of seats it has, plus 1. The largest quotient has the next seat.
count-check-huntington-hill = Square the votes of each and divide by s × (s + 1), where s is the number of seats it has: that is the square of the quotient, and the largest has the next seat.
count-check-hamilton = The share of each is its votes × { $seats } ÷ { $votes }. Each has the whole part of its share; what the division leaves is its remainder, and the largest remainders have the seats that are left.
count-check-minimum-share =
    { $minimum ->
        [one] Whoever’s share is below one seat is given one. The others share the seats that are left by their own votes, until no share is below one seat.
       *[other] Whoever’s share is below { $minimum } seats is given { $minimum }. The others share the seats that are left by their own votes, until no share is below { $minimum } seats.
    }
count-check-last = The last seat went to { $name } with { $claim }.

## Why somebody was elected or was not

count-explain-withdrawn = { $name } withdrew. Preferences for { $name } were passed over as if they were not there.
count-explain-first =
    { $votes ->
        [one] { $name } had one first preference: place { $place } of { $number }.
       *[other] { $name } had { $votes } first preferences: place { $place } of { $number }.
    }
count-explain-votes =
    { $votes ->
        [one] { $name } had one vote: place { $place } of { $number }.
       *[other] { $name } had { $votes } votes: place { $place } of { $number }.
    }
count-explain-quota = The quota was { $quota }.
count-explain-received =
    { $papers ->
        [one] Stage { $stage }, { $action }: one paper brought { $name } { $received }, which made { $votes }.
       *[other] Stage { $stage }, { $action }: { $papers } papers brought { $name } { $received }, which made { $votes }.
    }
count-explain-elected-quota = At stage { $stage } { $name } had { $votes }, at least the quota of { $quota }, and was elected.
count-explain-elected-last-vacancies = At stage { $stage } no more candidates were left than seats, and { $name } was elected with { $votes }.
count-explain-elected-majority = At stage { $stage } { $name } had { $votes }, more than half of the votes, and was elected.
count-explain-elected-most-votes = At stage { $stage } { $name } was among those with the most votes, { $votes }, and was elected.
count-explain-elected-other = At stage { $stage } { $name } was elected with { $votes }.
count-explain-surplus = At stage { $stage } the surplus of { $name } passed on: { $moves }.
count-explain-excluded = At stage { $stage } { $name } had the fewest votes, { $votes }, and was excluded.
count-explain-next = The next above, { $other }, had { $votes }: { $short } more.
count-explain-passed = The papers of { $name } passed on: { $moves }.
count-explain-move = { $votes } to { $name }
count-explain-move-nowhere = { $votes } non-transferable
count-explain-short-of-quota = The most that { $name } ever had was { $votes }, which is { $short } short of the quota.
count-explain-left = When the last seat was filled { $name } had { $votes } and was neither elected nor excluded.
count-explain-last-elected = The last who was elected, { $other }, had { $votes }: { $short } more than { $name } ever had.
count-explain-behind = { $other }, the last of those elected, had { $votes }: { $short } more.
count-explain-ahead = { $other }, the first of those not elected, had { $votes }: { $short } fewer.
count-explain-level = { $other } had as many.
count-explain-in-second-round = { $name } went on to the second round.
count-explain-not-in-second-round = { $name } did not go on to the second round: { $names } did, the last of them with { $votes }.
count-explain-vacated = { $name } vacated the seat, so the papers pass to those who stand for it.
count-explain-holds-a-seat = { $name } holds a seat already: neither excluded nor elected again.
count-explain-did-not-stand = { $name } did not stand for the vacated seat.
count-explain-stopped = The count has stopped, and a lot is needed among { $names }; { $name } is one of them.
count-explain-stopped-elsewhere = The count has stopped, and a lot is needed among { $names }. Whether { $name } is elected is not known yet.
count-explain-lot = A lot was drawn among { $names }.
count-explain-share = { $name } had { $votes } of { $all } votes and was given { $seats } of { $all-seats } seats.
count-explain-minimum =
    { $minimum ->
        [one] One seat was given before votes were compared.
       *[other] { $minimum } seats were given before votes were compared.
    }
count-explain-quotient = Seat { $seat } went to { $name } with the quotient { $claim }.
count-explain-quotient-squared = Seat { $seat } went to { $name } with the quotient whose square is { $claim }.
count-explain-remainder = One more seat went to { $name } for the remainder { $claim }.
count-explain-quotients =
    { $number ->
        [one] One seat went to { $name } by a quotient: { $first } (seat { $first-seat }).
       *[other] { $number } seats went to { $name } by quotients, the first { $first } (seat { $first-seat }), the last { $last } (seat { $last-seat }).
    }
count-explain-quotients-squared =
    { $number ->
        [one] One seat went to { $name } by a quotient whose square is { $first } (seat { $first-seat }).
       *[other] { $number } seats went to { $name } by quotients, the square of the first { $first } (seat { $first-seat }), of the last { $last } (seat { $last-seat }).
    }
count-explain-whole = The exact share was { $share }: { $seats } from its whole part.
count-explain-below-minimum =
    { $seats ->
        [one] The exact share was { $share }, below the minimum of one seat, which was given.
       *[other] The exact share was { $share }, below the minimum of { $seats } seats, which were given.
    }
count-explain-no-remainder = The last seat by remainders went to { $other } with { $last }; the remainder of { $name } was { $claim }.
count-explain-next-quotient = For the next seat the quotient of { $name } was { $claim }; the last seat went to { $other } with { $last }.
count-explain-next-quotient-squared = For the next seat the square of the quotient of { $name } was { $claim }; the last seat went to { $other } with { $last }.
count-explain-more-votes =
    { $short ->
        [one] With one vote more, all other votes unchanged, that quotient would have been larger.
       *[other] With { $short } votes more, all other votes unchanged, that quotient would have been larger.
    }
