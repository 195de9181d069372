//! A funding for programs. The keys are a contract, described in `docs/spec/count-json.md`.

use kenes_count::budget::{Budget, Funding, Payment, Purchase};
use kenes_count::{Candidate, Decimal, Tie};
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Map, Value, json};

use crate::count::fraction;

/// The funding as JSON. Amounts are strings with all their decimals, exact ones fractions of whole numbers.
pub fn json(budget: &Budget, funding: &Funding) -> Value {
    let ids =
        |projects: &[Candidate]| -> Value { projects.iter().map(|project| budget.id(*project)).collect() };
    let elected = funding.elected();
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("rule", funding.rule.name().into());
    put("source", funding.rule.source().into());
    put("completion", funding.completion.name().into());
    put("seats", elected.len().into());
    put("candidates", ids(&budget.projects().collect::<Vec<_>>()));
    put("withdrawn", json!([]));
    put("quota", Value::Null);
    put("elected", ids(&elected));
    put("ties", funding.ties.iter().map(|tie| tie_of(budget, tie)).collect());
    put("stages", json!([]));
    if let Some(tie) = funding.ties.last().filter(|tie| tie.chosen.is_none()) {
        put("needs_lot", ids(&tie.tied));
    }
    put("budget", budget.money().to_string().into());
    put("spent", funding.spent.to_string().into());
    put("voters", budget.voters().into());
    if let Some(share) = &funding.share {
        put("share", exact(share, budget.places()).into());
        put("increments", funding.increments.into());
        put("purchases", funding.purchases.iter().map(|purchase| purchase_of(budget, purchase)).collect());
        let unpaid = funding
            .unpaid
            .iter()
            .map(|(project, have)| (budget.id(*project).to_owned(), have.to_string().into()));
        put("unpaid", Value::Object(unpaid.collect()));
    }
    put("filled", ids(&funding.filled));
    let project = |project: Candidate| {
        json!({
            "id": budget.id(project),
            "name": budget.name(project),
            "cost": budget.cost(project).to_string(),
            "votes": budget.votes(project),
            "points": budget.points(project),
            "funded": elected.contains(&project),
        })
    };
    put("projects", budget.projects().map(project).collect());
    Value::Object(object)
}

fn purchase_of(budget: &Budget, purchase: &Purchase) -> Value {
    let payment = |payment: &Payment| match payment.points {
        0 => json!({ "voters": payment.voters, "each": payment.each.to_string() }),
        points => json!({ "voters": payment.voters, "points": points, "each": payment.each.to_string() }),
    };
    json!({
        "project": budget.id(purchase.project),
        "price": exact(&purchase.price, budget.places()),
        "rate": fraction(&purchase.rate),
        "full": purchase.full.iter().map(payment).collect::<Vec<_>>(),
        "last": purchase.last,
        "last_together": exact(&purchase.last_together, budget.places()),
        "gave": purchase.gave.iter().map(payment).collect::<Vec<_>>(),
    })
}

fn tie_of(budget: &Budget, tie: &Tie) -> Value {
    let ids =
        |projects: &[Candidate]| -> Value { projects.iter().map(|project| budget.id(*project)).collect() };
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("stage", tie.stage.into());
    put("purpose", "fund".into());
    put("tied", ids(&tie.tied));
    put("steps", json!([]));
    put("chosen", tie.chosen.map_or(Value::Null, |chosen| budget.id(chosen).into()));
    match &tie.lot {
        Some(lot) => {
            let sha256: String = lot.digest.iter().map(|byte| format!("{byte:02x}")).collect();
            put("resolved_by", "lot".into());
            put("lot", json!({ "text": lot.text, "sha256": sha256, "among": ids(&lot.among) }));
        }
        None => {
            put("resolved_by", "needs-lot".into());
            put("among", ids(&tie.tied));
        }
    }
    Value::Object(object)
}

/// An amount in the smallest unit as an exact fraction of the currency.
fn exact(amount: &BigRational, places: u32) -> String {
    fraction(&(amount / BigRational::from_integer(BigInt::from(10).pow(places))))
}

/// The projects for spreadsheets: `id,name,cost,votes,points,funded,place`.
pub fn csv(budget: &Budget, funding: &Funding) -> String {
    let elected = funding.elected();
    let mut text = String::from("id,name,cost,votes,points,funded,place\r\n");
    for project in budget.projects() {
        let place = elected.iter().position(|other| *other == project).map(|place| place.saturating_add(1));
        let cells = [
            crate::count::cell(budget.id(project)),
            crate::count::cell(budget.name(project)),
            budget.cost(project).to_string(),
            budget.votes(project).to_string(),
            budget.points(project).to_string(),
            u8::from(place.is_some()).to_string(),
            place.map_or_else(String::new, |place| place.to_string()),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// An exact amount in the smallest unit to two decimals of that, to the nearest.
pub(super) fn rounded(amount: &BigRational, places: u32) -> Decimal {
    let hundredths = (amount * BigRational::from_integer(100.into())).round().to_integer();
    Decimal::new(u128::try_from(hundredths).unwrap_or(u128::MAX), places.saturating_add(2))
}
