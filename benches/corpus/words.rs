//! The vocabulary, and sentences made of it.

use std::sync::LazyLock;

use super::random::{Random, Zipf};

/// The words that carry no subject, most frequent first.
const LITTLE: &str = "the a of to is in and that it for when with not are on be this as by one from \
    you which an its if than has at or can each will all what only more how same no but two other \
    them every before then after they while does so because where until was into there most both \
    without between first second still never once about over may must some own another against \
    under again already since less such often few many several enough rather either neither";

/// The words of the subject, most frequent first.
const SUBJECT: &str = "index query table row request cache thread lock value key service node server \
    time memory data error write read page queue message client state transaction order list tree \
    log user test change version type function call result file process disk network token schema \
    column join plan budget timeout retry latency throughput replica leader follower partition \
    shard commit isolation level snapshot conflict owner borrow lifetime pointer heap stack \
    allocation garbage collector pause event loop callback promise stream buffer batch window \
    deadline limit quota rate bucket counter metric trace span alert dashboard incident rollback \
    deploy release branch review merge build container image cluster pod volume secret \
    certificate session cookie header payload body status code route gateway proxy balancer \
    health probe restart crash dump core signal socket port address packet checksum digest hash \
    collision bloom filter skip graph edge path cycle depth width search sort pivot merge heap \
    priority scheduler worker pool semaphore mutex barrier fence atomic ordering visibility \
    consistency availability durability quorum consensus election term epoch clock skew drift \
    migration backfill rollout flag experiment cohort sample bias variance median percentile \
    tail distribution estimate capacity forecast cost invoice account ledger balance payment \
    refund currency rounding precision overflow underflow boundary range interval offset cursor \
    pagination filter projection aggregate grouping subquery view trigger constraint reference \
    foreign primary unique null default nullable optional required contract interface trait \
    generic bound parameter argument return exception panic recovery fallback circuit breaker \
    bulkhead backpressure saturation contention starvation deadlock livelock race hazard fairness \
    compile link load parse token syntax grammar lexer tree visitor pattern match guard closure \
    iterator generator coroutine future task executor runtime kernel driver interrupt syscall \
    descriptor inode journal segment compaction tombstone memtable level run manifest archive \
    backup restore region zone failover standby primary promotion topology rack datacenter cable";

const VERBS: &str = "keeps holds reads writes sends returns blocks waits locks moves copies checks \
    finds loses drops retries splits joins sorts counts measures limits protects hides shows \
    changes replaces follows repeats costs needs allows prevents detects reports survives \
    guarantees assumes answers delays orders batches caches invalidates refreshes commits aborts";

/// How many words there are; the rare ones are made up, the way a team has names for its things.
const VOCABULARY: usize = 12_000;

static WORDS: LazyLock<Vec<String>> = LazyLock::new(vocabulary);
static ZIPF: LazyLock<Zipf> = LazyLock::new(|| Zipf::new(VOCABULARY));

/// Words of the subject.
pub fn subject() -> Vec<&'static str> {
    SUBJECT.split_whitespace().collect()
}

fn vocabulary() -> Vec<String> {
    let little = LITTLE.split_whitespace();
    let mut verbs = VERBS.split_whitespace();
    let mut words: Vec<String> = little.map(str::to_owned).collect();
    for (index, noun) in SUBJECT.split_whitespace().enumerate() {
        words.push(noun.to_owned());
        if index % 3 == 0 {
            words.extend(verbs.next().map(str::to_owned));
        }
    }
    let mut random = Random::of(1, 0);
    while words.len() < VOCABULARY {
        words.push(made_up(&mut random));
    }
    words
}

/// A word that nobody knows and everybody can say.
fn made_up(random: &mut Random) -> String {
    const STARTS: [&str; 20] = [
        "b", "br", "c", "cr", "d", "f", "fl", "g", "h", "k", "l", "m", "n", "p", "pr", "r", "s",
        "st", "t", "v",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "io"];
    const ENDS: [&str; 12] = ["n", "r", "s", "l", "t", "m", "nd", "rk", "st", "x", "", ""];
    let mut word = String::new();
    for _ in 0..random.between(2, 4) {
        word.push_str(random.pick(&STARTS));
        word.push_str(random.pick(&VOWELS));
    }
    word.push_str(random.pick(&ENDS));
    word
}

/// A word, as often as words come.
pub fn word(random: &mut Random) -> &'static str {
    &WORDS[ZIPF.rank(random)]
}

/// Some words in a row.
pub fn words(random: &mut Random, count: usize) -> String {
    let all: Vec<&str> = (0..count).map(|_| word(random)).collect();
    all.join(" ")
}

/// A sentence of `count` words. A comma and words in code or in bold stand where authors put them.
pub fn sentence(random: &mut Random, count: usize) -> String {
    let mut out = String::new();
    for at in 0..count {
        let word = word(random);
        match at {
            0 => out.push_str(&capital(word)),
            _ => {
                out.push(' ');
                match random.below(60) {
                    0 => out.extend(["`", word, "`"]),
                    1 => out.extend(["**", word, "**"]),
                    2 => out.extend(["*", word, "*"]),
                    _ => out.push_str(word),
                }
            }
        }
        if at % 8 == 6 && at + 2 < count {
            out.push(',');
        }
    }
    out.push('.');
    out
}

/// About `count` words in sentences.
pub fn paragraph(random: &mut Random, count: usize) -> String {
    let mut left = count;
    let mut sentences = Vec::new();
    while left > 0 {
        let length = random.between(9, 20).min(left);
        let length = if left - length < 5 { left } else { length };
        sentences.push(sentence(random, length));
        left -= length;
    }
    sentences.join(" ")
}

/// The word with a capital letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
