use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn read(format: MetricsFormat, text: &[u8]) -> (Vec<MetricPoint>, Vec<RowError>) {
    let (points, errors, ended) = read_all(format, text, None);
    ended.unwrap();
    (points, errors)
}

fn read_all(
    format: MetricsFormat,
    text: &[u8],
    taken_at: Option<DateTime<Utc>>,
) -> (Vec<MetricPoint>, Vec<RowError>, Result<(), FileFault>) {
    let mut reader = MetricsReader::new(format, taken_at);
    let (mut points, mut errors) = (Vec::new(), Vec::new());
    let mut sink = |row| match row {
        Ok(point) => points.push(point),
        Err(error) => errors.push(error),
    };
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let ended = text
        .split(|byte| *byte == b'\n')
        .try_for_each(|line| reader.line(line, &mut sink))
        .and_then(|()| reader.end(&mut sink));
    (points, errors, ended)
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn faults(errors: &[RowError]) -> Vec<(u32, Option<&str>, RowFault)> {
    let told = |error: &RowError| (error.line, error.kind);
    errors
        .iter()
        .map(|error| (told(error).0, error.column.as_deref(), told(error).1))
        .collect()
}

#[test]
fn good_rows_are_taken_and_bad_ones_told_with_their_lines() {
    let text = b"\xEF\xBB\xBFtime,metric,value,unit,model,version,region\r\n\
        2026-01-31T12:00:00Z,latency,84.25,ms,fraud,1.10,eu\r\n\
        \r\n\
        2026-01-31T12:00:00Z,latency,fast,ms,fraud,1.10,eu\r\n\
        2026-01-31 12:00:00,latency,84,ms,fraud,1.10,eu\r\n\
        2026-01-31T12:00:00Z,latency,NaN,ms,fraud,1.10,eu\r\n\
        2026-01-31T12:00:00Z,latency,1e999,ms,fraud,1.10,eu\r\n\
        yesterday,latency,84,ms,fraud,1.10,eu\r\n\
        2026-01-31T12:00:00Z,,84,ms,fraud,1.10,eu\r\n\
        2026-01-31T12:00:00Z,latency,84,ms\r\n\
        2026-01-31T12:00:00Z,latency,84,ms,,1.10,eu\r\n\
        2026-01-31T12:00:00Z,lat\xFFency,84,ms,fraud,1.10,eu\r\n\
        2026-01-31T13:00:00+01:00,\"late\nncy\",\"1\"\r\n";
    let (points, errors) = read(MetricsFormat::Csv, text);
    assert_eq!(points.len(), 1);
    assert_eq!(
        points[0],
        MetricPoint {
            line: 2,
            metric: "latency".to_owned(),
            value: 84.25,
            unit: Some("ms".to_owned()),
            at: at("2026-01-31T12:00:00Z"),
            scope: crate::metrics::PointScope {
                model: Some("fraud".to_owned()),
                version: Some("1.10".to_owned()),
                deployment: None,
                agent: None,
            },
            context: Some(r#"{"region":"eu"}"#.to_owned()),
        }
    );
    assert_eq!(
        faults(&errors),
        [
            (4, Some("value"), RowFault::NotANumber),
            (5, Some("time"), RowFault::NoZone),
            (6, Some("value"), RowFault::NotFinite),
            (7, Some("value"), RowFault::NotFinite),
            (8, Some("time"), RowFault::BadTime),
            (9, Some("metric"), RowFault::Missing),
            (10, None, RowFault::Malformed),
            (11, Some("model"), RowFault::Missing),
            (12, Some("metric"), RowFault::NotText),
            (13, None, RowFault::Malformed),
        ]
    );
}

#[test]
fn semicolons_bring_a_decimal_comma_and_quotes_keep_what_they_hold() {
    let text = b"Time;Metric;Value;Model;Version\n\
        2026-01-31T12:00:00Z;latency;84,25;\"a; \"\"b\"\"\";1\n\
        2026-01-31T12:00:00Z;latency;1.084,25;a;1\n\
        2026-01-31T12:00:00Z;latency;84.5;\"two\nlines\";1\n\
        2026-01-31T12:00:00Z;latency;85;a;1";
    let (points, errors) = read(MetricsFormat::Csv, text);
    let told: Vec<(u32, f64, Option<&str>)> = points
        .iter()
        .map(|point| (point.line, point.value, point.scope.model.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (2, 84.25, Some("a; \"b\"")),
            (4, 84.5, Some("two\nlines")),
            (6, 85.0, Some("a"))
        ]
    );
    assert_eq!(faults(&errors), [(3, Some("Value"), RowFault::NotANumber)]);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_as_a_whole() {
    for (text, wanted) in [
        (&b""[..], FileFault::Empty),
        (b"\n \n", FileFault::Empty),
        (b"\xFF\xFEt\0", FileFault::Utf16),
        (b"a\0b", FileFault::NoText),
        (b"time,value\n", FileFault::NoColumn("metric")),
        (b"2026,1,2\n", FileFault::NoHeader),
        (
            b"time,metric,value,recorded_at\n",
            FileFault::Twice("time".to_owned()),
        ),
        (
            b"time,metric,value\n2026-01-31T12:00:00Z,\"m,1\nx\n",
            FileFault::Unclosed(2),
        ),
    ] {
        let (_, _, ended) = read_all(MetricsFormat::Csv, text, None);
        assert_eq!(ended, Err(wanted), "{}", String::from_utf8_lossy(text));
    }
    let long = vec![b'a'; MOST_LINE + 1];
    let mut reader = MetricsReader::new(MetricsFormat::JsonLines, None);
    assert_eq!(reader.line(&long, &mut |_| ()), Err(FileFault::LongLine(1)));
}

#[test]
fn a_quote_that_never_ends_takes_no_more_than_a_row_may() {
    let mut reader = MetricsReader::new(MetricsFormat::Csv, None);
    reader.line(b"time,metric,value", &mut |_| ()).unwrap();
    reader.line(b"\"", &mut |_| ()).unwrap();
    let line = [b'a'; 1_000];
    let fault = (0..5_000).find_map(|_| reader.line(&line, &mut |_| ()).err());
    let fault = fault.unwrap();
    assert_eq!(fault, FileFault::Unclosed(2));
}

#[test]
fn lines_of_json_are_read_and_what_python_writes_is_told() {
    let text = br#"{"time": 1769860800, "metric": "accuracy", "value": 0.97, "model": "fraud", "version": 3, "step": 7}
{"time": 1769860800000, "metric": "accuracy", "value": "0.97", "context": {"b": [1], "a": null}}
{"time": "2026-01-31T12:00:00Z", "metric": "accuracy", "value": NaN}
{"time": "2026-01-31T12:00:00", "metric": "accuracy", "value": 1}
{"time": "2026-01-31T12:00:00Z", "metric": "accuracy", "value": true}
{"time": "2026-01-31T12:00:00Z", "metric": "accuracy", "value": null}
[1]
{"time": "2026-01-31T12:00:00Z", "metric": "a\u0000b", "value": 1}
{"time": "2026-01-31T12:00:00Z", "metric": "ab", "value": 1, "note": "a\u0000b"}
{"time": -99999999999999, "metric": "ab", "value": 1}
"#;
    let (points, errors) = read(MetricsFormat::JsonLines, text);
    assert_eq!(points.len(), 2);
    assert_eq!(points[0].at, at("2026-01-31T12:00:00Z"));
    assert_eq!(points[0].at, points[1].at);
    assert_eq!(points[0].scope.version.as_deref(), Some("3"));
    assert_eq!(points[0].context.as_deref(), Some(r#"{"step":7}"#));
    assert_eq!(points[1].context.as_deref(), Some(r#"{"a":null,"b":[1]}"#));
    assert_eq!(
        faults(&errors),
        [
            (3, None, RowFault::NotFinite),
            (4, Some("time"), RowFault::NoZone),
            (5, Some("value"), RowFault::NotANumber),
            (6, Some("value"), RowFault::Missing),
            (7, None, RowFault::Malformed),
            (8, Some("metric"), RowFault::NotText),
            (9, Some("note"), RowFault::NotText),
            (10, Some("time"), RowFault::BadTime),
        ]
    );
}

/// After the examples of the specification, section "Overall Structure".
const EXPOSITION: &[u8] = br#"# TYPE response_seconds gauge
# UNIT response_seconds seconds
# HELP response_seconds How long an answer takes.
response_seconds{model="fraud",version="3",region="a\"b\\c\nd"} 0.25 1769860800.5
response_seconds{model="fraud"} NaN 1769860800
response_seconds{model="fraud",model="other"} 1 1769860800
# TYPE requests counter
requests_total{agent="claims"} 17.0 1769860800 # {trace_id="KOO5S4vxi0o"} 0.67
requests_created{agent="claims"} 1520430000.123 1769860800
# TYPE wait summary
wait{quantile="0.95"} 3.102 1769860800
wait_count 4 1769860800
wait_sum 1.5 1769860800
# TYPE size histogram
size_bucket{le="+Inf"} 17 1769860800
# TYPE build info
build_info{version="1"} 1 1769860800
bare 3
2bad 3
unit{x=1} 3
# TYPE odd strange
# EOF
late 1 1769860800
"#;

#[test]
fn an_exposition_gives_what_was_measured_and_leaves_out_what_was_not() {
    let (points, errors, ended) = read_all(MetricsFormat::OpenMetrics, EXPOSITION, None);
    ended.unwrap();
    let told: Vec<(u32, &str, Option<&str>, f64)> = points
        .iter()
        .map(|point| {
            (
                point.line,
                point.metric.as_str(),
                point.unit.as_deref(),
                point.value,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (4, "response", Some("seconds"), 0.25),
            (8, "requests_total", None, 17.0),
            (12, "wait_count", None, 4.0),
            (13, "wait_sum", None, 1.5),
        ]
    );
    assert_eq!(
        points[0].at,
        Utc.timestamp_millis_opt(1_769_860_800_500).unwrap()
    );
    assert_eq!(
        points[0].context.as_deref(),
        Some(r#"{"region":"a\"b\\c\nd"}"#)
    );
    assert_eq!(points[1].scope.agent.as_deref(), Some("claims"));
    assert_eq!(
        faults(&errors),
        [
            (5, Some("value"), RowFault::NotFinite),
            (6, None, RowFault::Malformed),
            (18, Some("timestamp"), RowFault::Missing),
            (19, None, RowFault::Malformed),
            (20, None, RowFault::Malformed),
            (21, None, RowFault::Malformed),
            (23, None, RowFault::Malformed),
        ]
    );
    let mut reader = MetricsReader::new(MetricsFormat::OpenMetrics, None);
    for line in EXPOSITION.split(|byte| *byte == b'\n') {
        reader.line(line, &mut |_| ()).unwrap();
    }
    let left_out: Vec<(&str, u32)> = reader.left_out().into_iter().collect();
    assert_eq!(
        left_out,
        [
            ("buckets", 1),
            ("infos", 1),
            ("moments of creation", 1),
            ("quantiles", 1)
        ]
    );
}

#[test]
fn an_exposition_that_is_cut_off_says_so_and_a_time_can_be_given_for_all() {
    let moment = at("2026-01-31T12:00:00Z");
    let (points, errors, ended) = read_all(MetricsFormat::OpenMetrics, b"up 1\n", Some(moment));
    ended.unwrap();
    assert_eq!(points[0].at, moment);
    assert_eq!(faults(&errors), [(1, None, RowFault::Unfinished)]);
}

proptest! {
    #[test]
    fn no_bytes_bring_a_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in [MetricsFormat::Csv, MetricsFormat::JsonLines, MetricsFormat::OpenMetrics] {
            let (points, errors, _) = read_all(format, &bytes, None);
            prop_assert!(points.iter().all(|point| point.value.is_finite()));
            prop_assert!(errors.iter().all(|error| error.line >= 1 && error.reason.ends_with('.')));
        }
    }

    #[test]
    fn what_a_csv_writer_quotes_is_read_back(
        cells in prop::collection::vec("[ -~\n\r]{0,12}", 1..6),
        delimiter in prop::sample::select(b",;\t".to_vec()),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["time", "metric", "value", "note"]).unwrap();
        for cell in &cells {
            writer.write_record(["2026-01-31T12:00:00Z", "m", "1", cell.as_str()]).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let (points, errors) = read(MetricsFormat::Csv, &text);
        prop_assert!(errors.is_empty());
        let notes: Vec<Option<String>> = points.into_iter().map(|point| point.context).collect();
        let wanted: Vec<Option<String>> = cells
            .iter()
            .map(|cell| (!cell.trim().is_empty()).then(|| serde_json::json!({ "note": cell }).to_string()))
            .collect();
        prop_assert_eq!(notes, wanted);
    }
}
