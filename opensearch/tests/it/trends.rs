//! The same trends, and the same mentions behind their cells.

use std::ops::ControlFlow;

use proptest::prelude::*;
use quanwen::api::{
    Concept, Evidence, EvidenceRequest, Study, TrendAnswer, TrendField, TrendRequest,
};

use crate::cluster::{Engines, sample};
use crate::contract::{filters, same, texts, without_times};

/// A trend without what is an engine's own.
pub fn trend(study: &dyn Study, request: &TrendRequest) -> quanwen::Result<TrendAnswer> {
    let mut answer = study.trend(request)?;
    without_times(&mut answer.summary.coverage);
    Ok(answer)
}

fn evidence(
    study: &dyn Study,
    request: &EvidenceRequest,
) -> quanwen::Result<(TrendAnswer, Vec<Evidence>)> {
    let mut evidence = Vec::new();
    let mut answer = study.each_evidence(request, &mut |mention| {
        evidence.push(mention);
        ControlFlow::Continue(())
    })?;
    without_times(&mut answer.summary.coverage);
    Ok((answer, evidence))
}

fn compare(engines: &Engines, request: TrendRequest, limit: Option<usize>) {
    let Engines { local, remote, .. } = engines;
    same(trend(local, &request), trend(remote, &request), &request);
    let request = EvidenceRequest::new(request).limit(limit);
    same(
        evidence(local, &request),
        evidence(remote, &request),
        &request,
    );
}

fn fields() -> impl Strategy<Value = Vec<TrendField>> {
    proptest::sample::subsequence(TrendField::ALL.to_vec(), 1..=2).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn random_trends_are_the_same(
        texts in texts(),
        filter in filters(),
        fields in fields(),
        strict in any::<bool>(),
        balanced in any::<bool>(),
        limit in proptest::option::of(0..3_usize),
    ) {
        let Some(engines) = sample() else { return Ok(()) };
        let request = TrendRequest::new(texts)
            .by(fields)
            .filter(filter)
            .strict(strict)
            .balanced(balanced);
        compare(engines, request, limit);
    }
}

#[test]
fn trends_of_concepts_and_of_parts_are_the_same() {
    let Some(engines) = sample() else { return };
    let concept = Concept::new("规范", ["规范性文件", "规范", "文件"]).exclusion("规范化");
    for field in TrendField::ALL {
        let request = TrendRequest::new(["行政复议", "年年"]).concept(concept.clone());
        compare(engines, request.by([field]), Some(2));
    }
    compare(engines, TrendRequest::default(), None);
    compare(
        engines,
        TrendRequest::new(["复议"]).by(TrendField::ALL),
        None,
    );
}
