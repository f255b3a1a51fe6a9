//! From words to a [`Config`], with the reference's rules: long names may be abbreviated, every
//! on/off option has a `--no-` twin, and everything behind the target belongs to the target.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Config, Group, Kind, OptionValue, Owner, SPECS, Spec, State};

/// What the command line says.
#[derive(Debug)]
pub struct Parsed {
    /// The options.
    pub config: Config,
    /// The target file, as given.
    pub target: Option<String>,
    /// The words behind it.
    pub target_args: Vec<String>,
    /// `--help` was given (the text is in `help`).
    pub help_wanted: bool,
    /// The help text.
    pub help: String,
}

/// The id of the twin of an on/off option.
fn twin_id(spec: &Spec) -> String {
    format!("no:{}", spec.path)
}

fn twin_name(spec: &Spec) -> String {
    match spec.long.strip_prefix("with") {
        Some(rest) => format!("without{rest}"),
        None => format!("no-{}", spec.long),
    }
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Translate => "Translating",
        Group::Goals => "Goals",
        Group::Translation => "The program",
        Group::Backendopt => "Optimizations",
    }
}

fn help_text(spec: &Spec) -> String {
    match spec.state {
        State::Works | State::Implied => spec.help.to_owned(),
        State::NotYet(_) => format!("{} (not there yet)", spec.help),
    }
}

fn add_option(command: Command, spec: &'static Spec) -> Command {
    let mut arg = Arg::new(spec.path).long(spec.long).help(help_text(spec)).help_heading(heading(spec.group));
    if let Some(short) = spec.short {
        arg = arg.short(short);
    }
    match spec.kind {
        Kind::Bool { twin, .. } => {
            let off = twin_id(spec);
            let command = if twin {
                let on = Arg::new(off.clone()).long(twin_name(spec)).hide(true);
                command.arg(on.action(ArgAction::SetTrue).overrides_with(spec.path))
            } else {
                command
            };
            arg = arg.action(ArgAction::SetTrue);
            command.arg(if twin { arg.overrides_with(off) } else { arg })
        }
        Kind::Choice { values, .. } => {
            command.arg(arg.value_parser(values.to_vec()).action(ArgAction::Set).overrides_with(spec.path))
        }
        Kind::Int(_) => command
            .arg(arg.value_parser(clap::value_parser!(i64)).action(ArgAction::Set).overrides_with(spec.path)),
        Kind::Float(_) => command
            .arg(arg.value_parser(clap::value_parser!(f64)).action(ArgAction::Set).overrides_with(spec.path)),
        Kind::Text(_) => command.arg(arg.action(ArgAction::Set).overrides_with(spec.path)),
    }
}

fn command() -> Command {
    let base = Command::new("rpython")
        .override_usage("rpython [options] target.py [target options]")
        .about("Translates an RPython program")
        .infer_long_args(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::SetTrue)
                .help("this text, and the target's"),
        )
        // The target is a "subcommand" as far as clap is concerned: all words behind it are its own.
        .allow_external_subcommands(true)
        .external_subcommand_value_parser(clap::value_parser!(String));
    SPECS.iter().fold(base, add_option)
}

fn given(matches: &ArgMatches, spec: &Spec) -> Option<OptionValue> {
    match spec.kind {
        Kind::Bool { twin, .. } => {
            if matches.get_flag(spec.path) {
                return Some(OptionValue::Bool(true));
            }
            (twin && matches.get_flag(&twin_id(spec))).then_some(OptionValue::Bool(false))
        }
        Kind::Choice { .. } | Kind::Text(_) => {
            matches.get_one::<String>(spec.path).map(|text| OptionValue::Text(text.clone()))
        }
        Kind::Int(_) => matches.get_one::<i64>(spec.path).map(|&n| OptionValue::Int(Some(n))),
        Kind::Float(_) => matches.get_one::<f64>(spec.path).map(|&x| OptionValue::Float(x)),
    }
}

