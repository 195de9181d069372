//! The election that a message names.

use kenes_belenios::election::{Election, group_of};
use kenes_belenios::group::Group as _;

use crate::message::Request;
use crate::{BoothError, G};

/// The election in the field `election`, byte for byte as it was published.
pub fn election(request: &Request<'_>) -> Result<Election<G>, BoothError> {
    let bytes = request.text("election")?.as_bytes();
    if group_of(bytes)? != G::ID {
        return Err(BoothError::Group);
    }
    Ok(Election::parse(bytes.to_vec())?)
}
