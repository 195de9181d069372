### The audit of a record: verdict, checks, seats, reasons, trust and alarms.
###
### $leaf: the number of an entry of the record, from 0. $call: the beginning of the id of the entry by which an election was
### called. $member: a member's number, from 0. $seat: body and seat, from 0, such as 0/3. $time: a moment in UTC.

## The verdict

audit-verdict-accepted = Accepted: every check holds.
audit-verdict-refused =
    { $failures ->
        [one] Refused: one thing is wrong.
       *[other] Refused: { $failures } things are wrong.
    }
audit-verdict-accepted-means = Who holds which seat follows from this record alone. Anybody who audits the same files finds the same.
audit-verdict-refused-means = Do not rely on this copy. What follows is as far as it could be worked out.
audit-verdict-stopped = From entry { $leaf } on nobody can say from these files who holds which seat: something is missing, or a newer program is needed. The seats shown are those before it.
audit-verdict-limit = No copy can show by itself that there is no newer one, or another one for other eyes. Compare the fingerprint with what others see.

## Headings and labels

audit-title = Audit of a council’s record
audit-label-skip = Go to the verdict
audit-label-verdict = Verdict
audit-label-record = Record
audit-label-entries = Entries
audit-label-fingerprint = Fingerprint of the record
audit-label-state = Fingerprint of the council
audit-label-table = Fingerprint of the seats
audit-label-time = Time of the record
audit-label-outside = Confirmed from outside
audit-label-read = Read
audit-label-failures = What is wrong
audit-label-checks = What was checked
audit-label-check = Check
audit-label-outcome = Outcome
audit-label-holds-when = It holds when
audit-label-seats = Who holds which seat
audit-label-drawing = The seats, body by body
audit-label-seat = Seat
audit-label-member = Member
audit-label-since = Since
audit-label-until = Until
audit-label-how = How
audit-label-elections = Elections
audit-label-alarms = What to look at
audit-label-trust = Whom you must trust
audit-label-no-effect = Entries without effect
audit-label-number = Number
audit-label-reason = Reason
audit-label-why = Why they hold their seats
audit-label-why-seat = Why seat { $seat } is held
audit-label-by-hand = How to check this by hand
audit-entries-effect = { $leaves }, of these { $effective } with effect
audit-outside-enough = { $witnesses }, which is enough
audit-outside-none = by nobody, and the council asks for nobody
audit-outside-few = { $witnesses }, which is NOT enough
audit-read-counts = files: { $files }; signed states: { $heads }; texts and documents: { $blobs }, taken away again: { $withdrawn }; ballots: { $ballots }
audit-entry = entry { $leaf }
audit-more = and { $more } more; --verbose shows them
audit-more-counted = and { $more } more
audit-at = Looked at as of { $time }.
audit-remedy = What to do: { $remedy }
audit-nothing = None.
audit-unknown = That cannot be told from these files.
audit-no-effect-means = Anybody may write an entry; the rules say which count. These do not, for the reasons given. That is no fault.
audit-numbers-mean = Bodies and seats have numbers, from 0, as the ground rules list them. The record holds no names: a key stands for its member.
audit-names-mean = Names in quotation marks are those of the ballot papers, as the registrars certified them: the record has no others, and no rule reads them.

## Outcomes of a check

audit-outcome-passed = holds
audit-outcome-failed = FAILS
audit-outcome-not-reached = not checked
audit-outcome-means = Not checked: there was nothing of the kind, or something before it failed.

## What each check states

audit-check-files = Every file that there must be is there, and there is none besides.
audit-check-acts = Every entry is written in the one way that the rules allow.
audit-check-signatures = Every signature is by the key that must have signed, and is right.
audit-check-history = The first entry opens this record, none is there twice, and nobody saw another history of it.
audit-check-tree = The stored fingerprints are those of the entries.
audit-check-checkpoints = Every signed state of the record is one that its entries lead to, and each signature on it is right.
audit-check-consistency = What you kept from an earlier audit is still there, unchanged.
audit-check-witnesses = As many outside observers have confirmed the newest state as the council wants.
audit-check-blobs = Every text and document is exactly the one that its entry names.
audit-check-withdrawals = What was taken away was taken away by those who may.
audit-check-fold = The entries give one council, from the first to the last.
audit-check-ticks = Whenever the server noted the seats, they were as the record gives them.
audit-check-archives = The data of every election pass all checks of the voting protocol.
audit-check-bound-proofs = Every guard proved that each value given for decryption belongs to its ballot.
audit-check-questions = Every ballot paper asks what the call asked and lists the candidates in their order.
audit-check-lots = Every lot was opened with its proofs.
audit-check-counts = Every count, made again here, gives what the record says.
audit-check-seats = One holder a seat, nobody past the term, nobody without an election.

