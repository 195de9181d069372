// Checks a record in static files by the Go packages from which its formats descend: golang.org/x/mod/sumdb/note opens
// every act and every checkpoint, golang.org/x/mod/sumdb/tlog authenticates every leaf. Nothing here shares code with kenes.
//
//	apt-get install golang-go golang-golang-x-mod-dev          # Debian 12
//	GO111MODULE=off GOPATH="$(dpkg -L golang-golang-x-mod-dev | grep -m1 'gocode$')" go build -o check
//	check RECORD [PROOF]...                                    # PROOF is a C2SP tlog-proof
//	check -leaves RECORD                                       # leaf hashes against the tiles, and nothing else
//
// The last line says how many checks passed and failed. It does not ask what acts mean, nor whether files are left over.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // levels of the tree in a tile

// A record is a folder of static files and what its leaves say about keys.
type record struct {
	dir            string
	origin         string
	size           int64                        // of the newest checkpoint
	leaves         [][]byte                     // the entries
	stored         []tlog.Hash                  // the tree of the entries, as tlog stores one
	keys           map[string]ed25519.PublicKey // signers of acts, by fingerprint
	servers        []serverKey                  // keys of the log, in the order of their leaves
	witnesses      []note.Verifier
	passed, failed int
}

type serverKey struct {
	leaf     int64
	verifier note.Verifier
}

func main() {
	arguments := os.Args[1:]
	onlyLeaves := len(arguments) > 0 && arguments[0] == "-leaves"
	if onlyLeaves {
		arguments = arguments[1:]
	}
	if len(arguments) == 0 {
		fmt.Fprintln(os.Stderr, "usage: check [-leaves] RECORD [PROOF]...")
		os.Exit(2)
	}
	r := &record{dir: arguments[0], keys: map[string]ed25519.PublicKey{}}
	r.check("entries", r.readEntries())
	if !onlyLeaves {
		r.checkActs()
		r.checkHeads()
		for _, path := range arguments[1:] {
			r.check(path, r.checkProof(path))
		}
	}
	r.authenticateLeaves()
	fmt.Printf("%d passed, %d failed\n", r.passed, r.failed)
	if r.failed > 0 {
		os.Exit(1)
	}
}

func (r *record) check(what string, err error) {
	if err == nil {
		r.passed++
		return
	}
	r.failed++
	fmt.Printf("FAILED %s: %v\n", what, err)
}

func (r *record) file(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(path)))
}

// readEntries reads the newest checkpoint, which nobody has verified yet, and as many entries as it speaks of.
func (r *record) readEntries() error {
	text, err := r.file("checkpoint")
	if err != nil {
		return err
	}
	var tree tlog.Tree
	if r.origin, tree, err = parseHead(string(text)); err != nil {
		return err
	}
	r.size = tree.N
	for first := int64(0); first < r.size; first += 1 << height {
		tile := tlog.Tile{H: height, N: first >> height, W: 1 << height}
		if r.size-first < 1<<height {
			tile.W = int(r.size - first)
		}
		bundle, err := r.file(strings.Replace(tilePath(tile), "tile/0/", "tile/entries/", 1))
		if err != nil {
			return err
		}
		for i := 0; i < tile.W; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("the bundle ends within leaf %d", first+int64(i))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			r.leaves = append(r.leaves, bundle[2:end])
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return fmt.Errorf("%d bytes after leaf %d", len(bundle), first+int64(tile.W)-1)
		}
	}
	return nil
}

// tilePath is the path of C2SP tlog-tiles: that of sumdb without the height.
func tilePath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
}

// parseHead reads the first three lines of a checkpoint.
func parseHead(text string) (origin string, tree tlog.Tree, err error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 {
		return "", tree, errors.New("not a checkpoint")
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || tree.N < 0 || strconv.FormatInt(tree.N, 10) != lines[1] {
		return "", tree, fmt.Errorf("no size: %q", lines[1])
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return lines[0], tree, err
}

// checkActs opens every act, grows the tree, and checks that what signers saw was this record.
func (r *record) checkActs() {
	for i, leaf := range r.leaves {
		r.check(fmt.Sprintf("leaf %d", i), r.checkAct(int64(i), leaf))
		hashes, err := tlog.StoredHashes(int64(i), leaf, tlog.HashReaderFunc(r.readStored))
		if err != nil {
			r.check(fmt.Sprintf("the tree of %d leaves", i+1), err)
			return
		}
		r.stored = append(r.stored, hashes...)
	}
}

func (r *record) readStored(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(r.stored)) {
			return nil, errors.New("beyond the tree")
		}
		hashes[i] = r.stored[index]
	}
	return hashes, nil
}

