//! Commands that are written together: all of a group is kept or none of it, and each writer hears of its own command.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use duban::domain::{Change, Edit, Record};
use duban::ledger::{Done, Failure, Ledger};
use duban::store::{MemoryStore, Store, StoreError};

use crate::ledger::{Disturbed, ask, done, half, plan_of, report};

const WRITERS: u32 = 16;

/// The progress a change reports.
fn said(change: &Change) -> String {
    match &change.edits[..] {
        [Edit { after: Some(Record::Report(report)), .. }] => report.progress.clone(),
        other => panic!("one report was expected: {other:?}"),
    }
}

/// Reports on a task, and returns the words with what became of them.
fn write(ledger: &Ledger, task: u32, round: u32) -> (String, Result<Done, Failure>) {
    let words = format!("第{task}项第{round}轮。");
    let answer = ask(ledger, &report(&ledger.book().unwrap(), task, half(), None, &words));
    (words, answer)
}

/// All writers at once, each on a task of its own; `here` counts those who are about to ask.
fn write_together(ledger: &Ledger, round: u32, here: &AtomicU32) -> Vec<(String, Result<Done, Failure>)> {
    let write = &|task| {
        here.fetch_add(1, Ordering::Relaxed);
        write(ledger, task, round)
    };
    std::thread::scope(|scope| {
        let writers: Vec<_> = (1..=WRITERS).map(|task| scope.spawn(move || write(task))).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn a_group_that_is_not_kept_fails_whole_and_is_shown_to_nobody() {
    let (kept, refused) = (Arc::new(MemoryStore::default()), Arc::new(Mutex::new(Vec::new())));
    let here = Arc::new(AtomicU32::new(0));
    let (note, coming) = (refused.clone(), here.clone());
    let before = move |_: &MemoryStore, group: &[Arc<Change>]| {
        // Nothing is kept before all writers have come, so that those who are late wait together.
        while !coming.load(Ordering::Relaxed).is_multiple_of(WRITERS) {
            std::thread::yield_now();
        }
        (0..10).for_each(|_| std::thread::yield_now());
        let mut refused = note.lock().unwrap();
        if refused.is_empty() && group.len() > 1 {
            refused.extend(group.iter().map(|change| said(change)));
            return Err(StoreError::Full("journal".into()));
        }
        Ok(())
    };
    let ledger = Ledger::new(Box::new(Disturbed { kept: kept.clone(), before: Box::new(before) }));
    done(&ledger, &plan_of(WRITERS));
    let ahead = Arc::new(Mutex::new(Vec::new()));
    let (note, seen) = (ahead.clone(), kept.clone());
    let _watching = ledger.watch(move |book| {
        if **book != seen.book().unwrap() {
            note.lock().unwrap().push(book.revision());
        }
    });
    let mut failed = Vec::new();
    for round in 0.. {
        let is_last = !refused.lock().unwrap().is_empty();
        for (words, answer) in write_together(&ledger, round, &here) {
            match answer {
                Ok(Done::Changed(change)) => assert_eq!(said(&change), words, "each hears of its own command"),
                Err(Failure::Broken(StoreError::Full(_))) => failed.push(words),
                other => panic!("{words}: {other:?}"),
            }
        }
        if is_last {
            break;
        }
    }
    let mut refused = refused.lock().unwrap().clone();
    refused.sort();
    failed.sort();
    assert_eq!(failed, refused, "those of the group hear that it failed, and nobody else");
    assert_eq!(*ledger.book().unwrap(), kept.book().unwrap(), "no screen shows what was not kept");
    assert_eq!(*ahead.lock().unwrap(), Vec::<u64>::new(), "nor did any meanwhile");
    let (words, answer) = write(&ledger, 1, u32::MAX);
    assert!(matches!(answer, Ok(Done::Changed(change)) if said(&change) == words), "the next one is kept again");
}
