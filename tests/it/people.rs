//! People: who is admitted, what each role may do, and what each may read.

mod admitted;
mod rights;
mod sight;
pub mod table;

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

use clap::Parser;
use duban::cli::args::Args;
use duban::cli::{self, Exit, Failure, Out};
use duban::domain::{
    Access, AccessKey, Book, Command, Door, Person, Record, RecordKey, Refusal, UnitId, Version, Via, Who,
};
use duban::lang::Lang;
use duban::ledger::{Done, Ledger};
use duban::store::MemoryStore;
use duban::tui::text::Width;

use crate::domain::{noon, supervisor};
use crate::exchange::example_command;

/// A public key of somebody.
const PUBLIC: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti a@b\n";

/// A person with a key of which nothing matters but its fingerprint.
fn person(name: &str, access: Access, units: &[UnitId]) -> Person {
    let key = AccessKey { fingerprint: format!("SHA256:{name}"), public: format!("ssh-ed25519 {name}") };
    Person { name: name.to_owned(), access, units: units.to_vec(), keys: vec![key], void: None }
}

/// A ledger with the example in it.
fn ledger() -> Arc<Ledger> {
    let ledger = Ledger::new(Box::new(MemoryStore::default()));
    ledger.execute(&supervisor(), &example_command(), noon()).unwrap();
    Arc::new(ledger)
}

/// What a command asked by `who` is answered with; a refused one changes nothing.
fn ask(ledger: &Ledger, who: &Who, command: &Command) -> Result<(), Refusal> {
    let before = ledger.book().unwrap();
    match ledger.execute(who, command, noon()) {
        Ok(Done::Changed(_)) => Ok(()),
        Ok(Done::Unchanged) => panic!("nothing was changed"),
        Err(duban::ledger::Failure::Refused(refusal)) => {
            assert_eq!(ledger.book().unwrap(), before);
            Err(refusal)
        }
        Err(broken) => panic!("{broken:?}"),
    }
}

/// The command that leaves a person as told.
fn enter(ledger: &Ledger, person: &Person) -> Command {
    let seen = ledger.book().unwrap().record(&RecordKey::Person(person.name.clone()));
    Command::Enter(Box::new(Version { seen, record: Record::Person(Arc::new(person.clone())) }))
}

/// Somebody over the network.
fn from_afar(person: &Person) -> Who {
    let key = person.keys.first().map(|key| key.fingerprint.clone());
    Who::of(person, Via { door: Door::Command, from: Some(String::from("10.0.0.7")), key })
}

fn unit(book: &Book, name: &str) -> UnitId {
    book.units().find(|unit| unit.name == name).unwrap().id
}

/// Runs a line in this process for `who` on the data of a folder: the code it ends with, and all it says.
fn run(who: &Who, data: &Path, line: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = std::iter::once("duban").chain(line.iter().copied());
    let args = Args::try_parse_from(words).unwrap_or_else(|e| panic!("{line:?}: {e}"));
    let done = cli::execute(
        &args.command.unwrap(),
        &mut Out {
            stdout: &mut out,
            stderr: &mut err,
            stdin: &mut std::io::empty(),
            is_asked: false,
            shows_progress: false,
            columns: None,
            width: Width::default(),
            data: data.to_owned(),
            who: who.clone(),
            ledger: None,
            now: noon,
            settings: "",
            lang: Lang::Zh,
            texts: OnceCell::new(),
        },
    );
    let said = [out, err].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    match done {
        Ok(Exit::Done) => (0, said),
        Ok(Exit::Refused) => (1, said),
        Err(Failure::Refused(why)) => (1, said + &why),
        Err(Failure::Usage(why)) => (2, said + &why),
        Err(other) => panic!("{line:?}: {other:?}"),
    }
}