func (r *record) checkAct(index int64, leaf []byte) error {
	lines := strings.SplitN(string(leaf), "\n", 4)
	if len(lines) < 4 || lines[0] != "kenes/act/v1" || lines[2] != "" {
		return errors.New("not the text of an act")
	}
	var act struct {
		Type string
		Body map[string]json.RawMessage
		Seen []json.RawMessage
	}
	if err := json.Unmarshal([]byte(lines[1]), &act); err != nil {
		return err
	}
	if err := isCanonical(lines[1]); err != nil {
		return err
	}
	if err := r.learn(index, act.Type, act.Body); err != nil {
		return err
	}
	if _, err := open(leaf, verifiers(r.signer)); err != nil {
		return err
	}
	if len(act.Seen) == 2 {
		return r.isPast(index, fmt.Sprintf("%s\n%s\n%s\n", r.origin, act.Seen[0], text(act.Seen[1])))
	}
	if checkpoint := text(act.Body["checkpoint"]); checkpoint != "" {
		if err := r.checkHead([]byte(checkpoint)); err != nil {
			return err
		}
		return r.isPast(index, checkpoint)
	}
	return nil
}

// isCanonical compares the line with what this language's own writer, which sorts keys, makes of it.
func isCanonical(line string) error {
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.UseNumber()
	var value interface{}
	if err := decoder.Decode(&value); err != nil {
		return err
	}
	var again bytes.Buffer
	encoder := json.NewEncoder(&again)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil || again.String() != line+"\n" {
		return errors.New("the JSON is not canonical")
	}
	return nil
}

// isPast checks that a head is one of this record before a leaf.
func (r *record) isPast(index int64, head string) error {
	_, tree, err := parseHead(head)
	if err != nil || tree.N > index {
		return fmt.Errorf("no head before leaf %d: %v", index, err)
	}
	return r.isRoot(tree)
}

func (r *record) isRoot(tree tlog.Tree) error {
	root := tlog.Hash(sha256.Sum256(nil))
	if tree.N > 0 {
		var err error
		if root, err = tlog.TreeHash(tree.N, tlog.HashReaderFunc(r.readStored)); err != nil {
			return err
		}
	}
	if root != tree.Hash {
		return fmt.Errorf("the root of the first %d leaves is another", tree.N)
	}
	return nil
}

// text is the string that a field holds, or nothing.
func text(field json.RawMessage) (value string) {
	_ = json.Unmarshal(field, &value)
	return value
}

// checkHeads checks the newest checkpoint and all that are kept, each by itself, and that each continues the one before.
func (r *record) checkHeads() {
	paths, _ := filepath.Glob(filepath.Join(r.dir, "checkpoints", "*"))
	trees := map[int64]tlog.Tree{}
	for _, path := range append(paths, filepath.Join(r.dir, "checkpoint")) {
		head, err := os.ReadFile(path)
		if err == nil {
			err = r.checkHead(head)
		}
		_, tree, _ := parseHead(string(head))
		if err == nil {
			err = r.isRoot(tree)
		}
		if name := filepath.Base(path); err == nil && name != "checkpoint" && name != strconv.FormatInt(tree.N, 10) {
			err = errors.New("a head of another size")
		}
		if err == nil && tree.N > 0 {
			// The same root from the hashes in the tiles.
			_, err = tlog.TreeHash(tree.N, tlog.TileHashReader(tree, tiles{r}))
		}
		r.check(path, err)
		if err == nil {
			trees[tree.N] = tree
		}
	}
	newest, ok := trees[r.size]
	if !ok {
		return
	}
	reader := tlog.TileHashReader(newest, tiles{r})
	for size, tree := range trees {
		if size == 0 || size == r.size {
			continue
		}
		proof, err := tlog.ProveTree(r.size, size, reader)
		if err == nil {
			err = tlog.CheckTree(proof, r.size, newest.Hash, size, tree.Hash)
		}
		r.check(fmt.Sprintf("consistency of %d with %d", size, r.size), err)
	}
	r.checkInclusion(newest)
}