## What to do when a check fails

audit-remedy-copy = This copy is damaged, incomplete or altered. Fetch the file named again, from where the record is published or from another copy; if it stays as it is, tell the council.
audit-remedy-entries = No sound server writes such an entry. Compare with another copy of the record; if it is there too, whoever runs the server has to explain it.
audit-remedy-states = The record was signed in a state that its entries do not lead to, or its signature was altered. Keep this copy, compare it with another one and show both to the council.
audit-remedy-consistency = Something that you saw before is gone or was changed. Keep your old file and this copy and show both to the council, its members and the outside observers: whoever signs for the record has to explain them.
audit-remedy-witnesses = The newest state may be one that only you are shown. Look again in an hour; if it stays so, ask the outside observers what they see.
audit-remedy-withdrawals = A text was taken away without the right to do so. Look for it in another copy, and ask the council who did it.
audit-remedy-fold = A file is missing, or this program is too old. Fetch the file named, or a newer kenes, and audit again.
audit-remedy-ticks = Rely on the seats shown here: they follow from the record. Whoever runs the server has to explain why it noted others.
audit-remedy-elections = No seat follows from this election as it stands. Ask its guards and registrars; `kenes election verify` on its archive says which ballot or which step is at fault.
audit-remedy-seats = This must never be: it is a fault of kenes. Please report it, with a copy of the record.

## Seats and how they were gained

audit-seat-vacant = vacant
audit-seat-asked = vacant; member { $member } was elected and has until { $time } to accept
audit-seat-next = followed by member { $member }
audit-how-founding = founder, until the first election
audit-how-election = elected in { $call }
audit-how-countback = from the ballots of { $call }, when a holder left (vacancy { $vacancy })
audit-short-vacant = vacant
audit-short-founding = founder
audit-short-election = elected
audit-short-countback = filled from the ballots after a holder left
audit-drawing-body = Body { $body }
audit-drawing-described =
    { $seats ->
        [one] Body { $body } has one seat; elected: { $elected }, filled from the ballots after a holder left: { $countback }, founders: { $founders }, vacant: { $vacant }.
       *[other] Body { $body } has { $seats } seats; elected: { $elected }, filled from the ballots after a holder left: { $countback }, founders: { $founders }, vacant: { $vacant }.
    }

## Elections

audit-election = { $call }: { $purpose }, body { $body }; may vote: { $eligible }, voting credentials: { $credentials }, ballots: { $ballots }. { $phase }
audit-election-seats = seats, for a whole term
audit-election-by-election = vacant seats, for the rest of the term
audit-election-referendum = a vote of the members on a motion
audit-election-charter = a vote of the members on the ground rules
audit-election-trial = an exercise that gives nothing
audit-phase-called = Candidates come forward.
audit-phase-setup = It is set up.
audit-phase-rehearsed = The guards have rehearsed.
audit-phase-closed = The vote is closed.
audit-phase-needs-lot = A lot has to be opened.
audit-phase-counted = It is counted.
audit-phase-void = It is over without a result.
audit-archive-accepted = Archive (entry { $leaf }): accepted. Voting credentials: { $voters }; ballots: { $ballots }, of these counted: { $counted }.
audit-archive-refused = Archive (entry { $leaf }): REFUSED by the voting protocol.
audit-archive-void = Archive (entry { $leaf }): gives no seat: { $reason }
audit-archive-no-effect = It has no effect; anybody may file one.
audit-archive-missing = Archive (entry { $leaf }): the file is missing.
audit-archive-rehearsal = Test ballot of the guards (entry { $leaf }).
audit-elections-none = No election has data in this record yet.

## Why somebody holds a seat

audit-why-holder = Member { $member } ({ $key }) holds seat { $seat } since { $since }, until { $until } at the latest.
audit-why-nobody = Nobody holds seat { $seat }.
audit-why-founded = The council was founded. Its first entry fixes the founders, the ground rules and the server’s key.
audit-why-charter = The ground rules that were in force at the call were put into force.
audit-why-roll =
    { $eligible ->
        [one] The roll was frozen here: one person could vote.
       *[other] The roll was frozen here: { $eligible } people could vote.
    }
audit-why-called =
    { $seats ->
        [one] The election was called, for one seat.
       *[other] The election was called, for { $seats } seats.
    }
audit-why-stood = The member stood as a candidate.
audit-why-setup =
    { $credentials ->
        [one] The election was set up: the registrars listed one voting credential.
       *[other] The election was set up: the registrars listed { $credentials } voting credentials.
    }
