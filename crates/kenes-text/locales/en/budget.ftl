### Budgets and committees: the words of both.
###
### $name: a project or a candidate. $cost, $money, $share, $spent, $left, $have, $each, $sum, $least, $most: amounts of money.
### $votes, $voters, $projects, $points, $times: numbers. $by: an exact fraction, or its first decimals.

## Rules: their names, and what they do

count-rule-seqpav = Sequential proportional approval (seq-PAV)
count-rule-seqpav-about = Voters mark everybody whom they approve of. Whoever adds most to the satisfaction of all papers is chosen next: the first chosen candidate of a paper counts 1, its second 1/2, its third 1/3.
count-rule-revseqpav = Reverse sequential proportional approval (rev-seq-PAV)
count-rule-revseqpav-about = Voters mark everybody whom they approve of. Everybody begins as chosen; whoever is missed least leaves, until as many are left as there are seats. The first chosen candidate of a paper counts 1, its second 1/2, its third 1/3.
count-rule-seqphragmen = Phragmén's sequential rule
count-rule-seqphragmen-about = Voters mark everybody whom they approve of. Each seat is a load of 1 that its supporters share so that each of them carries equally much. Whoever burdens the supporters least is chosen next.
count-rule-equal-shares = Method of Equal Shares
count-rule-equal-shares-about = Every voter has an equal share. Whoever supports something pays for it together with the others, each the same or all that is left, and what costs its supporters least for what it is worth comes next. A project is worth its cost; seats are worth the same, and those that nobody can pay for go by Phragmén's rule.
count-rule-equal-shares-cardinality = Method of Equal Shares, every project worth the same
count-rule-equal-shares-cardinality-about = Every voter has an equal share of the money. Whoever supports a project pays for it together with the others, each the same or all that is left, and the project that costs each of its supporters least comes next.
count-rule-greedy = By votes
count-rule-greedy-about = Projects are funded in the order of their votes; one that is too dear for what is left is passed over.
count-rule-greedy-no-skip = By votes, without passing over
count-rule-greedy-no-skip-about = Projects are funded in the order of their votes, up to the first that is too dear for what is left.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = Money that is left: one more for each voter again and again, as long as the projects do not cost more than there is.
count-budget-add1u = Money that is left: one more for each voter again and again, as long as the projects do not cost more than there is; then by votes.
count-budget-utilitarian = Money that is left goes by votes.
count-budget-money = Money: { $money }. Projects: { $projects }. Votes cast: { $voters }.
count-budget-share = The share of each voter: { $share }.
count-budget-increments = Raised by one for each voter, so many times: { $times }.
count-budget-spent = Spent: { $spent }. Left: { $left }.
count-budget-funded = Funded, in this order:
count-budget-nothing = No project is funded.
count-budget-by-shares = cost { $cost }, votes { $votes }, paid by its supporters
count-budget-with-the-rest = cost { $cost }, votes { $votes }, paid with the money that was left
count-budget-by-votes = cost { $cost }, votes { $votes }
count-budget-full = Paid { $each } each; voters: { $voters }.
count-budget-full-points = Paid { $each } each for { $points } points; voters: { $voters }.
count-budget-last = Gave all that they had left, from { $least } to { $most } each, together { $sum }; voters: { $voters }.
count-budget-nothing-left = Had nothing left to give; voters: { $voters }.
count-budget-no-votes = { $name }: nobody voted for it.
count-budget-stopped = { $name }: not funded before the count stopped.
count-budget-not-paid = { $name }: votes { $votes }, cost { $cost }; its supporters have { $have } left together.
count-budget-too-dear = { $name }: votes { $votes }, cost { $cost }; when its turn came, that was more than the money left, or the count had ended.
count-budget-why-shares = { $name } is funded: its supporters ({ $votes }) pay its cost of { $cost } from their shares, and nothing else cost its supporters less for what it is worth when it was bought.
count-budget-why-rest = { $name } is funded with the money that was left: votes { $votes }, cost { $cost }.
count-budget-why-votes = { $name } is funded: votes { $votes }, and its cost of { $cost } could be paid when its turn came.
count-budget-lot = { $names } were equal in everything. By lot: { $chosen }. SHA-256 of the text below: { $hash }
count-budget-project = Project
count-budget-cost = Cost
count-budget-is-funded = Funded as number
count-budget-drawing = What the funded projects cost, and who paid
count-budget-legend = A bar is as long as the cost. Striped: from supporters who gave all that they had left.
count-budget-who-paid = Who paid what
count-budget-paid-each = Paid each
count-budget-voters = Voters
count-budget-amounts = What the supporters of { $name } paid
count-budget-all-projects = All projects
count-budget-not-funded = Not funded

## Committees

count-committee-gain = adds { $by } to the satisfaction of all papers, the most
count-committee-left = left when everybody else who was missed less had gone
count-committee-removed = { $name } left in round { $round }: missed least, by { $by }.
count-committee-load = each of its papers carries { $by } then, the least
count-committee-price = its papers pay { $by } each, the least
count-committee-nobody = nobody approves those who are left
count-committee-tie = Rounds before: { $stage }. { $names } are equal in the number by which the rule chooses next.
count-committee-votes = { $name } has { $votes } approvals.
count-committee-chosen = { $name } is chosen in round { $round }: { $why }.
count-committee-not-chosen = { $name } was not chosen in any round.
count-label-caption-rounds = The number of everybody who could be chosen, round by round. Marked is whom the round chose; where the rule begins with everybody, whom it removed
count-label-round = Round { $round }

## Several rules side by side

count-compare-title = Several rules on the same ballots
count-compare-about = The same ballots by several rules. This decides nothing: the rule is the one that was in force before the vote.
count-compare-by-all = By every rule: { $names }.
count-compare-by-some = By some rules only: { $names }.
count-compare-by-none = By no rule: { $names }.
count-compare-needs-lot = { $rule }: a lot is needed among { $names }.
count-compare-not-counted = { $rule } cannot count these ballots.
