//! Knows how hanzi are read: the `pinyin` crate's readings, corrected for surnames and for words read as a whole.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Readings of characters that begin a person's name; measured over the real officials and hard surnames.
const SURNAMES: &[(char, &str)] = &[
    ('曾', "zeng"),
    ('单', "shan"),
    ('区', "ou"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('查', "zha"),
    ('翟', "zhai"),
    ('盖', "ge"),
    ('覃', "qin"),
    ('缪', "miao"),
    ('朴', "piao"),
    ('卜', "bu"),
    ('种', "chong"),
    ('任', "ren"),
    ('华', "hua"),
    ('纪', "ji"),
    ('宁', "ning"),
    ('乐', "yue"),
    ('召', "shao"),
    ('尉', "wei"),
    ('柏', "bai"),
    ('冼', "xian"),
    ('葛', "ge"),
    ('那', "na"),
    ('员', "yun"),
    ('盛', "sheng"),
    ('折', "she"),
    ('黑', "he"),
    ('秘', "bi"),
    ('哈', "ha"),
    ('逄', "pang"),
    ('繁', "po"),
    ('晟', "cheng"),
    ('牟', "mou"),
    ('隗', "wei"),
    ('万', "wan"),
    ('车', "che"),
    ('石', "shi"),
    ('叶', "ye"),
    ('沈', "shen"),
    ('曲', "qu"),
    ('洗', "xian"),
    ('应', "ying"),
    ('俞', "yu"),
    ('祭', "zhai"),
    ('谌', "chen"),
    ('褚', "chu"),
    ('於', "yu"),
    ('谷', "gu"),
    ('过', "guo"),
    ('长', "chang"),
    ('郗', "xi"),
    ('藏', "zang"),
    ('阙', "que"),
];

/// Words whose reading differs from that of their characters alone.
const WORDS: &[(&str, &[&str])] = &[
    ("重庆", &["chong", "qing"]),
    ("长沙", &["chang", "sha"]),
    ("长江", &["chang", "jiang"]),
    ("长期", &["chang", "qi"]),
    ("长效", &["chang", "xiao"]),
    ("银行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("厦门", &["xia", "men"]),
    ("大厦", &["da", "sha"]),
    ("市长", &["shi", "zhang"]),
    ("区长", &["qu", "zhang"]),
    ("重点", &["zhong", "dian"]),
    ("重大", &["zhong", "da"]),
    ("重建", &["chong", "jian"]),
    ("重新", &["chong", "xin"]),
    ("会计", &["kuai", "ji"]),
    ("音乐", &["yin", "yue"]),
    ("调整", &["tiao", "zheng"]),
    ("调查", &["diao", "cha"]),
    ("给水", &["ji", "shui"]),
    ("供给", &["gong", "ji"]),
    ("降低", &["jiang", "di"]),
    ("都市", &["du", "shi"]),
    ("首都", &["shou", "du"]),
    ("乐昌", &["le", "chang"]),
    ("番禺", &["pan", "yu"]),
    ("东莞", &["dong", "guan"]),
    ("台州", &["tai", "zhou"]),
    ("尉迟", &["yu", "chi"]),
];

/// The readings of one character, the likeliest first.
pub(super) type Readings = Vec<&'static str>;

/// The readings of each of `chars`; `person` when they are a person's name.
pub(super) fn readings(chars: &[char], person: bool) -> Vec<Readings> {
    let mut all: Vec<Readings> = chars.iter().map(|c| of_char(*c)).collect();
    if person {
        let surname = chars.first().and_then(|c| SURNAMES.iter().find(|(s, _)| s == c));
        if let (Some((_, reading)), Some(first)) = (surname, all.first_mut()) {
            prefer(first, reading);
        }
    }
    for (word, read) in WORDS {
        let word: Vec<char> = word.chars().collect();
        let places = chars.windows(word.len()).enumerate().filter(|(_, part)| *part == word.as_slice());
        for at in places.map(|(at, _)| at).collect::<Vec<_>>() {
            for (readings, reading) in all.iter_mut().skip(at).zip(*read) {
                prefer(readings, reading);
            }
        }
    }
    all
}

fn of_char(c: char) -> Readings {
    let mut readings: Readings = c.to_pinyin().map(|p| p.plain()).into_iter().collect();
    for other in c.to_pinyin_multi().into_iter().flatten().map(|p| p.plain()) {
        if !readings.contains(&other) {
            readings.push(other);
        }
    }
    readings
}

fn prefer(readings: &mut Readings, reading: &'static str) {
    readings.retain(|r| *r != reading);
    readings.insert(0, reading);
}
