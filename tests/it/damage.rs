//! Files that were damaged at rest: everything is still there, or a sentence names the file. Never wrong, never silent.

use std::fs;
use std::path::{Path, PathBuf};

use duban::domain::Book;
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::store::{Notice, Reading, SledStore, Store, StoreError};

use crate::contract::{keep, report};
use crate::domain::{at, supervisor};
use crate::sled_store::{filled, open, open_rows};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .flat_map(|e| if e.path().is_dir() { files(&e.path()) } else { vec![e.path()] })
        .collect();
    files.sort();
    files
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

/// Damages a file one of three ways; tells how.
fn damage(path: &Path, dice: &mut Dice) -> String {
    let mut bytes = fs::read(path).unwrap();
    // As often near the end, where the newest changes are, as anywhere.
    let at = if dice.below(2) == 0 { dice.below(bytes.len()) } else { bytes.len() - dice.below(bytes.len().min(4096)) };
    let how = match dice.below(3) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
            format!("one bit at {at}")
        }
        1 => {
            let end = (at + 1 + dice.below(4096)).min(bytes.len());
            bytes[at.min(end)..end].fill(0);
            format!("zeros from {at} to {end}")
        }
        _ => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
    };
    fs::write(path, bytes).unwrap();
    how
}

#[test]
fn a_damaged_file_loses_nothing_silently() {
    let texts = Texts::of(Lang::Zh);
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    let book = filled(&whole);
    let mut dice = Dice(20_210_630);
    let (mut intact, mut refused) = (0, 0);
    for trial in 0..300 {
        let folder = home.path().join("trial");
        copy(&whole, &folder);
        let all: Vec<PathBuf> = files(&folder).into_iter().filter(|p| !p.ends_with("lock")).collect();
        let path = &all[dice.below(all.len())];
        let how = damage(path, &mut dice);
        let about = format!("trial {trial}: {} of {} bytes, {how}", path.display(), fs::metadata(path).unwrap().len());
        // Every other time the rows are left alone, as they are when one only looks.
        if trial % 2 == 0 {
            drop(fs::remove_file(folder.join("glance")));
        }
        match SledStore::open(&folder, &mut |_, _| {}) {
            Ok(store) => {
                let read = store.book().unwrap_or_else(|error| panic!("{about}: opened, and then {error}"));
                assert!(read == book, "{about}: another book was read");
                let notices = store.notices();
                drop(store);
                // An opening reads the journal's end only; what is wrong further up is for verify to find.
                if path.starts_with(folder.join("journal")) && notices.is_empty() {
                    let found = duban::store::verify(&folder, &mut |_, _| {});
                    assert!(matches!(found, Err(StoreError::Damaged { .. })), "{about}: {found:?}");
                }
                intact += 1;
            }
            Err(error) => {
                let said = error.say(&texts);
                assert!(said.contains("journal") && said.contains("没有改动任何内容"), "{about}: {said}");
                refused += 1;
            }
        }
        fs::remove_dir_all(&folder).unwrap();
    }
    assert!(intact > 100 && refused > 0, "both ends were met: {intact} intact, {refused} refused");
}

#[test]
fn damage_in_the_middle_of_the_journal_is_found_by_verify_and_names_the_line() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let path = home.path().join("journal/000001.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("22350例", "22351例", 1)).unwrap();
    let found = duban::store::verify(home.path(), &mut |_, _| {});
    let Err(StoreError::Damaged { file, line, .. }) = found else { panic!("{found:?}") };
    assert_eq!((file, line), (path.clone(), 2));
    let before = fs::read(&path).unwrap();
    assert!(Reading::open(home.path()).is_err());
    assert_eq!(fs::read(&path).unwrap(), before, "nothing was changed");
}

#[test]
fn a_lookup_in_a_damaged_journal_says_so_or_shows_what_was_stored() {
    let home = tempfile::tempdir().unwrap();
    let book = filled(home.path());
    let path = home.path().join("journal/000001.jsonl");
    let whole = fs::read(&path).unwrap();
    let mut dice = Dice(20_210_701);
    let mut refused = 0;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        let at = dice.below(bytes.len());
        if dice.below(2) == 0 {
            bytes[at] ^= 1 << dice.below(8);
        } else {
            let end = (at + 1 + dice.below(4096)).min(bytes.len());
            bytes[at..end].fill(0);
        }
        fs::write(&path, bytes).unwrap();
        match Reading::open(home.path()) {
            Ok(reading) => assert_eq!(reading.book(), &book, "damaged at {at}"),
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged { .. }), "damaged at {at}: {error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 250, "{refused} of 300 damages were told");
}

