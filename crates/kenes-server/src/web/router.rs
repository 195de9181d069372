//! Every address of a council.

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Extension, Router};

use super::audits::Audits;
use super::challenges::Challenges;
use super::pages::{
    assets, ballot, call, cast, check, clock, codes, election, elections, enter, example, front, guard, join,
    lost, me, members, office, outbox, practice, record, result, seat, sign, slips, vote,
};
use super::practice::Practices;
use super::{answered, lengths};
use crate::office::Office;

/// Every address of a council.
pub fn router(council: &Arc<Office>) -> Router {
    // What a guard sends grows with the ballots.
    let guarding = Router::new().route("/elections/{id}/guard", get(guard::page).post(guard::take));
    answered::around(short(), answered::MINUTE)
        .merge(answered::around(guarding, answered::LONG))
        .layer(Extension(Audits::new()))
        .layer(Extension(Challenges::new()))
        .layer(Extension(Practices::new()))
        .with_state(Arc::clone(council))
}

fn short() -> Router<Arc<Office>> {
    Router::new()
        // For everybody.
        .route("/", get(front::page))
        .route("/healthz", get(front::health))
        .route("/assets/{hash}/{file}", get(assets::file))
        .route("/record/{*path}", get(record::file))
        .route("/record.tar", get(check::tar))
        .route("/check", get(check::page))
        .route("/seats/{body}/{seat}", get(seat::page))
        .route("/elections", get(elections::page))
        .route("/elections/{id}", get(election::page))
        .route("/elections/{id}/result", get(result::page))
        .route("/elections/{id}/result/{vacancy}", get(result::vacancy))
        .route("/elections/{id}/result.json", get(result::as_json))
        .route("/elections/{id}/result.csv", get(result::as_csv))
        // Of whoever votes.
        .route("/elections/{id}/vote", get(vote::page))
        .route("/elections/{id}/election.json", get(vote::election))
        .route("/elections/{id}/credentials.json", get(vote::credentials))
        .route("/elections/{id}/ballots", post(cast::take).layer(lengths::ballot()))
        .route("/elections/{id}/ballot", get(ballot::page))
        .route("/elections/{id}/square", post(ballot::square))
        .route("/elections/{id}/check", get(ballot::check))
        .route("/elections/{id}/lost", post(lost::send))
        // Practice, of which nothing is kept.
        .route("/office/practice", get(practice::page).post(practice::begin))
        .route("/practice/{name}", get(practice::vote))
        .route("/practice/{name}/election.json", get(practice::election))
        .route("/practice/{name}/credentials.json", get(practice::credentials))
        .route("/practice/{name}/ballots", post(practice::cast).layer(lengths::ballot()))
        .route("/practice/{name}/check", get(practice::check))
        .route("/practice/{name}/result", get(practice::result))
        // Coming in and going out.
        .route("/link/{secret}", get(enter::link).post(enter::redeem))
        .route("/enter", get(enter::page))
        .route("/enter/ask", post(enter::ask))
        .route("/enter/prove", post(enter::prove))
        .route("/leave", post(enter::leave))
        .route("/join", get(join::page))
        .route("/join/draft", post(join::draft))
        .route("/join/take", post(join::take))
        // Of whoever came in.
        .route("/me", get(me::page))
        .route("/me/seat", post(me::seat))
        .route("/elections/{id}/stand", get(me::stand_form).post(me::stand))
        .route("/elections/{id}/archive.bel", get(guard::archive))
        .route("/elections/{id}/rehearsal.bel", get(guard::rehearsal))
        // Signing.
        .route("/sign/{draft}", get(sign::page).post(sign::take))
        .route("/sign/{draft}/drop", post(sign::drop_draft))
        // The office.
        .route("/office", get(office::page))
        .route("/office/outbox", get(outbox::page).post(outbox::done))
        .route("/elections/{id}/office", get(codes::page))
        .route("/elections/{id}/slips", get(codes::slips).post(codes::slips_done))
        .route("/elections/{id}/slips/again", post(codes::slips_again))
        .route("/elections/{id}/invite", post(codes::send))
        .route("/elections/{id}/again", post(codes::again))
        .route("/office/members", get(members::page).post(members::preview).layer(lengths::list()))
        .route("/office/members/enrol", post(members::enrol).layer(lengths::list()))
        .route("/office/call", get(call::page).post(call::call))
        .route("/office/slips", get(slips::page))
        .route("/office/slips/done", post(slips::done))
        .route("/office/slips/send", post(slips::send))
        // Trying out.
        .route("/try", get(example::page))
        .route("/try/{number}/{file}", get(example::file))
        .route("/try/skip", post(clock::skip))
        .fallback(front::nowhere)
}
