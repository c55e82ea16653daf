//! The pages of one column, none of which takes more memory than a page may.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;

use super::compact::Compact;
use super::{lists, shapes};

/// The most bytes of a page, unpacked: `DuckDB`, which writes the longest, ends one at a hundred million.
const PAGE: u64 = 128 << 20;
/// The most bytes of a dictionary, unpacked; a tenth of that is usual at most.
const DICTIONARY: usize = 32 << 20;
/// The most values of a dictionary, each of which takes up to 32 bytes; a tenth of that is usual at most.
const ENTRIES: usize = 1 << 21;
/// The most values of a page.
const VALUES: usize = 1 << 26;
/// How much of a page's header is looked at, and what of it at most.
const HEADERS: [u64; 2] = [4096, 1 << 20];

/// The pages of a column in a group of rows. `levels` counts the values that were handed out.
pub(super) fn open(
    file: &File,
    column: &ColumnChunkMetaData,
    rows: usize,
    levels: Arc<AtomicUsize>,
) -> Result<Box<dyn PageReader>> {
    let properties = ReaderProperties::builder()
        .set_read_bloom_filter(false)
        // The older form is unpacked without a bound.
        .set_backward_compatible_lz4(false)
        .build();
    let chunk = Chunk {
        length: Length::len(file),
        file: file.try_clone()?,
        gzip: matches!(column.compression(), Compression::GZIP(_)),
        next: AtomicUsize::new(0),
        ahead: AtomicUsize::new(0),
        body: AtomicU64::new(u64::MAX),
    };
    let pages = SerializedPageReader::new_with_properties(
        Arc::new(chunk),
        column,
        rows,
        None,
        Arc::new(properties),
    )?;
    Ok(Box::new(Pages {
        inner: pages,
        short: column.column_type() == Type::FIXED_LEN_BYTE_ARRAY,
        list: column.column_descr().max_rep_level() > 0,
        row: 0,
        levels,
    }))
}

/// The bytes of a file, of which a page's header is looked through before the page is read.
struct Chunk {
    file: File,
    length: u64,
    gzip: bool,
    /// How many bytes the next page has, unpacked.
    next: AtomicUsize,
    /// How many bytes of it are not packed and stand in front.
    ahead: AtomicUsize,
    /// Where it begins behind its header, where it has a byte.
    body: AtomicU64,
}

impl Chunk {
    fn bytes(&self, start: u64, most: u64) -> Result<Vec<u8>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunk {
    type T = Cursor<Vec<u8>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        // A header that was looked at before is not read again, yet its reader is asked for where the page begins.
        if start == self.body.load(Ordering::Relaxed) {
            return Ok(Cursor::default());
        }
        for most in HEADERS {
            let bytes = self.bytes(start, most)?;
            if let Some(Sizes {
                unpacked,
                packed,
                ahead,
                header,
            }) = sizes(&bytes)
            {
                if u64::try_from(unpacked).is_ok_and(|unpacked| unpacked > PAGE) {
                    return Err(too_large());
                }
                self.next.store(unpacked, Ordering::Relaxed);
                self.ahead.store(ahead, Ordering::Relaxed);
                let body = start.saturating_add(u64::try_from(header).unwrap_or_default());
                let body = if packed > 0 { body } else { u64::MAX };
                self.body.store(body, Ordering::Relaxed);
                return Ok(Cursor::new(bytes));
            }
        }
        Err(ParquetError::General("the header of a page is none".into()))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let wanted = u64::try_from(length).unwrap_or(u64::MAX);
        if wanted > PAGE {
            return Err(too_large());
        }
        let bytes = self.bytes(start, wanted)?;
        if bytes.len() != length {
            return Err(ParquetError::EOF("a page is cut off".into()));
        }
        let packed = bytes.get(self.ahead.load(Ordering::Relaxed)..);
        if let Some(packed) = packed.filter(|_| self.gzip) {
            // Unpacking gzip does not end at what the header says, so what it would give is counted first.
            let most = u64::try_from(self.next.load(Ordering::Relaxed)).unwrap_or(PAGE);
            let mut unpacked = MultiGzDecoder::new(packed).take(most + 1);
            let counted = std::io::copy(&mut unpacked, &mut std::io::sink());
            if counted.is_ok_and(|counted| counted > most) {
                return Err(too_large());
            }
        }
        Ok(bytes.into())
    }
}

fn too_large() -> ParquetError {
    ParquetError::General(format!("a page has more than {PAGE} bytes"))
}

/// What a page's header says of its size.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sizes {
    unpacked: usize,
    packed: usize,
    ahead: usize,
    /// How long the header itself is.
    header: usize,
}

