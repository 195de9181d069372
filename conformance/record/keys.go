package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// learn takes in the public keys that an act has, the key of the log, and the witnesses of a policy.
func (r *record) learn(index int64, kind string, body map[string]json.RawMessage) error {
	var keys []string
	// Where there is no such list, the list stays empty.
	_ = json.Unmarshal(body["founders"], &keys)
	for _, key := range append(keys, text(body["key"]), text(body["server"]), text(body["credential"])) {
		if public, err := hex.DecodeString(key); err == nil && len(public) == ed25519.PublicKeySize {
			r.keys[fingerprint(public)] = public
		}
	}
	opens := kind == "charter.genesis" || kind == "log.succeeded"
	if opens || kind == "server.key" {
		field := map[bool]string{true: "server", false: "key"}[opens]
		public, _ := hex.DecodeString(text(body[field]))
		verifier, err := newVerifier(r.origin, 1, public)
		if err != nil {
			return err
		}
		r.servers = append(r.servers, serverKey{index, verifier})
	}
	if opens || kind == "policy.set" {
		return r.learnPolicy(body["policy"])
	}
	return nil
}

func (r *record) learnPolicy(reference json.RawMessage) error {
	var blob struct{ Blob string }
	if err := json.Unmarshal(reference, &blob); err != nil {
		return err
	}
	digest := strings.TrimPrefix(blob.Blob, "sha256:")
	if len(digest) != 64 {
		return errors.New("no name of a blob")
	}
	content, err := r.file("blob/sha256/" + digest[:2] + "/" + digest)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != digest || len(content) < 32 {
		return errors.New("the blob of the policy is another")
	}
	// 32 bytes of salt come first.
	for _, line := range strings.Split(string(content[32:]), "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] != "witness" {
			continue
		}
		parts := strings.SplitN(fields[2], "+", 3)
		key, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
		if err != nil || len(parts) != 3 || len(key) == 0 {
			return fmt.Errorf("not the key of a witness: %s", fields[2])
		}
		verifier, err := newVerifier(parts[0], key[0], key[1:])
		if err != nil || fmt.Sprintf("%08x", verifier.KeyHash()) != parts[1] {
			return fmt.Errorf("not the key of a witness: %s: %v", fields[2], err)
		}
		// A later policy may name the same witness.
		if _, err := note.VerifierList(r.witnesses...).Verifier(verifier.Name(), verifier.KeyHash()); err != nil {
			r.witnesses = append(r.witnesses, verifier)
		}
	}
	return nil
}

// fingerprint is what names a key that signs acts.
func fingerprint(public []byte) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:10])
}

// open opens a note of which every line is by a known key, and there once.
func open(message []byte, known note.Verifiers) (*note.Note, error) {
	opened, err := note.Open(message, known)
	if err != nil {
		return nil, err
	}
	// note.Open keeps unknown lines and drops repeated ones.
	lines := strings.Count(string(message[len(opened.Text):]), "\n") - 1
	if len(opened.UnverifiedSigs) > 0 || len(opened.Sigs) != lines {
		return nil, fmt.Errorf("%d lines, %d by known keys", lines, len(opened.Sigs))
	}
	return opened, nil
}

// verifiers looks a key up by its name.
type verifiers func(name string) (note.Verifier, error)

func (find verifiers) Verifier(name string, hash uint32) (note.Verifier, error) {
	if verifier, err := find(name); err == nil && verifier.KeyHash() == hash {
		return verifier, nil
	}
	return nil, &note.UnknownVerifierError{Name: name, KeyHash: hash}
}

// signer is the key of an act: the one from which its name follows.
func (r *record) signer(name string) (note.Verifier, error) {
	if len(name) == 22 && strings.Contains("mswc", name[:1]) && name[1] == '/' {
		if public, ok := r.keys[name[2:]]; ok {
			return newVerifier(name, 1, public)
		}
	}
	return nil, errors.New("unknown")
}

// A key is a note.Verifier of Ed25519: of the text (type 1, as note has one) or of a checkpoint and a time (type 4,
// C2SP tlog-cosignature).
type key struct {
	name   string
	kind   byte
	public ed25519.PublicKey
}

func newVerifier(name string, kind byte, public []byte) (note.Verifier, error) {
	if len(public) != ed25519.PublicKeySize || kind != 1 && kind != 4 {
		return nil, errors.New("not a public key")
	}
	if kind == 4 {
		return key{name, kind, public}, nil
	}
	vkey, err := note.NewEd25519VerifierKey(name, public)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(vkey)
}

func (k key) Name() string { return k.name }

func (k key) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n"+string(rune(k.kind))), k.public...))
	return binary.BigEndian.Uint32(sum[:])
}

func (k key) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), message)
	return ed25519.Verify(k.public, []byte(text), signature[8:])
}