// checkInclusion proves every leaf, and some through the tiles, which takes the tiles of each proof anew.
func (r *record) checkInclusion(newest tlog.Tree) {
	fromTiles := tlog.TileHashReader(newest, tiles{r})
	for i, leaf := range r.leaves {
		index := int64(i)
		proof, err := tlog.ProveRecord(r.size, index, tlog.HashReaderFunc(r.readStored))
		if err == nil {
			err = tlog.CheckRecord(proof, r.size, newest.Hash, index, tlog.RecordHash(leaf))
		}
		if i%997 == 0 && err == nil {
			var other tlog.RecordProof
			other, err = tlog.ProveRecord(r.size, index, fromTiles)
			if err == nil && fmt.Sprint(other) != fmt.Sprint(proof) {
				err = errors.New("the tiles give another proof")
			}
		}
		r.check(fmt.Sprintf("inclusion of %d", i), err)
	}
}

// checkHead opens a checkpoint: the key of the log that was in force at its size has signed, and every line is known.
func (r *record) checkHead(checkpoint []byte) error {
	origin, tree, err := parseHead(string(checkpoint))
	if err != nil {
		return err
	}
	known := r.witnesses
	var log note.Verifier
	for _, key := range r.servers {
		if key.leaf < tree.N {
			log = key.verifier
			known = append(known[:len(known):len(known)], log)
		}
	}
	opened, err := open(checkpoint, note.VerifierList(known...))
	if err != nil {
		return err
	}
	if origin != r.origin || strings.Count(opened.Text, "\n") != 3 {
		return errors.New("not a checkpoint of this log")
	}
	for _, line := range opened.Sigs {
		if log != nil && line.Name == log.Name() && line.Hash == log.KeyHash() {
			return nil
		}
	}
	return errors.New("not signed by the log")
}

// checkProof checks a C2SP tlog-proof of a leaf of this record.
func (r *record) checkProof(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, ok := strings.Cut(string(content), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	var extra []byte
	if lines = lines[1:]; len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		if extra, err = base64.StdEncoding.DecodeString(lines[0][len("extra "):]); err != nil {
			return err
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return errors.New("no index")
	}
	index, err := strconv.ParseInt(lines[0][len("index "):], 10, 64)
	if err != nil || index < 0 || index >= r.size {
		return fmt.Errorf("the index is not in the record: %s", lines[0])
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	if err := r.checkHead([]byte(checkpoint)); err != nil {
		return err
	}
	if extra != nil && !bytes.Equal(extra, r.leaves[index]) {
		return fmt.Errorf("the entry is not leaf %d", index)
	}
	_, tree, err := parseHead(checkpoint)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(r.leaves[index]))
}

// authenticateLeaves compares the hash of every leaf with the one in the tiles, which tlog authenticates up to the root.
// (All but a few of the first: x/mod 0.7.0 takes the tiles after the first len(stx) only, although several of stx can be
// in one tile. That the entries have the root, checkHeads has found by itself.)
func (r *record) authenticateLeaves() {
	start := time.Now()
	err := r.compareLeaves()
	r.check("leaf hashes", err)
	fmt.Printf("%d leaf hashes in %.3f s\n", len(r.leaves), time.Since(start).Seconds())
}

func (r *record) compareLeaves() error {
	head, err := r.file("checkpoint")
	if err != nil {
		return err
	}
	_, tree, err := parseHead(string(head))
	if err != nil {
		return err
	}
	indexes := make([]int64, len(r.leaves))
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	hashes, err := tlog.TileHashReader(tree, tiles{r}).ReadHashes(indexes)
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		if hash != tlog.RecordHash(r.leaves[i]) {
			return fmt.Errorf("leaf %d is not the one in the tiles", i)
		}
	}
	return nil
}

// tiles reads tiles of hashes from the files.
type tiles struct{ r *record }

func (t tiles) Height() int { return height }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		content, err := t.r.file(tilePath(tile))
		if err != nil && tile.W < 1<<height {
			// A partial tile may be gone when the full one is there.
			full := tile
			full.W = 1 << height
			if content, err = t.r.file(tilePath(full)); err == nil && len(content) > tile.W*tlog.HashSize {
				content = content[:tile.W*tlog.HashSize]
			}
		}
		if err != nil {
			return nil, err
		}
		data[i] = content
	}
	return data, nil
}
