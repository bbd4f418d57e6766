use std::collections::BTreeSet;

use duban::lang::{Lang, Texts};

#[test]
fn chinese_and_english_texts_have_the_same_keys_and_places() {
    let (zh, en) = (Texts::of(Lang::Zh), Texts::of(Lang::En));
    let keys = |t: &Texts| t.keys().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(keys(&zh), keys(&en));
    assert!(keys(&zh).len() > 10, "the texts are read at all");
    for key in keys(&zh) {
        assert_eq!(places(zh.get(&key)), places(en.get(&key)), "places of {key}");
    }
}

#[test]
fn what_is_filled_in_is_not_searched_for_places_again() {
    let zh = Texts::of(Lang::Zh);
    assert!(zh.fill("refusal.dangling", &[("what", &"{what}")]).contains("（{what}）"));
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(name, _)| name).collect()
}
