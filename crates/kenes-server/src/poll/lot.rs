//! The lot that a count waits for: trustees open it together, each with a share that is verified as it comes
//! (`docs/spec/lot.md`).

use kenes_belenios::lot::{Lot, LotDocument, LotDocumentError, LotMergeError, LotValueError};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_core::{Command, Filling, Lot as Count, Phase};
use kenes_record::blob::Media;
use kenes_store::port::StoreError;
use kenes_store::private::PrivateStore as _;

use super::finish::{AdvanceError, outline};
use super::{G, Poll, blocking};

/// A share is not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LotShareError {
    /// No count waits for the lot.
    #[error("no count waits for the lot")]
    NotAwaited,
    /// It cannot be read.
    #[error(transparent)]
    Form(#[from] LotDocumentError),
    /// It is not one share of that trustee.
    #[error("trustee {owner} sent no share of its own, or others'")]
    Other {
        /// The trustee.
        owner: TrusteeIndex,
    },
    /// It is of another lot, or another than the trustee gave before.
    #[error(transparent)]
    Merge(#[from] LotMergeError),
    /// Its proof is wrong.
    #[error(transparent)]
    Value(#[from] LotValueError),
    /// The archive, or the record.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Poll {
    /// The lot that is to be opened, and the trustees who have given no share.
    ///
    /// # Errors
    /// No count waits for it, or the archive cannot be read.
    pub async fn lot(&self) -> Result<(Lot<G>, Vec<TrusteeIndex>), LotShareError> {
        let (lot, document, _) = self.shares().await?;
        let absent = document.absent(&self.board.trustees).collect();
        Ok((lot, absent))
    }

    /// Takes a trustee's share: a document with that one alone. With the last one that is needed the lot is opened, and the
    /// count goes on; says whether it was.
    ///
    /// # Errors
    /// It does not verify, which the error says of the trustee, or no count waits for it.
    pub async fn lot_share(&self, owner: TrusteeIndex, share: &[u8]) -> Result<bool, LotShareError> {
        let (lot, mut document, count) = self.shares().await?;
        let own = LotDocument::<G>::parse(share.trim_ascii())?;
        if !matches!(own.shares(), [share] if share.owner() == owner) {
            return Err(LotShareError::Other { owner });
        }
        own.check(&self.board.trustees, &lot)?;
        document.merge(own)?;
        let bytes = document.to_bytes();
        self.desk.host().read().await.private().set(&self.lot_note(), &bytes).await?;
        match document.verify(&self.board.trustees, &lot) {
            Ok(_) => {}
            Err(LotValueError::TooFew { .. } | LotValueError::Missing { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        let mut host = self.desk.host().write().await;
        let proofs = host.put_blob(&bytes, Media::Json).await.map_err(AdvanceError::from)?;
        let command = Command::OpenLot { count, election: self.call, proofs };
        host.submit_own(&command, self.desk.now()).await.map_err(AdvanceError::from)?;
        Ok(true)
    }

    /// The lot, the shares that were given, and the count that waits.
    async fn shares(&self) -> Result<(Lot<G>, LotDocument<G>, Count), LotShareError> {
        let election = self.election().await?;
        let waits = |filled: &Filling| *filled == Filling::Waiting;
        let count = match election.phase {
            Phase::NeedsLot => Count::First,
            Phase::Counted
                if election.lot.is_none()
                    && election.vacancies.iter().any(|vacancy| waits(&vacancy.filled)) =>
            {
                Count::Countback
            }
            Phase::Called
            | Phase::Setup
            | Phase::Rehearsed
            | Phase::Closed
            | Phase::Counted
            | Phase::Void => return Err(LotShareError::NotAwaited),
        };
        let path = self.path.clone();
        let outline = blocking(move || outline(&path)).await.map_err(AdvanceError::from)??;
        let (setup, end) = outline.setup.zip(outline.end).ok_or(LotShareError::NotAwaited)?;
        let lot = Lot::new(setup.event, end.event);
        let kept = self.desk.host().read().await.private().setting(&self.lot_note()).await?;
        let document = match kept.filter(|kept| !kept.is_empty()) {
            Some(kept) => LotDocument::parse(&kept)?,
            None => LotDocument::new(&lot),
        };
        Ok((lot, document, count))
    }

    /// The note that holds the shares.
    fn lot_note(&self) -> String {
        format!("lot/{}", self.call)
    }
}
