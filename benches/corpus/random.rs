//! Numbers that look random and are the same on every machine and on every day.

/// A generator of 64 bits at a time (SplitMix64): small, fast, and good enough for choosing words.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers for one thing: `subject` says which kind, `index` which of them. Each thing has
    /// numbers of its own, so that a corpus of 1,000 questions begins like one of 10,000.
    pub fn of(subject: u64, index: usize) -> Self {
        let mut random = Self(0x5eed ^ (subject << 48) ^ (index as u64));
        random.next();
        random
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number from `start` to below `end`.
    pub fn between(&mut self, start: usize, end: usize) -> usize {
        start + self.below(end - start)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Ranks with the frequencies of words in a text: the rank r comes up in proportion to 1/(r + 3).
/// Whole numbers, so that no machine rounds differently.
#[derive(Debug)]
pub struct Zipf(Vec<u64>);

impl Zipf {
    /// A distribution over `ranks` ranks.
    pub fn new(ranks: usize) -> Self {
        let mut sum = 0;
        let sums = (0..ranks as u64).map(|rank| {
            sum += (1_u64 << 40) / (rank + 3);
            sum
        });
        Self(sums.collect())
    }

    /// A rank, from 0.
    pub fn rank(&self, random: &mut Random) -> usize {
        let total = self.0.last().copied().unwrap_or(1);
        let wanted = random.next() % total;
        self.0.partition_point(|sum| *sum <= wanted)
    }
}
