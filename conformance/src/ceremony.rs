//! The key ceremony of a threshold group whose members use kenes or the peer, through the files of the peer.

use kenes_belenios::group::Group;
use kenes_belenios::pki::Seed;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::trustee::threshold::{
    Certificate, Certificates, Polynomial, Threshold, Vinput, Voutput, VoutputError,
};

use crate::script::line;
use crate::{By, Release, Script, lines};

impl<G: Group> Script<G> {
    /// Adds a threshold group, each member with that side's program; `server` is who carries the messages.
    pub fn add_threshold(&mut self, needed: u32, members: &[By], server: By) {
        let size = u32::try_from(members.len()).unwrap();
        let threshold = Threshold::new(needed, size).unwrap();
        let places: Vec<_> = members.iter().copied().zip(TrusteeIndex::all()).collect();
        let contexts = TrusteeIndex::all().map(|index| format!("{index}/{needed}/{size}"));
        let contexts: Vec<_> = contexts.take(members.len()).collect();
        self.members = places
            .iter()
            .zip(&contexts)
            .map(|(&(by, index), context)| self.make_certificate(by, threshold, index, context))
            .collect();
        let certs = self.all("cert");
        self.folder.write("certs.jsons", &certs.concat());
        let imported = || certs.iter().map(|cert| Certificate::import(cert).unwrap()).collect();
        // Kenes takes no part in ceremonies of release 2.0, whose certificates do not say what they are for.
        let certificates = match self.peer.release {
            Release::V2 => None,
            Release::V3 => Some(Certificates::<G>::verify(imported()).unwrap()),
        };
        let certificates = certificates.as_ref();

        for ((&by, name), context) in members.iter().zip(self.members.clone()).zip(&contexts) {
            let polynomial = self.make_polynomial(by, certificates, &name, needed, context);
            self.folder.write(&format!("{name}.polynomial"), &line(polynomial));
        }
        self.folder.write("polynomials.jsons", &self.all("polynomial").concat());
        self.carry_shares(server, certificates);
        for (&by, name) in members.iter().zip(self.members.clone()) {
            let voutput = self.make_voutput(by, certificates, &name);
            self.folder.write(&format!("{name}.voutput"), &line(voutput));
        }
        self.publish_parameters(server, certificates).unwrap();
    }

    fn all(&self, kind: &str) -> Vec<Vec<u8>> {
        self.members.iter().map(|name| line(self.folder.read(&format!("{name}.{kind}")))).collect()
    }

    fn ceremony(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let command = ["setup", "generate-trustee-key-threshold", "--group", G::ID.name()];
        self.run(&[&command[..], arguments].concat(), input)
    }

    /// Makes files for certificate and secret, named by the hash of the certificate.
    fn make_certificate(
        &mut self,
        by: By,
        threshold: Threshold,
        index: TrusteeIndex,
        context: &str,
    ) -> String {
        match by {
            By::Kenes => {
                let (seed, certificate) =
                    Certificate::<G>::generate(threshold, index, &mut self.rng).unwrap();
                let name = certificate.id().to_string();
                self.folder.write(&format!("{name}.key"), seed.export().as_bytes());
                self.folder.write(&format!("{name}.cert"), &certificate.to_bytes());
                name
            }
            By::Peer => {
                let others = self.folder.all(".cert");
                match self.peer.release {
                    Release::V2 => self.ceremony(&["--step", "1"], b""),
                    Release::V3 => self.ceremony(&["--step", "1", "--threshold-context", context], b""),
                };
                let made = self.folder.all(".cert").into_iter().find(|name| !others.contains(name));
                made.unwrap().trim_end_matches(".cert").to_owned()
            }
        }
    }

    fn make_polynomial(
        &mut self,
        by: By,
        certificates: Option<&Certificates<G>>,
        name: &str,
        needed: u32,
        context: &str,
    ) -> Vec<u8> {
        let key = format!("{name}.key");
        match by {
            By::Kenes => {
                let seed = Seed::import(&self.folder.read(&key)).unwrap();
                certificates.unwrap().deal(&seed, &mut self.rng).unwrap().to_bytes()
            }
            By::Peer => {
                let needed = needed.to_string();
                let threshold = match self.peer.release {
                    Release::V2 => ["--threshold", &needed],
                    Release::V3 => ["--threshold-context", context],
                };
                let deal = ["--step", "3", "--certs", "certs.jsons", "--key", &key];
                self.ceremony(&["--step", "2", "--certs", "certs.jsons"], b"");
                self.ceremony(&[&deal[..], &threshold[..]].concat(), b"")
            }
        }
    }

    /// The server checks the polynomials and makes everybody's input.
    fn carry_shares(&self, server: By, certificates: Option<&Certificates<G>>) {
        match server {
            By::Kenes => {
                let verified = certificates.unwrap().verify_polynomials(self.polynomials()).unwrap();
                for (name, vinput) in self.members.iter().zip(verified.vinputs()) {
                    self.folder.write(&format!("{name}.vinput"), &vinput.to_bytes());
                }
            }
            By::Peer => {
                let files = ["--certs", "certs.jsons", "--polynomials", "polynomials.jsons"];
                self.ceremony(&[&["--step", "4"][..], &files[..]].concat(), b"");
            }
        }
    }

    fn polynomials(&self) -> Vec<Polynomial<G>> {
        let file = self.folder.read("polynomials.jsons");
        lines(&file).iter().map(|line| Polynomial::import(line).unwrap()).collect()
    }

    fn make_voutput(&mut self, by: By, certificates: Option<&Certificates<G>>, name: &str) -> Vec<u8> {
        let vinput = self.folder.read(&format!("{name}.vinput"));
        let key = format!("{name}.key");
        match by {
            By::Kenes => {
                let seed = Seed::import(&self.folder.read(&key)).unwrap();
                let vinput = Vinput::import(&vinput).unwrap();
                let (_, voutput) = certificates.unwrap().check_vinput(&seed, &vinput, &mut self.rng).unwrap();
                voutput.to_bytes()
            }
            By::Peer => self.ceremony(&["--step", "5", "--certs", "certs.jsons", "--key", &key], &vinput),
        }
    }

    /// The server checks everybody's output, and publishes.
    fn publish_parameters(
        &self,
        server: By,
        certificates: Option<&Certificates<G>>,
    ) -> Result<(), VoutputError> {
        let voutputs = self.all("voutput");
        let parameters = match server {
            By::Kenes => {
                let verified = certificates.unwrap().verify_polynomials(self.polynomials()).unwrap();
                let voutputs: Vec<_> = voutputs.iter().map(|v| Voutput::import(v).unwrap()).collect();
                for (name, voutput) in self.members.iter().zip(&voutputs) {
                    let share = voutput.encrypted_decryption_key().to_bytes();
                    self.folder.write(&format!("{name}.dkey"), &share);
                }
                verified.parameters(&voutputs)?.to_bytes()
            }
            By::Peer => {
                let files = ["--certs", "certs.jsons", "--polynomials", "polynomials.jsons"];
                self.ceremony(&[&["--step", "6"][..], &files[..]].concat(), &voutputs.concat())
            }
        };
        self.folder.write("threshold.json", &parameters);
        Ok(())
    }
}