audit-why-rehearsed = Before the vote the guards opened a test ballot together, with the keys as they had saved them.
audit-why-closed =
    { $ballots ->
        [one] The vote closed with one ballot.
       *[other] The vote closed with { $ballots } ballots.
    }
audit-why-archived = All data of the vote were put into one file. This audit has checked every ballot and every decryption in it.
audit-why-lot = The guards opened the lot by which ties are decided. Nobody could know it before the close.
audit-why-counted = This audit counted the ballots again by the rule named in the call: the member was elected in place { $place }.
audit-why-counted-back = Somebody who had been elected left or did not accept. The same ballots were counted again for the seat (vacancy { $vacancy } of this election), and gave it to the member.
audit-why-accepted = The member accepted the seat.
audit-why-other = A step that these messages do not know yet.
audit-why-entry = entry { $leaf }, { $time }
audit-why-entry-untimed = entry { $leaf }, before the record had a time
audit-why-id = id { $id }
audit-why-fixes = names the file { $digest }
audit-why-digest = fixes the fingerprint { $digest }
audit-hand-show = Show any entry in words:
audit-hand-id = Its id is the SHA-256 of the entry’s text, all lines up to the empty one.
audit-hand-receipt = Prove that it is in the record, and check the proof without kenes as docs/RECORD.md shows:
audit-hand-archive = Take the election’s file, without its first 32 bytes, and audit it:
audit-hand-count = Count its ballots again:
audit-hand-peer = The file can also be checked by belenios-tool, which others wrote.

## Whom one must trust, and for what

audit-trust-time-none = The record has no time yet.
audit-trust-time-witnesses =
    { $witnesses ->
        [one] The time is the word of one outside observer.
       *[other] The time is the middle one of those that { $witnesses } outside observers gave.
    }
audit-trust-time-server = The time is the server’s word: every deadline is by its clock.
audit-trust-no-witnesses = Nobody outside confirms this record. Its server could show different people different histories.
audit-trust-few-witnesses =
    { $witnesses ->
        [one] One outside observer confirms this record. If it is dishonest and the server is too, different people can be shown different histories.
       *[other] { $witnesses } outside observers confirm this record. One dishonest among them is too many.
    }
audit-trust-witnesses = { $witnesses } outside observers are asked to confirm this record. You must trust most of them, and see that the council wants most of them to agree.
audit-trust-registrars =
    { $needed ->
        [one] A single registrar of { $registrars } can add people to the roll who do not exist; members who must vouch: { $sponsors }. Their number is public.
       *[other] { $needed } of { $registrars } registrars together can add people to the roll who do not exist; members who must vouch: { $sponsors }. Their number is public.
    }
audit-trust-custodial = { $keys } of { $members } members have a key that somebody else made: whoever made it can sign for them.
audit-trust-founders = Founders, whom nobody elected, hold { $seats } of { $of } seats.
audit-trust-trustees =
    { $threshold ->
        [one] Election { $call }: a single guard of { $trustees } can read ballots.
       *[other] Election { $call }: { $threshold } of { $trustees } guards together can read ballots.
    }
audit-trust-trustees-all = Election { $call }: all { $trustees } guards together can read ballots. Each of them can prevent the result, and the last to decrypt sees it first.
audit-trust-credentials =
    { $registrars ->
        [one] Election { $call }: its single registrar can vote in place of those who do not vote, of { $eligible } who may.
       *[other] Election { $call }: its { $registrars } registrars together can vote in place of those who do not vote, of { $eligible } who may.
    }
audit-trust-small = Election { $call }: only { $eligible } may vote. The result can show how people voted.
audit-trust-other = There is something to trust in that these messages do not know yet.

## Alarms

