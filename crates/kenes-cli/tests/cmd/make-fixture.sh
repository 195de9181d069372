#!/bin/sh
# Makes the files that the cases beside this script run on: a small election at its stages, another one, and files of
# every role. The keys and credentials are for these tests and for nothing else.
#
#     cargo build -p kenes-cli && crates/kenes-cli/tests/cmd/make-fixture.sh target/debug/kenes
set -e
kenes=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
rm -rf "$here/fixture"
mkdir "$here/fixture"
cd "$here/fixture"
work=$(mktemp -d)

setup() { # identifier, folder
    "$kenes" election new --uuid "$1" --name "Board" --question "[1-2 blank] Who? | Ann | Bob | Cy" --dir . >/dev/null
    printf 'ann\nbob,2\n' > "$work/voters.txt"
    "$kenes" election credentials "$1.draft.json" --voters "$work/voters.txt" --dir "$work/$2/credentials" >/dev/null
    "$kenes" election trustee keygen "$1.draft.json" --dir "$work/$2" >/dev/null
    "$kenes" election open "$1.draft.json" --trustee "$work/$2"/*.pubkey \
        --credentials "$work/$2/credentials/for-administrator/public_creds.json" --dir . >/dev/null
}

setup TestHarborCity harbor
setup TestBeachStreet beach
mv TestHarborCity.draft.json draft.json
rm TestBeachStreet.draft.json
mv TestHarborCity.bel setup.bel
mv TestBeachStreet.bel other.bel
cp "$work/harbor/credentials/for-administrator/public_creds.json" public_creds.json
cp "$work"/harbor/credentials/for-voters/0001-* ann.credential
cp "$work"/harbor/credentials/for-voters/0002-* bob.credential
cp "$work"/beach/credentials/for-voters/0001-* stranger.credential
cp "$work"/harbor/*.privkey trustee.privkey
cp "$work"/harbor/*.pubkey trustee.pubkey
cp "$work"/beach/*.privkey stranger.privkey
printf 'correct horse\n' > passphrase.txt
printf 'wrong horse\n' > wrong-passphrase.txt
"$kenes" election trustee keygen draft.json --dir "$work/sealed" --passphrase-file passphrase.txt >/dev/null
cp "$work"/sealed/*.privkey sealed.privkey
"$kenes" election trustee threshold cert draft.json --index 1 --threshold 2 --size 3 --dir "$work/t1" >/dev/null
"$kenes" election trustee threshold cert draft.json --index 2 --threshold 2 --size 3 --dir "$work/t2" >/dev/null
cp "$work"/t1/*.key threshold.key
cp "$work"/t1/*.cert one.cert
cp "$work"/t2/*.cert two.cert

cp setup.bel voting.bel
"$kenes" election vote voting.bel --credential ann.credential --answers-json '[[0,1,0,0]]' >/dev/null
"$kenes" election vote voting.bel --credential bob.credential --answers-json '[[0,1,1,0]]' --out ballot.json >/dev/null
"$kenes" election accept voting.bel ballot.json >/dev/null
"$kenes" election vote other.bel --credential stranger.credential --answers-json '[[1,0,0,0]]' --out other-ballot.json >/dev/null
"$kenes" election vote setup.bel --credential ann.credential --answers-json '[[0,0,1,0]]' --challenge challenge.json >/dev/null
sed 's/"answers":\[\[0,0,1,0\]\]/"answers":[[0,1,0,0]]/' challenge.json > cheated.json
cp voting.bel tallied.bel
"$kenes" election close tallied.bel >/dev/null
cp tallied.bel closed.bel
"$kenes" election tally tallied.bel >/dev/null
"$kenes" election trustee decrypt tallied.bel --key trustee.privkey >/dev/null
mkdir finished
cp tallied.bel finished/TestHarborCity.bel
"$kenes" election decrypt finished/TestHarborCity.bel --from decryption-1.jsons >/dev/null
"$kenes" election result finished/TestHarborCity.bel >/dev/null
cp decryption-1.jsons lone.jsons
head -1 decryption-1.jsons | sed 's/"response":"./"response":"1/' | tr -d '\n' > "$work/forged"
{ cat "$work/forged"; printf '\n{"owner":1,"payload":"%s"}\n' "$(sha256sum < "$work/forged" | cut -d' ' -f1)"; } > forged.jsons
sed 's/^{"owner":1,/{"owner":7,/' decryption-1.jsons > nobody.jsons
sed '1s/.$/ }/' decryption-1.jsons > altered.jsons
head -c 9000 voting.bel > truncated.bel
sed 's/"Board"/"Bored"/' voting.bel > tampered.bel
gzip -nc voting.bel > voting.bel.gz
rm -rf "$work" .*.lock finished/.*.lock
