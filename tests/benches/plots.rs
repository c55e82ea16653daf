//! How long it takes to draw a plot over time in both themes, with its table and its facts; the median of five runs. The aim
//! is under 100 milliseconds for 100,000 points.
//!
//! `cargo bench -p provost-plots --bench plots`, or with another number of points `… -- 1000000`.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use provost_plots::{Band, Direction, Frame, Limit, LimitKind, Line, TimePlot, Zone};

/// How often each plot is drawn; the middle one counts.
const RUNS: usize = 5;

fn main() -> ExitCode {
    let points = std::env::args().skip(1).find(|one| one != "--bench");
    let drawn = match points.map_or(Ok(100_000), |points| points.parse()) {
        Ok(points) => run(points),
        Err(error) => Err(error.into()),
    };
    match drawn {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(points: u32) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for (what, plot) in [
        ("a line", line(points)),
        ("a line with two bands", banded(points)),
    ] {
        let mut times = [Duration::ZERO; RUNS];
        let mut bytes = 0;
        for time in &mut times {
            let begun = Instant::now();
            let drawn = plot.plot(Frame::new(1_200, 320))?;
            *time = begun.elapsed();
            bytes = drawn.light.len();
        }
        times.sort_unstable();
        let median = times.get(RUNS / 2).copied().unwrap_or_default();
        writeln!(
            out,
            "{points} points, {what}: {median:.1?}, {bytes} bytes of SVG"
        )?;
    }
    Ok(())
}

/// Values that a generator of numbers spreads, with a peak now and then.
fn line(points: u32) -> TimePlot {
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        f64::from(u32::try_from(state >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
    };
    let second =
        |index: u32| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(i64::from(index) * 10);
    let values = (0..points).map(|index| {
        let peak = if index % 9_973 == 0 { 500.0 } else { 0.0 };
        (second(index), 100.0 + 80.0 * next() + peak)
    });
    TimePlot {
        title: "Latency".to_owned(),
        unit: "ms".to_owned(),
        zone: Zone::named("Europe/Zurich").unwrap_or(Zone::UTC),
        range: None,
        every: Some(TimeDelta::seconds(10)),
        from_zero: false,
        lines: vec![Line {
            name: "p50".to_owned(),
            points: values.collect(),
            bands: Vec::new(),
        }],
        limits: vec![Limit {
            name: "Threshold".to_owned(),
            kind: LimitKind::Threshold,
            direction: Direction::AtMost,
            value: 400.0,
        }],
    }
}

fn banded(points: u32) -> TimePlot {
    let mut plot = line(points);
    for line in &mut plot.lines {
        let band = |name: &str, reach: f64| Band {
            name: name.to_owned(),
            points: line
                .points
                .iter()
                .map(|&(at, value)| (at, value - reach, value + reach))
                .collect(),
        };
        line.bands = vec![band("p5 to p95", 60.0), band("p25 to p75", 20.0)];
    }
    plot
}
