//! `quanwen outline FILE`

use crate::args::OutlineArgs;
use crate::outcome::Outcome;
use crate::render::OutlineAnswer;
use crate::workspace::options;

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let options = options(args.max_file_size);
    let (document, explanation) = if args.explain {
        let (document, explanation) = quanwen::explain_document(&args.file, &options)?;
        (document, Some(explanation))
    } else {
        (quanwen::read_document(&args.file, &options)?, None)
    };
    args.output.printer().print(&OutlineAnswer {
        document: &document,
        explanation: explanation.as_ref(),
    })?;
    Ok(Outcome::Found)
}
