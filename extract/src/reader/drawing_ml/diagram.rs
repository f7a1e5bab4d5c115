//! The words of a diagram (SmartArt): those of its nodes (ISO/IEC 29500-1 §21.4.2).
//!
//! Owns the order of the nodes: each before those below it. Invariant: every text is read once, whatever the connections.

use std::collections::{HashMap, HashSet};

use super::shown_xml::ShownXml;
use super::text_body::{self, Place};
use crate::reader::build::slide::Line;
use crate::reader::storage::xml::{Element, XmlEvent};
use crate::unread::Unread;

/// The nodes of a diagram and what connects them.
#[derive(Debug, Default)]
struct Diagram {
    /// The id and the paragraphs of each node.
    nodes: Vec<(String, String)>,
    /// The node above, the place among those below it, the node below.
    connections: Vec<(String, u32, String)>,
}

/// Reads the data part of a diagram and adds its paragraphs.
///
/// # Errors
/// The reason, if it is damaged; the nodes before the damage have been added.
pub(in crate::reader) fn read(part: &str, text: &str, lines: &mut Vec<Line>) -> Result<(), Unread> {
    let mut diagram = Diagram::default();
    let read = diagram.read(part, text);
    let mut words = String::new();
    for (_, node) in diagram.in_order() {
        words.push_str(&node);
    }
    lines.push(Line::Paragraph(words));
    read
}

impl Diagram {
    fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        let mut xml = ShownXml::new(part, text);
        while let Some(event) = xml.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            match element.name() {
                "pt" => {
                    let id = element.id("modelId").unwrap_or_default();
                    self.nodes.push((id, String::new()));
                }
                "cxn" => self.connect(&element),
                "t" => {
                    let mut unknown = String::new();
                    let node = self.nodes.last_mut().map(|(_, paragraphs)| paragraphs);
                    text_body::read(&mut xml, Place::default(), node.unwrap_or(&mut unknown))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds a connection between nodes; those of other types concern the drawing (ISO/IEC 29500-1 §21.4.7.23).
    fn connect(&mut self, element: &Element<'_>) {
        if element.attribute("type").is_none_or(|kind| kind == "parOf") {
            let id = |name| element.id(name).unwrap_or_default();
            let place = element.number("srcOrd").unwrap_or(u32::MAX);
            self.connections.push((id("srcId"), place, id("destId")));
        }
    }

    /// The nodes, each before those below it; those that nothing is above keep the order of the file.
    fn in_order(mut self) -> Vec<(String, String)> {
        self.connections.sort();
        let below: HashSet<&String> = self.connections.iter().map(|(_, _, id)| id).collect();
        let mut branches: HashMap<&String, Vec<&String>> = HashMap::new();
        for (above, _, id) in &self.connections {
            branches.entry(above).or_default().push(id);
        }
        let is_top = |id: &&String| !below.contains(id);
        let ids = || self.nodes.iter().map(|(id, _)| id);
        // Nodes in a circle have no top and follow the others.
        let mut rest: Vec<&String> = ids().filter(is_top).chain(ids()).rev().collect();
        let mut order: HashMap<&String, usize> = HashMap::new();
        while let Some(id) = rest.pop() {
            let next = order.len();
            if !order.contains_key(id) {
                order.insert(id, next);
                rest.extend(branches.get(id).into_iter().flatten().rev());
            }
        }
        let order: Vec<usize> = ids().map(|id| order[id]).collect();
        let mut nodes: Vec<_> = order.into_iter().zip(self.nodes).collect();
        nodes.sort_by_key(|(place, _)| *place);
        nodes.into_iter().map(|(_, node)| node).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(points: &str, connections: &str) -> Vec<String> {
        let xml = format!(
            "<dgm:dataModel><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{connections}</dgm:cxnLst></dgm:dataModel>"
        );
        let mut lines = Vec::new();
        read("data.xml", &xml, &mut lines).unwrap();
        let [Line::Paragraph(words)] = &lines[..] else {
            panic!("{lines:?}");
        };
        words.lines().map(String::from).collect()
    }

    fn point(id: &str, words: &str) -> String {
        format!(
            "<dgm:pt modelId='{id}'><dgm:prSet/><dgm:t><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        )
    }

    #[test]
    fn a_node_stands_before_those_below_it_in_their_order() {
        let points = [
            point("3", "复核"),
            point("1", "受理"),
            point("2", "审查"),
            point("4", "补正"),
        ];
        let points = format!("<dgm:pt modelId='0' type='doc'/>{}", points.concat());
        let connection = |above: &str, place: u8, id: &str| {
            format!("<dgm:cxn srcId='{above}' destId='{id}' srcOrd='{place}'/>")
        };
        let connections = [
            connection("0", 1, "2"),
            connection("0", 0, "1"),
            connection("1", 0, "4"),
            connection("0", 2, "3"),
            "<dgm:cxn type='presOf' srcId='3' destId='1' srcOrd='0'/>".into(),
        ];
        let words = words(&points, &connections.concat());
        assert_eq!(words, ["受理", "补正", "审查", "复核"]);
    }

    #[test]
    fn nodes_in_a_circle_or_without_connections_are_read_once() {
        let points = [point("1", "甲"), point("2", "乙"), point("3", "丙")].concat();
        let circle = "<dgm:cxn srcId='1' destId='2'/><dgm:cxn srcId='2' destId='1'/>";
        assert_eq!(words(&points, circle), ["丙", "甲", "乙"]);
    }
}
