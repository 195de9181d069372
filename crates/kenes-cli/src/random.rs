//! The system's randomness, the one source of every secret.

use getrandom::SysRng;
use rand_core::{TryRng as _, UnwrapErr};

use crate::error::{CliError, Result};

/// The system's random numbers, after a first try. A system that gives some and then no more ends the program.
pub fn rng() -> Result<UnwrapErr<SysRng>> {
    SysRng.try_fill_bytes(&mut [0; 32]).map_err(|source| CliError::Randomness { source })?;
    Ok(UnwrapErr(SysRng))
}