fn sizes(header: &[u8]) -> Option<Sizes> {
    Compact::of(header).shaped(12, &shapes::PAGE)?;
    let mut sizes = Sizes::default();
    let count = |compact: &mut Compact<'_>| usize::try_from(compact.whole()?).ok();
    let mut walked = Compact::of(header);
    walked.structure(|compact, number, kind| match (number, kind) {
        (2, 5) => {
            sizes.unpacked = count(compact)?;
            Some(())
        }
        (3, 5) => {
            sizes.packed = count(compact)?;
            Some(())
        }
        // The second kind of pages of data: the lengths of both levels.
        (8, 12) => compact.structure(|compact, number, kind| match (number, kind) {
            (5 | 6, 5) => {
                sizes.ahead = sizes.ahead.checked_add(count(compact)?)?;
                Some(())
            }
            (5 | 6, _) => None,
            _ => compact.skip(kind),
        }),
        (2 | 3 | 8, _) => None,
        _ => compact.skip(kind),
    })?;
    sizes.header = header.len() - walked.left();
    Some(sizes)
}

/// Pages, each of which is looked at before values are made of it.
struct Pages {
    inner: SerializedPageReader<Chunk>,
    /// Whether a value may have less than four bytes in a dictionary.
    short: bool,
    /// Whether a row has a list of values.
    list: bool,
    /// How many values the row has until now in which the last page ended.
    row: usize,
    levels: Arc<AtomicUsize>,
}

impl Pages {
    fn fits(&mut self, page: &Page) -> Result<()> {
        let values = usize::try_from(page.num_values()).unwrap_or(usize::MAX);
        let least = if self.short { 1 } else { 4 };
        match page {
            Page::DictionaryPage { buf, .. }
                if buf.len() > DICTIONARY
                    || values > ENTRIES
                    || values.saturating_mul(least) > buf.len() =>
            {
                return Err(ParquetError::General(
                    "a dictionary claims more than it holds".into(),
                ));
            }
            Page::DictionaryPage { .. } => return Ok(()),
            // The crate reserves as many lengths as these claim.
            _ if matches!(
                page.encoding(),
                Encoding::DELTA_LENGTH_BYTE_ARRAY | Encoding::DELTA_BYTE_ARRAY
            ) =>
            {
                return Err(ParquetError::NYI(format!(
                    "the encoding {} is not read",
                    page.encoding()
                )));
            }
            _ => {}
        }
        if self.list && lists::walk(page, &mut self.row).is_none() {
            return Err(ParquetError::General(format!(
                "a row has more than {} values, or none that can be counted",
                lists::LONGEST
            )));
        }
        let all = self.levels.fetch_add(values, Ordering::Relaxed);
        if all.saturating_add(values) > VALUES {
            return Err(ParquetError::General(
                "a page or a row has too many values".into(),
            ));
        }
        Ok(())
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.inner.get_next_page()?;
        if let Some(page) = &page {
            self.fits(page)?;
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.inner.at_record_boundary()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn a_page_says_its_size_once() {
        // 1: kind 3, 2: 10 bytes, 3: 8 bytes, 8: {5: 2 bytes, 6: 1 byte}.
        let header = [0x15, 6, 0x15, 20, 0x15, 16, 0x5C, 0x55, 4, 0x15, 2, 0, 0];
        let wanted = Sizes {
            unpacked: 10,
            packed: 8,
            ahead: 3,
            header: 13,
        };
        assert_eq!(sizes(&header), Some(wanted));
        for wrong in [
            &header[..8],
            // A negative size, and two sizes.
            &[0x25, 1, 0],
            &[0x25, 20, 0x05, 4, 40, 0],
            // A second size whose number is 65,538, of which the crate makes 2; a truth as the size of what is packed.
            &[0x25, 20, 0x15, 16, 0x05, 0x84, 0x80, 0x08, 40, 0],
            &[0x25, 20, 0x11, 0],
        ] {
            assert_eq!(sizes(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn gzip_that_unpacks_to_more_than_it_says_is_refused() {
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&[0; 10_000]).unwrap();
        let packed = packed.finish().unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&packed).unwrap();
        let chunk = |next| Chunk {
            length: 0,
            file: file.try_clone().unwrap(),
            gzip: true,
            next: AtomicUsize::new(next),
            ahead: AtomicUsize::new(0),
            body: AtomicU64::new(0),
        };
        assert!(chunk(10_000).get_bytes(0, packed.len()).is_ok());
        let told = chunk(9_999).get_bytes(0, packed.len()).unwrap_err();
        assert!(told.to_string().contains("a page has more"), "{told}");
    }
}
