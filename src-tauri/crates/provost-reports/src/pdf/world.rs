//! All that the typesetter can reach: a template and what it shares with others, a few files in memory, four fonts. No disk, no packages, no network,
//! no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};

use crate::Error;

/// Files by name.
pub(super) type Memory = BTreeMap<String, Vec<u8>>;

/// The fonts in the order in which they stand in for one another.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("../../fonts/Inter-Regular.ttf").as_slice(),
        include_bytes!("../../fonts/Inter-SemiBold.ttf"),
        include_bytes!("../../fonts/Inter-Bold.ttf"),
        include_bytes!("../../fonts/JetBrainsMono-Regular.ttf"),
    ]
    .into_iter()
    .flat_map(|data| Font::iter(Bytes::new(data)))
    .collect()
});

/// The world of one report.
pub(super) struct World {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
    day: Option<Datetime>,
}

impl World {
    /// A world of templates, of which one is the document, and the files that they read.
    pub(super) fn new(
        main: &str,
        sources: &[(&str, &str)],
        files: Memory,
        day: Option<Datetime>,
    ) -> Result<Self, Error> {
        let sources = sources
            .iter()
            .map(|(name, text)| Ok(Source::new(file_id(name)?, (*text).to_owned())))
            .collect::<Result<_, Error>>()?;
        let files = files
            .into_iter()
            .map(|(name, bytes)| Ok((file_id(&name)?, Bytes::new(bytes))))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            main: file_id(main)?,
            sources,
            files,
            day,
        })
    }
}

fn file_id(name: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(name).map_err(|error| Error::Pdf {
        reason: format!("{name} cannot be the name of a file in memory: {error:?}"),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .iter()
            .find(|(there, _)| *there == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.day
    }
}

#[cfg(test)]
mod tests {
    use typst_layout::PagedDocument;

    use super::*;

    fn compiles(markup: &str) -> Result<(), String> {
        let files = Memory::from([("data.json".to_owned(), b"{}".to_vec())]);
        let world = World::new("main.typ", &[("main.typ", markup)], files, None).unwrap();
        typst::compile::<PagedDocument>(&world)
            .output
            .map(|_| ())
            .map_err(|errors| errors[0].message.to_string())
    }

    #[test]
    fn nothing_outside_the_memory_can_be_reached() {
        assert_eq!(compiles("#json(\"data.json\").len()"), Ok(()));
        for markup in [
            "#read(\"/etc/passwd\")",
            "#read(\"../../../etc/passwd\")",
            "#import \"@preview/cetz:0.3.4\": canvas",
            "#image(\"/etc/hostname\")",
        ] {
            assert!(compiles(markup).is_err(), "{markup}");
        }
    }

    #[test]
    fn all_four_fonts_are_there() {
        let families: Vec<&str> = FONTS
            .iter()
            .map(|font| font.info().family.as_str())
            .collect();
        assert_eq!(families, ["Inter", "Inter", "Inter", "JetBrains Mono"]);
    }
}
