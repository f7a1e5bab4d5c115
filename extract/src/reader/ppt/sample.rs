//! Builds small binary presentations for tests from records.

use std::io::{Cursor, Write};

use super::records::{
    CLIENT_DATA, CLIENT_TEXT, DOCUMENT, DRAWING, DRAWING_CONTAINER, GROUP, NOTES,
    PERSIST_DIRECTORY, PLACEHOLDER, SHAPE, SHAPE_FLAGS, SLIDE, SLIDE_ATOM, SLIDE_LIST,
    SLIDE_PERSIST, TEXT_CHARS, TEXT_HEADER, USER_EDIT,
};

/// A record; those with an even first nibble are no containers, which no reader asks for.
pub(super) fn record(kind: u16, instance: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    let head = [(instance << 4).to_le_bytes(), kind.to_le_bytes()].concat();
    [&head[..], &length.to_le_bytes(), body].concat()
}

/// Numbers of four bytes.
pub(super) fn words(numbers: &[usize]) -> Vec<u8> {
    let word = |number: &usize| u32::try_from(*number).unwrap().to_le_bytes();
    numbers.iter().flat_map(word).collect()
}

/// UTF-16.
pub(super) fn characters(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A text of a kind.
pub(super) fn text(kind: usize, text: &str) -> Vec<u8> {
    [
        record(TEXT_HEADER, 0, &words(&[kind])),
        record(TEXT_CHARS, 0, &characters(text)),
    ]
    .concat()
}

/// A shape with records in its text box.
pub(super) fn shape(placeholder: u8, text_box: &[u8], others: &[u8]) -> Vec<u8> {
    let flags = record(SHAPE_FLAGS, 0, &words(&[7, 0]));
    let placeholder = record(PLACEHOLDER, 0, &[0, 0, 0, 0, placeholder, 0, 0, 0]);
    let parts = [
        flags,
        others.to_vec(),
        record(CLIENT_DATA, 0, &placeholder),
        record(CLIENT_TEXT, 0, text_box),
    ];
    record(SHAPE, 0, &parts.concat())
}

/// A group of shapes, described by records of its own.
pub(super) fn group(own: &[u8], shapes: &[u8]) -> Vec<u8> {
    let flags = record(SHAPE_FLAGS, 0, &words(&[7, 1]));
    let own = record(SHAPE, 0, &[&flags, own].concat());
    record(GROUP, 0, &[&own, shapes].concat())
}

/// A presentation under construction.
#[derive(Default)]
pub(super) struct Sample {
    objects: Vec<Vec<u8>>,
    slides: Vec<u8>,
    notes: Vec<u8>,
}

impl Sample {
    /// Adds a slide: its texts in the outline, its shapes, other records in it, and the shapes of its notes, if any.
    pub(super) fn slide(
        mut self,
        outline: &[u8],
        shapes: &[u8],
        others: &[u8],
        notes: &[u8],
    ) -> Self {
        let id = 1000 + self.objects.len();
        let atom = words(&[0, 0, 0, 0, if notes.is_empty() { 0 } else { id }, 0]);
        let slide = [&record(SLIDE_ATOM, 0, &atom), others, &drawing(shapes)].concat();
        let object = self.add(&record(SLIDE, 0, &slide));
        self.slides.extend(persist(object, id));
        self.slides.extend(outline);
        if !notes.is_empty() {
            let object = self.add(&record(NOTES, 0, &drawing(notes)));
            self.notes.extend(persist(object, id));
        }
        self
    }

    /// Adds a slide to the list whose object is missing.
    pub(super) fn missing_slide(mut self, outline: &[u8]) -> Self {
        self.slides.extend(persist(99_999, 0));
        self.slides.extend(outline);
        self
    }

    /// Adds an object and returns its identifier.
    fn add(&mut self, object: &[u8]) -> usize {
        self.objects.push(object.to_vec());
        self.objects.len()
    }

    /// The bytes of the file.
    pub(super) fn build(mut self) -> Vec<u8> {
        let lists = [
            record(SLIDE_LIST, 1, &persist(1, 1)),
            record(SLIDE_LIST, 0, &self.slides),
            record(SLIDE_LIST, 2, &self.notes),
        ];
        let document = self.add(&record(DOCUMENT, 0, &lists.concat()));
        let mut stream = Vec::new();
        let mut directory = vec![document << 20 | 1];
        for object in &self.objects {
            directory.push(stream.len());
            stream.extend(object);
        }
        let directory_start = stream.len();
        stream.extend(record(PERSIST_DIRECTORY, 0, &words(&directory)));
        let edit = stream.len();
        let body = words(&[0, 0, 0, directory_start, document, 0, 0]);
        stream.extend(record(USER_EDIT, 0, &body));
        let user = record(0x0FF6, 0, &words(&[20, 0xE391_C05F, edit]));
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in [("PowerPoint Document", stream), ("Current User", user)] {
            file.create_stream(name).unwrap().write_all(&bytes).unwrap();
        }
        file.into_inner().into_inner()
    }
}

fn drawing(shapes: &[u8]) -> Vec<u8> {
    let group = group(&[], shapes);
    record(DRAWING, 0, &record(DRAWING_CONTAINER, 0, &group))
}

/// An entry of a list: the identifiers of an object and of a slide or notes.
fn persist(object: usize, id: usize) -> Vec<u8> {
    record(SLIDE_PERSIST, 0, &words(&[object, 0, 0, id, 0]))
}
