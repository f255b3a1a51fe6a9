//! `time`: clocks; calendar functions for UTC.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rpython_base::Symbol;

use crate::types::args::{self, Keywords};
use crate::{Host, Obj, Raised};

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64())
}

fn time(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "time", args, kw, (0, 0))?;
    Ok(host.new_float(now()))
}

fn clock(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    args::expect(host, "clock", args, kw, (0, 0))?;
    let start = START.get_or_init(Instant::now);
    Ok(host.new_float(start.elapsed().as_secs_f64()))
}

fn sleep(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "sleep", args, kw, (1, 1))?;
    let seconds = args::float(host, args[0])?;
    if !(0.0..1e9).contains(&seconds) {
        return Err(host.raised_errno(host.exc.io_error, 22, "Invalid argument", None));
    }
    host.flush_output();
    std::thread::sleep(Duration::from_secs_f64(seconds));
    Ok(Obj::NONE)
}

/// Year, month, day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + (month <= 2) as i64, month, day)
}

/// Days from 1970-01-01.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The nine fields of a UTC time as a plain tuple.
fn gmtime(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "gmtime", args, kw, (0, 1))?;
    let seconds = match args.first().filter(|&&o| o != Obj::NONE) {
        Some(&o) => args::float(host, o)?,
        None => now(),
    };
    let seconds = seconds.floor() as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let fields = [
        year,
        month,
        day,
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
        (days + 3).rem_euclid(7),
        days - days_from_civil(year, 1, 1) + 1,
        0,
    ];
    let fields: Vec<Obj> = fields.iter().map(|&field| host.new_int(field)).collect();
    Ok(host.new_tuple(&fields))
}

fn timegm(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "mktime", args, kw, (1, 1))?;
    let mut fields = Vec::new();
    for o in host.collect(args[0])? {
        fields.push(args::int(host, o)?);
    }
    let [year, month, day, hour, minute, second, ..] = fields[..] else {
        return Err(Raised::type_error(host, "Tuple or struct_time argument required"));
    };
    let days = days_from_civil(year, month, day);
    Ok(host.new_float((days * 86_400 + hour * 3600 + minute * 60 + second) as f64))
}

/// The module `_time`; `time.py` adds `struct_time` and formatting.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_time");
    host.add_functions(
        module,
        "time",
        &[("time", time), ("clock", clock), ("sleep", sleep), ("gmtime", gmtime), ("mktime", timegm)],
    );
    let zero = host.new_int(0);
    for name in ["timezone", "altzone", "daylight"] {
        host.set_raw(module, Symbol::intern(name), zero);
    }
    module
}
