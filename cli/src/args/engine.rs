//! The address of a corpus on a cluster, as it is typed.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use quanwen_messages::message;
use quanwen_opensearch::Address;

use super::refusal;

/// Reads an address. Its errors do not quote it, as those of the other arguments do, since a password may stand there.
#[derive(Debug, Clone)]
pub(crate) struct EngineParser;

impl TypedValueParser for EngineParser {
    type Value = Address;

    fn parse_ref(
        &self,
        command: &Command,
        _: Option<&Arg>,
        typed: &OsStr,
    ) -> Result<Address, Error> {
        let read = typed.to_string_lossy().parse::<Address>();
        read.map_err(|reason| {
            let message = message!("--engine: {reason}", reason = reason);
            refusal::of(ErrorKind::ValueValidation, &message).with_cmd(command)
        })
    }
}