audit-alarm-no-tick = The record’s last time is { $time }, more than a day ago. Until it goes on, no deadline passes and nothing that waits for a date is decided.
audit-alarm-no-tick-ever = The record has no time yet: nothing that waits for a date is decided.
audit-alarm-time-ahead = The record’s time, { $time }, is more than an hour ahead of your clock. Whoever told it so ended terms and periods before their time; nothing turns it back. Check your clock, then ask the council.
audit-alarm-roll-surge = So many came to the roll since { $time } that it would have grown from { $from } to { $to } if nobody had left, keys that were recovered included. That is more than this council finds usual: ask who came and who vouched.
audit-alarm-roll-loss = { $left } people left the roll or were taken off it since { $time }, when it had { $from }. That is more than this council finds usual: ask whether they wanted to go.
audit-alarm-election-overdue = An election is due in body { $body }, for the seats { $seats }, and none has been called. Any member may call it.
audit-alarm-past-term = The term of seat { $seat } ended on { $time }. Whoever still acts for it has no right to.
audit-alarm-many-seats = Member { $member } holds several seats: { $seats }.
audit-alarm-registrars-are-trustees = Election { $call }: some both let people onto the roll and guard the secrecy of the vote (members { $members }).
audit-alarm-candidates-are-guards = Election { $call }: some who stand in it also guard its secrecy or its voting credentials (members { $members }).
audit-alarm-registrars-not-elected = Election { $call }: some who list its voters hold no seat for that (members { $members }).
audit-alarm-one-registrar = A single registrar is enough to let people onto the roll.
audit-alarm-one-trustee = Election { $call }: a single guard is enough to read ballots.
audit-alarm-registrars-in-default = An election was to open on { $time }, and those who list the voters had not set it up. They have set up none since then.
audit-alarm-ballots-unclocked = Election { $call }: ballots that were accepted while the record’s clock stood for more than an hour: { $ballots }. Whoever takes ballots could have taken some of them after the close.
audit-alarm-other = There is an alarm that these messages do not know yet.

## Why an entry has no effect

audit-refusal-not-first = only the first entry opens a record
audit-refusal-again = the entry was in the record before
audit-refusal-other-history = the signer saw another history of this record
audit-refusal-counter = the signer’s counter is not above that of the last entry
audit-refusal-not-member = a signer is not a member, or uses a key that is no longer in force
audit-refusal-not-server = not signed by the server’s key in force
audit-refusal-no-time = the record had no time yet
audit-refusal-authority = not signed by those who may do this, or by too few of them
audit-refusal-reference = an entry that is referred to is not there, or is of another kind
audit-refusal-place = a body, a seat or a constituency that there is not
audit-refusal-not-in-rules = the rules in force do not know such an entry
audit-refusal-charter = the document does not hold ground rules, or a value is out of its range
audit-refusal-rules = not the version of the rules that was decided, or not above the one in force
audit-refusal-decision = no decision under the ground rules in force backs this
audit-refusal-tick = it shows no later time by those whose word counts
audit-refusal-policy = the document does not say who observes from outside
audit-refusal-enrolment = the enrolment was used or withdrawn, or the credential is another
audit-refusal-enrolled = the person, the credential or the key is there already
audit-refusal-full = the constituency has as many members as it may have
audit-refusal-next-key = the new key is not the one that was announced
audit-refusal-frozen = the member’s roll is frozen by an election that is not over
audit-refusal-recovery = the recovery of the key is not open, or its waiting time is not over
audit-refusal-not-due = no seat of this body is due for an election
audit-refusal-running = an election for these seats is on
audit-refusal-dates = the dates do not give the notice or the voting time that the ground rules want
audit-refusal-call = the call does not say what the ground rules say
audit-refusal-roll = the number of those who may vote is not that of the frozen roll
audit-refusal-small = so few may vote that the call must say so
audit-refusal-phase = the election is at another stage
audit-refusal-candidate = the member may not stand, or stands already
audit-refusal-credentials = more voting credentials than members who may vote
audit-refusal-ballot = the ballot was accepted before, or does not follow the last one
audit-refusal-close = the close does not name the ballots that the record holds
audit-refusal-archive = the data are not those of this election, or were refused
audit-refusal-bound = a decryption lacks its bound proof
audit-refusal-lot = no lot is needed, or its proof is wrong
audit-refusal-setup = another election has this setup
audit-refusal-result = the result was named already, or the data have another than was named
audit-refusal-rehearsal = the rehearsal shows no guard whom an earlier one has not shown
audit-refusal-shuffles = fewer than two guards shuffled the ballots
audit-refusal-petition = an initiative of this member runs already, or it cannot be one
audit-refusal-endorsement = not a member who may endorse this initiative now, or endorsed before
audit-refusal-not-elected = the member was not elected to this seat, or the time to answer is over
audit-refusal-not-holder = the member does not hold this seat
audit-refusal-one-seat = the member has another seat of this body at that time
audit-refusal-motion = the motion or the roll call is not open
audit-refusal-vote = the seat is another’s, or has voted
audit-refusal-not-adopted = what is stated was not decided
audit-refusal-proposal = a motion on the ground rules must name what it puts into force, in the body that decides on them
audit-refusal-notice = the roll call does not give the notice or the voting time that the ground rules want
audit-refusal-text = the entry is not the first that names this text, rules read it, or it names a text where rules read
audit-refusal-withdrawn = the text was taken away
audit-refusal-other = a reason that these messages do not know yet