#[test]
fn a_group_that_was_never_finished_is_cut_off_and_told() {
    let home = tempfile::tempdir().unwrap();
    let before = filled(home.path());
    let path = home.path().join("journal/000001.jsonl");
    let short = fs::metadata(&path).unwrap().len();
    {
        let old = home.path().join("old");
        copy(&home.path().join("store"), &old);
        let store = open(home.path());
        keep(&store, &before, &report(&before, 7, 8, "没有写完的一组。"));
    }
    let full = fs::read(&path).unwrap();
    let start = usize::try_from(short).unwrap() + 1;
    // Every place near both ends and at the border between header and line, and a sample of those between.
    for end in (start..full.len()).filter(|end| end - start < 24 || full.len() - end < 24 || end % 37 == 0) {
        // The rows as they were before the group: nobody was ever told that it was saved.
        fs::remove_dir_all(home.path().join("store")).unwrap();
        copy(&home.path().join("old"), &home.path().join("store"));
        fs::write(&path, &full[..end]).unwrap();
        assert_eq!(Reading::open(home.path()).unwrap().book(), &before, "a reader sees whole groups only");
        let (store, notices) = open_rows(home.path());
        assert!(matches!(&notices[..], [Notice::Cut { .. }]), "cut at {end}: {notices:?}");
        assert_eq!(store.book().unwrap(), before, "cut at {end}");
        drop(store);
        assert_eq!(fs::metadata(&path).unwrap().len(), short);
    }
}

#[test]
fn however_the_last_group_was_torn_what_was_acknowledged_before_is_there_and_nothing_else() {
    const SMALL: &str = "2021年民生实事1-6月进展情况\n\n\t序号\n\t工作任务\n\t责任单位\n\t进展情况\n\n\t1\n\t建桥\n\t市交通局\n\t滞后。\n";
    let home = tempfile::tempdir().unwrap();
    let ledger = Ledger::new(Box::new(open(home.path())));
    crate::screen::take(&ledger, SMALL);
    let before = ledger.book().unwrap();
    let path = home.path().join("journal/000001.jsonl");
    let start = fs::read(&path).unwrap().len();
    ledger.execute(&supervisor(), &report(&before, 1, 7, "打了桩。"), at("2021-08-02T09:00:00+08:00")).unwrap();
    drop(ledger);
    let full = fs::read(&path).unwrap();
    for end in start..full.len() {
        fs::write(&path, &full[..end]).unwrap();
        let reading = Reading::open(home.path()).unwrap();
        assert!(reading.book() == before.as_ref(), "cut at {end}");
        // The length was written, and the bytes were not: that is told, since it may be damage to what was acknowledged.
        let mut zeros = full.clone();
        zeros[end..].fill(0);
        fs::write(&path, &zeros).unwrap();
        let refused = Reading::open(home.path());
        assert!(matches!(&refused, Err(StoreError::Damaged { file, .. }) if *file == path), "zeros from {end}");
        if end % 50 == 0 {
            let opened = SledStore::open(home.path(), &mut |_, _| {}).map(drop);
            assert!(matches!(&opened, Err(StoreError::Damaged { file, .. }) if *file == path), "zeros from {end}");
        }
        assert!(fs::read(&path).unwrap() == zeros, "nothing was changed");
    }
}

#[test]
fn what_the_journal_lost_at_its_end_is_put_back_from_the_rows() {
    let home = tempfile::tempdir().unwrap();
    let book = filled(home.path());
    let path = home.path().join("journal/000001.jsonl");
    let full = fs::read(&path).unwrap();
    for lost in [1, 30, 400] {
        fs::write(&path, &full[..full.len() - lost]).unwrap();
        let (store, notices) = open_rows(home.path());
        assert!(matches!(&notices[..], [Notice::Restored(1..)]), "{notices:?}");
        assert_eq!(store.book().unwrap(), book);
        drop(store);
        assert_eq!(Reading::open(home.path()).unwrap().book(), &book);
        assert!(duban::store::verify(home.path(), &mut |_, _| {}).unwrap().rows);
    }
}

#[test]
fn a_journal_that_is_gone_is_not_taken_for_an_empty_one() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    fs::remove_dir_all(home.path().join("journal")).unwrap();
    let opened = SledStore::open(home.path(), &mut |_, _| {}).map(|store| store.book().unwrap());
    // The rows still hold every line of so young a journal.
    assert_ne!(opened.unwrap(), Book::default());
}