/// Parses the words behind the command's name. `Err` is the complete message for standard error, to
/// be followed by exit status 2.
pub fn parse(words: &[String]) -> Result<Parsed, String> {
    let mut command = command();
    let help = command.render_help().to_string();
    let all = std::iter::once("rpython".to_owned()).chain(words.iter().cloned());
    let matches =
        command.try_get_matches_from_mut(all).map_err(|e| numbered(&e.render().to_string(), "E0001"))?;
    let mut config = Config::new();
    for spec in SPECS {
        let Some(value) = given(&matches, spec) else { continue };
        if let State::NotYet(why) = spec.state
            && *config.get(spec.path).0 != value
        {
            return Err(format!("error[E0002]: --{} is not supported: {why}\n", spec.long));
        }
        config.set(spec.path, value, Owner::CommandLine);
    }
    refuse_unsupported_values(&config)?;
    config.apply_opt_level();
    let (target, target_args) = match matches.subcommand() {
        Some((name, rest)) => {
            let rest = rest.get_many::<String>("").into_iter().flatten().cloned().collect();
            (Some(name.to_owned()), rest)
        }
        None => (None, Vec::new()),
    };
    Ok(Parsed { target, target_args, help_wanted: matches.get_flag("help"), help, config })
}

/// A message with its number in front.
fn numbered(message: &str, number: &str) -> String {
    match message.strip_prefix("error:") {
        Some(rest) => format!("error[{number}]:{rest}"),
        None => message.to_owned(),
    }
}

/// Values that are known but not there yet, of options that work otherwise.
fn refuse_unsupported_values(config: &Config) -> Result<(), String> {
    if config.text("translate.opt") == Some("jit") {
        return Err("error[E0002]: -Ojit is not supported yet: there is no JIT generator; use -O2\n".into());
    }
    if config.bool("translation.html") && !matches!(config.text("translation.backend"), Some("wasm" | "js")) {
        return Err("error[E0001]: --html makes a page that runs the program in a browser; use it with --backend=wasm or \
                    --backend=js\n"
            .into());
    }
    let (gc, owner) = config.get("translation.gc");
    if *gc == OptionValue::Text("boehm".into()) && config.bool("translation.continuation") {
        return Err("error: cannot override value to True for option continuation\n".into());
    }
    if let OptionValue::Text(name) = gc
        && owner == Owner::CommandLine
        && !matches!(name.as_str(), "none" | "minimark" | "semispace")
    {
        return Err(format!(
            "error[E0002]: --gc={name} is not supported yet; use minimark, semispace or none\n"
        ));
    }
    if config.get("translation.gcrootfinder") == (&OptionValue::Text("n/a".into()), Owner::CommandLine) {
        return Err("error[E0002]: --gcrootfinder=n/a is for collectors that are not supported yet\n".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<Parsed, String> {
        parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn everything_behind_the_target_is_the_targets() {
        let parsed = words("--batch -O1 t.py -x --gc=none").expect("parses");
        assert_eq!(parsed.target.as_deref(), Some("t.py"));
        assert_eq!(parsed.target_args, ["-x", "--gc=none"]);
        assert_eq!(parsed.config.text("translation.gc"), Some("minimark"));
        assert_eq!(parsed.config.float("translation.backendopt.inline_threshold"), 16.2);
    }

    #[test]
    fn twins_abbreviations_and_order() {
        assert!(
            !words("--no-if-block-merge t.py")
                .expect("parses")
                .config
                .bool("translation.backendopt.merge_if_blocks")
        );
        assert!(words("--no-lldebug --lldebug t.py").expect("parses").config.bool("translation.lldebug"));
        assert_eq!(words("--out=x t.py").expect("parses").config.text("translation.output"), Some("x"));
    }

    #[test]
    fn errors_and_what_is_not_there_yet() {
        assert!(words("--gc=foo t.py").expect_err("invalid").contains("foo"));
        assert!(words("--nonsense t.py").expect_err("unknown").starts_with("error[E0001]: "));
        assert!(words("-Ojit t.py").expect_err("no JIT").starts_with("error[E0002]: -Ojit"));
        assert!(words("--sandbox t.py").expect_err("no sandbox").contains("sandbox"));
        assert!(words("--no-sandbox t.py").is_ok());
        let conflict = words("--gc=boehm --continuation t.py").expect_err("conflict");
        assert!(conflict.contains("cannot override value to True for option continuation"));
    }
}
