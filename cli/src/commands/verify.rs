//! `quanwen verify [PATH]`

use quanwen::Corpus;
use quanwen::api::IntegrityRequest;

use crate::args::VerifyArgs;
use crate::outcome::Outcome;
use crate::render::IntegrityAnswer;
use crate::workspace::Workspace;

pub(crate) fn run(args: &VerifyArgs) -> anyhow::Result<Outcome> {
    let printer = args.index.output.printer()?;
    let mut location = args.index.location.clone();
    location.no_update = true;
    let mut request = IntegrityRequest::default().quick(args.quick);
    let mut paths = args.index.path.as_slice();
    if location.engine.is_some() {
        request = request.sample(args.sample()).corpus(folder(args)?);
        paths = &[];
    }
    let workspace = Workspace::open(paths, &location)?;
    let integrity = workspace.engine().verify(&request)?;
    let cluster = location.engine.map(|address| address.to_string());
    printer.print(&IntegrityAnswer {
        integrity: &integrity,
        cluster: cluster.as_deref(),
    })?;
    Ok(if integrity.sound {
        Outcome::Found
    } else {
        Outcome::Failed
    })
}

/// Where the files of a cluster are, if that is typed.
fn folder(args: &VerifyArgs) -> anyhow::Result<Option<String>> {
    if args.index.path.is_empty() {
        return Ok(None);
    }
    let corpus = Corpus::of_paths(&args.index.path)?;
    Ok(Some(corpus.root().display().to_string()))
}
