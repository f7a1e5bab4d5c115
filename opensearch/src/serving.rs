//! The index from which an update starts.

use quanwen::backend::{IndexedFiles, Rules, check_folder, of_another};
use quanwen::{Corpus, IndexOptions, Result};
use quanwen_messages::{Message, text};

use crate::alias::{named, refuse_others};
use crate::client::{Client, Method};
use crate::contents::{FORMAT, StoredContents, stored_contents};
use crate::manifest::files;
use crate::shape::Shape;
use crate::whole::is_whole;

/// From what an index is brought up to date.
#[derive(Debug, Default)]
pub(crate) struct Start {
    /// The indexes that the alias names.
    pub named: Vec<String>,
    /// The index that answers; none to fill one anew.
    pub serving: Option<Serving>,
    /// What is known of the files.
    pub known: IndexedFiles,
    /// Of the index that will answer.
    pub shape: Shape,
    /// Why all is indexed anew although there is an index, if it is.
    pub rebuilt: Option<Message>,
}

/// The index that answers.
#[derive(Debug)]
pub(crate) struct Serving {
    pub index: String,
    pub contents: StoredContents,
    pub shape: Shape,
}

impl Start {
    /// The index that the alias names; none if there is none, if it was made otherwise than one is made now, if it is not whole, or if
    /// that is asked for.
    ///
    /// # Errors
    /// [`quanwen::Error::Corpus`] if it is of another corpus and no rebuild is asked for, as its reports would be removed.
    pub(crate) fn find(
        client: &Client,
        corpus: &Corpus,
        shape: Shape,
        rules: &Rules,
        options: &IndexOptions,
    ) -> Result<Self> {
        check_folder(corpus)?;
        let named = named(client)?;
        refuse_others(client, &named)?;
        let [index] = named.as_slice() else {
            if !options.rebuild {
                refuse_another(client, &named, corpus)?;
            }
            let several: Message = text!("its name is that of several indexes").into();
            return Ok(Self {
                shape,
                rebuilt: (!named.is_empty()).then_some(several),
                named,
                ..Self::default()
            });
        };
        let is_of = shape_of(client, index)?;
        let anew = |known: IndexedFiles, reason: Message| Self {
            named: named.clone(),
            serving: None,
            known,
            shape: shape.over(is_of),
            rebuilt: Some(reason),
        };
        let nothing = IndexedFiles::default;
        let asked = client.of_index(index);
        if options.rebuild {
            return Ok(anew(nothing(), text!("a rebuild was requested").into()));
        }
        if is_lost(client, index)? {
            return Ok(anew(
                nothing(),
                text!("a part of it is on no machine").into(),
            ));
        }
        let contents = stored_contents(&asked)?;
        if let Some(other) = contents.as_ref().filter(|contents| !contents.is_of(corpus)) {
            return Err(of_another(&client.address, &other.corpus, corpus));
        }
        let contents = match contents {
            Some(contents)
                if contents.format == FORMAT && contents.exact_stamp == rules.exact_stamp()? =>
            {
                contents
            }
            _ => return Ok(anew(nothing(), text!("it was made by other rules").into())),
        };
        let known = IndexedFiles::new(contents.walk.clone(), files(&asked)?);
        if let Some(reason) = known.outgrown(&contents.word_stamp, options) {
            return Ok(anew(known.emptied(), reason.into()));
        }
        if shape.over(is_of).shards != is_of.shards {
            let reason = text!("another number of shards was asked for");
            return Ok(anew(known.emptied(), reason.into()));
        }
        let is_noted = known.counts() == contents.counts;
        if !is_noted || !is_whole(&asked, &contents.counts, known.iter().count())? {
            return Ok(anew(known.emptied(), text!("a part of it is lost").into()));
        }
        Ok(Self {
            serving: Some(Serving {
                index: index.clone(),
                contents,
                shape: is_of,
            }),
            known,
            shape: shape.over(is_of),
            rebuilt: None,
            named,
        })
    }
}

/// Refuses several indexes of which one is of another corpus.
fn refuse_another(client: &Client, named: &[String], corpus: &Corpus) -> Result<()> {
    for index in named {
        let contents = stored_contents(&client.of_index(index))?;
        if let Some(other) = contents.filter(|contents| !contents.is_of(corpus)) {
            return Err(of_another(&client.address, &other.corpus, corpus));
        }
    }
    Ok(())
}

/// How an index is spread over the machines.
pub(crate) fn shape_of(client: &Client, index: &str) -> Result<Shape> {
    let settings = client.call(Method::Get, &format!("/{index}/_settings"), None)?;
    Ok(Shape::of_settings(&settings[index]["settings"]))
}

/// Whether a shard of an index is on no machine.
fn is_lost(client: &Client, index: &str) -> Result<bool> {
    let health = client.call(Method::Get, &format!("/_cluster/health/{index}"), None)?;
    Ok(health["status"] == "red")
}
