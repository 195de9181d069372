//! Elections scripted with the peer.
